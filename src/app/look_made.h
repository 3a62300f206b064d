/* Lists that no SELECT gives: the audit log, settings, preferences, templates, conflicts of roles. */
#ifndef APP_LOOK_MADE_H
#define APP_LOOK_MADE_H

#include "src/rules/filter.h"

struct look;
struct session;

/* Each a GPtrArray of struct record; NULL with error. */
GPtrArray *made_audit(struct session *session, const struct look *ask, const char *case_id,
		      const struct filter *terms, GError **error);
GPtrArray *made_settings(struct session *session, const struct filter *terms);
GPtrArray *made_preferences(struct session *session, const struct filter *terms, GError **error);
GPtrArray *made_views(struct session *session, const struct filter *terms, GError **error);
GPtrArray *made_templates(struct session *session, const struct filter *terms, GError **error);
GPtrArray *made_conflicts(struct session *session, const struct filter *terms, GError **error);
/* Each user, with a second factor or without. */
GPtrArray *made_factors(struct session *session, const struct filter *terms, GError **error);
/* What the log has of a case, as a story. */
GPtrArray *made_timeline(struct session *session, const char *case_id, const struct filter *terms,
			 GError **error);
/* Cases whose report to the DoD is due, or was filed. */
GPtrArray *made_reports(struct session *session, const struct filter *terms, GError **error);

#endif
