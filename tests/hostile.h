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
/* With -m slow: 1. */
unsigned hostile_joined(void);

/* Cases, their notes, actions, transfers and escalations, alerts, users, groups, templates, views; returns the ids
 * of the cases, interned, with NULL at the end (g_ptr_array_unref). */
GPtrArray *hostile_fill(struct house *house, const GPtrArray *payloads);
/* The settings that are text, from payload i on: whose store it is, its marking and its notice. */
void hostile_settings(struct house *house, const GPtrArray *payloads, guint i);

/* Alerts of bytes that are no text, as JSON and as lines of another kind; what is no alert is told. */
void hostile_bytes(struct house *house, void (*told)(const char *file, unsigned line, const char *why, void *data),
		   void *data);

#endif
