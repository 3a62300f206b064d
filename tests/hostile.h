/* A house whose every text field was given payloads, and what of it can be looked at. */
#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

#include "tests/house.h"

/* So many payloads stand in one text; a case for each text. 1: every payload alone in every field. */
#ifdef __SANITIZE_ADDRESS__
#define HOSTILE_JOINED 40
#else
#define HOSTILE_JOINED 10
#endif
/* $INJECTION_FULL: 1. */
unsigned hostile_joined(void);

/* Cases, their notes, actions, transfers and escalations, alerts, users, settings; returns the ids of the
 * cases, interned, with NULL at the end (g_ptr_array_unref). */
GPtrArray *hostile_fill(struct house *house, const GPtrArray *payloads);

#endif
