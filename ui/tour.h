/* `:tour`: a few short pages for a first login, with the keys as they are bound and only what this person
 * may do. Home offers it until it was left once (preference "tour"). */
#ifndef UI_TOUR_H
#define UI_TOUR_H

#include "ui/screen.h"

extern const struct screen_class tour_screen;

#endif
