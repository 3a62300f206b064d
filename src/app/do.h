/* The apply functions of the action table, and what its dialogs foretell. */
#ifndef APP_DO_H
#define APP_DO_H

#include "src/rules/record.h"

struct doing;
struct session;

bool do_case_create(struct doing *doing, GError **error);
bool do_template_save(struct doing *doing, GError **error);
bool do_case_edit(struct doing *doing, GError **error);
bool do_case_take(struct doing *doing, GError **error);
bool do_case_release(struct doing *doing, GError **error);
bool do_case_assign(struct doing *doing, GError **error);
bool do_case_state(struct doing *doing, GError **error);

bool do_case_close(struct doing *doing, GError **error);
bool do_case_approve(struct doing *doing, GError **error);
bool do_case_reject(struct doing *doing, GError **error);
bool do_case_reopen(struct doing *doing, GError **error);

bool do_case_transfer(struct doing *doing, GError **error);
bool do_transfer_accept(struct doing *doing, GError **error);
bool do_transfer_decline(struct doing *doing, GError **error);
bool do_transfer_recall(struct doing *doing, GError **error);
bool do_case_escalate(struct doing *doing, GError **error);
bool do_escalation_ack(struct doing *doing, GError **error);

bool do_case_restrict(struct doing *doing, GError **error);
bool do_case_unrestrict(struct doing *doing, GError **error);
bool do_case_watch(struct doing *doing, GError **error);
bool do_case_unwatch(struct doing *doing, GError **error);
bool do_note_add(struct doing *doing, GError **error);
bool do_note_correct(struct doing *doing, GError **error);
bool do_action_add(struct doing *doing, GError **error);

bool do_alert_promote(struct doing *doing, GError **error);
bool do_alert_dismiss(struct doing *doing, GError **error);

bool prepare_setting(struct doing *doing, GError **error);
/* The one-time passphrase, for actions that give one. */
bool check_user_create(struct doing *doing, GError **error);
bool check_member_add(struct doing *doing, GError **error);
bool check_member_remove(struct doing *doing, GError **error);
bool prepare_one_time(struct doing *doing, GError **error);
bool do_user_create(struct doing *doing, GError **error);
bool do_user_edit(struct doing *doing, GError **error);
bool do_user_disable(struct doing *doing, GError **error);
bool do_user_revoke(struct doing *doing, GError **error);
bool prepare_enable(struct doing *doing, GError **error);
bool do_user_enable(struct doing *doing, GError **error);
bool do_user_unlock(struct doing *doing, GError **error);
bool do_user_reset(struct doing *doing, GError **error);
bool do_totp_enroll(struct doing *doing, GError **error);
bool do_totp_codes(struct doing *doing, GError **error);
bool do_totp_confirm(struct doing *doing, GError **error);
bool do_totp_remove(struct doing *doing, GError **error);
bool do_totp_reset(struct doing *doing, GError **error);
bool do_group_create(struct doing *doing, GError **error);
bool do_member_add(struct doing *doing, GError **error);
bool do_member_remove(struct doing *doing, GError **error);
bool do_rollback_accept(struct doing *doing, GError **error);
bool do_setting_set(struct doing *doing, GError **error);
bool do_preference_set(struct doing *doing, GError **error);
bool do_view_save(struct doing *doing, GError **error);
bool do_view_share(struct doing *doing, GError **error);
bool do_view_unshare(struct doing *doing, GError **error);
bool do_view_drop(struct doing *doing, GError **error);
bool do_session_end(struct doing *doing, GError **error);

char *foretell_answer(struct session *session, const struct record *record);
char *foretell_close(struct session *session, const struct record *record);
char *foretell_transfer(struct session *session, const struct record *record);
char *foretell_escalate(struct session *session, const struct record *record);
char *foretell_ack(struct session *session, const struct record *record);
char *foretell_restrict(struct session *session, const struct record *record);

#endif
