/* Man pages as text to read: the part of mdoc that doc/ uses. */
#ifndef UI_MANUAL_PAGE_H
#define UI_MANUAL_PAGE_H

#include "ui/pager.h"

/* A page is a section of its own named by title; its parts are sections below. */
void manual_page(struct pager *pager, const char *title, const char *mdoc);

#endif
