/* The severity matrix and its floors (compliance.md 4.1, 4.2): what the impact fields say. */
#ifndef RULES_SEVERITY_H
#define RULES_SEVERITY_H

#include "src/rules/case_choices.h"
#include "src/rules/record.h"

int severity_rank(const char *severity);	/* 1 worst … 5; 9 when empty or unknown */
/* What the matrix gives for this record, 1 … 5; 0 when impacts are not assessed yet. */
int severity_suggested(const struct record *record);
/* 0 none or not assessed, 1 touched, 2 suspected, 3 confirmed. */
int cui_level(const struct record *record);
/* A source's word: 1 for "critical" … 5 for "info"; 0 when unknown. */
int severity_alert_rank(const char *word);
/* Provisional severity of an alert: "critical" "high" … -> "SEV2" …; NULL when unknown. */
const char *severity_from_alert(const char *word);

#endif
