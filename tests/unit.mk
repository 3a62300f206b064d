# written by ./dev sources
UNIT = \
	tests/ui/test-theme \
	tests/ui/test-terms \
	tests/ui/test-screens \
	tests/ui/test-memory \
	tests/ui/test-matrix \
	tests/ui/test-line \
	tests/ui/test-keys \
	tests/ui/test-keymap \
	tests/ui/test-injection \
	tests/ui/test-draw \
	tests/ui/test-cost \
	tests/ui/test-cells \
	tests/rules/test-visible \
	tests/rules/test-tables \
	tests/rules/test-state \
	tests/rules/test-severity \
	tests/rules/test-settings \
	tests/rules/test-second \
	tests/rules/test-record \
	tests/rules/test-permission \
	tests/rules/test-merge \
	tests/rules/test-field \
	tests/rules/test-deadline \
	tests/rules/test-close \
	tests/rules/test-case \
	tests/fuzz/test-fuzz \
	tests/formats/test-wazuh \
	tests/formats/test-stream \
	tests/formats/test-parse-child \
	tests/formats/test-mutation \
	tests/formats/test-json \
	tests/formats/test-generic \
	tests/faults/test-faults \
	tests/db/test-tx \
	tests/db/test-ticket \
	tests/db/test-throttle \
	tests/db/test-store \
	tests/db/test-select \
	tests/db/test-schema \
	tests/db/test-keyring \
	tests/db/test-keyring-tamper \
	tests/db/test-drafts \
	tests/db/test-copy \
	tests/db/test-canon \
	tests/db/test-audit \
	tests/db/test-audit-texts \
	tests/db/test-audit-export \
	tests/db/test-anchor \
	tests/cli/test-injection \
	tests/base/test-text \
	tests/base/test-secret \
	tests/base/test-file \
	tests/base/test-diff \
	tests/base/test-crypt \
	tests/base/test-crypt-fips \
	tests/base/test-confine \
	tests/base/test-clock \
	tests/base/test-child \
	tests/app/test-visibility \
	tests/app/test-visibility-session \
	tests/app/test-visibility-people \
	tests/app/test-views \
	tests/app/test-two-people \
	tests/app/test-transfer \
	tests/app/test-totp \
	tests/app/test-timeline \
	tests/app/test-templates \
	tests/app/test-tamper \
	tests/app/test-sign-in \
	tests/app/test-sessions \
	tests/app/test-second \
	tests/app/test-recover \
	tests/app/test-people \
	tests/app/test-password \
	tests/app/test-password-wait \
	tests/app/test-model \
	tests/app/test-matrix \
	tests/app/test-lock \
	tests/app/test-keep \
	tests/app/test-intake \
	tests/app/test-fips \
	tests/app/test-filter \
	tests/app/test-fifty \
	tests/app/test-clocks \
	tests/app/test-case-life \
	tests/app/test-alerts \
	tests/app/test-agreement \
	tests/app/test-actions \
	tests/app/test-account-end \
	$(NULL)
tests_app_test_account_end_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_account_end_LDADD = $(APP_TEST_LIBS)
tests_app_test_actions_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_actions_LDADD = $(APP_TEST_LIBS)
tests_app_test_agreement_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_agreement_LDADD = $(APP_TEST_LIBS)
tests_app_test_alerts_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_alerts_LDADD = $(APP_TEST_LIBS)
tests_app_test_case_life_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_case_life_LDADD = $(APP_TEST_LIBS)
tests_app_test_clocks_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_clocks_LDADD = $(APP_TEST_LIBS)
tests_app_test_fifty_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_fifty_LDADD = $(APP_TEST_LIBS)
tests_app_test_filter_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_filter_LDADD = $(APP_TEST_LIBS)
tests_app_test_fips_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_fips_LDADD = $(APP_TEST_LIBS)
tests_app_test_intake_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_intake_LDADD = $(APP_TEST_LIBS)
tests_app_test_keep_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_keep_LDADD = $(APP_TEST_LIBS)
tests_app_test_lock_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_lock_LDADD = $(APP_TEST_LIBS)
tests_app_test_matrix_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_matrix_LDADD = $(APP_TEST_LIBS)
tests_app_test_model_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_model_LDADD = $(APP_TEST_LIBS)
tests_app_test_password_wait_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_password_wait_LDADD = $(APP_TEST_LIBS)
tests_app_test_password_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_password_LDADD = $(APP_TEST_LIBS)
tests_app_test_people_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_people_LDADD = $(APP_TEST_LIBS)
tests_app_test_recover_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_recover_LDADD = $(APP_TEST_LIBS)
tests_app_test_second_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_second_LDADD = $(APP_TEST_LIBS)
tests_app_test_sessions_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_sessions_LDADD = $(APP_TEST_LIBS)
tests_app_test_sign_in_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_sign_in_LDADD = $(APP_TEST_LIBS)
tests_app_test_tamper_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_tamper_LDADD = $(APP_TEST_LIBS)
tests_app_test_templates_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_templates_LDADD = $(APP_TEST_LIBS)
tests_app_test_timeline_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_timeline_LDADD = $(APP_TEST_LIBS)
tests_app_test_totp_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_totp_LDADD = $(APP_TEST_LIBS)
tests_app_test_transfer_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_transfer_LDADD = $(APP_TEST_LIBS)
tests_app_test_two_people_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_two_people_LDADD = $(APP_TEST_LIBS)
tests_app_test_views_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_views_LDADD = $(APP_TEST_LIBS)
tests_app_test_visibility_people_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_visibility_people_LDADD = $(APP_TEST_LIBS)
tests_app_test_visibility_session_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_visibility_session_LDADD = $(APP_TEST_LIBS)
tests_app_test_visibility_CPPFLAGS = $(APP_TEST_CPPFLAGS)
tests_app_test_visibility_LDADD = $(APP_TEST_LIBS)
tests_base_test_child_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_child_LDADD = $(BASE_TEST_LIBS)
tests_base_test_clock_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_clock_LDADD = $(BASE_TEST_LIBS)
tests_base_test_confine_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_confine_LDADD = $(BASE_TEST_LIBS)
tests_base_test_crypt_fips_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_crypt_fips_LDADD = $(BASE_TEST_LIBS)
tests_base_test_crypt_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_crypt_LDADD = $(BASE_TEST_LIBS)
tests_base_test_diff_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_diff_LDADD = $(BASE_TEST_LIBS)
tests_base_test_file_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_file_LDADD = $(BASE_TEST_LIBS)
tests_base_test_secret_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_secret_LDADD = $(BASE_TEST_LIBS)
tests_base_test_text_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_text_LDADD = $(BASE_TEST_LIBS)
tests_cli_test_injection_CPPFLAGS = $(CLI_TEST_CPPFLAGS)
tests_cli_test_injection_LDADD = $(CLI_TEST_LIBS)
tests_cli_test_injection_LDFLAGS = $(CLI_TEST_LINK)
tests_db_test_anchor_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_anchor_LDADD = $(DB_TEST_LIBS)
tests_db_test_audit_export_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_audit_export_LDADD = $(DB_TEST_LIBS)
tests_db_test_audit_texts_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_audit_texts_LDADD = $(DB_TEST_LIBS)
tests_db_test_audit_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_audit_LDADD = $(DB_TEST_LIBS)
tests_db_test_canon_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_canon_LDADD = $(DB_TEST_LIBS)
tests_db_test_copy_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_copy_LDADD = $(DB_TEST_LIBS)
tests_db_test_drafts_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_drafts_LDADD = $(DB_TEST_LIBS)
tests_db_test_keyring_tamper_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_keyring_tamper_LDADD = $(DB_TEST_LIBS)
tests_db_test_keyring_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_keyring_LDADD = $(DB_TEST_LIBS)
tests_db_test_schema_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_schema_LDADD = $(DB_TEST_LIBS)
tests_db_test_select_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_select_LDADD = $(DB_TEST_LIBS)
tests_db_test_store_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_store_LDADD = $(DB_TEST_LIBS)
tests_db_test_throttle_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_throttle_LDADD = $(DB_TEST_LIBS)
tests_db_test_ticket_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_ticket_LDADD = $(DB_TEST_LIBS)
tests_db_test_tx_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_tx_LDADD = $(DB_TEST_LIBS)
tests_faults_test_faults_CPPFLAGS = $(FAULTS_TEST_CPPFLAGS)
tests_faults_test_faults_LDADD = $(FAULTS_TEST_LIBS)
tests_faults_test_faults_LDFLAGS = $(FAULTS_TEST_LINK)
tests_formats_test_generic_CPPFLAGS = $(FORMATS_TEST_CPPFLAGS)
tests_formats_test_generic_LDADD = $(FORMATS_TEST_LIBS)
tests_formats_test_json_CPPFLAGS = $(FORMATS_TEST_CPPFLAGS)
tests_formats_test_json_LDADD = $(FORMATS_TEST_LIBS)
tests_formats_test_mutation_CPPFLAGS = $(FORMATS_TEST_CPPFLAGS)
tests_formats_test_mutation_LDADD = $(FORMATS_TEST_LIBS)
tests_formats_test_parse_child_CPPFLAGS = $(FORMATS_TEST_CPPFLAGS)
tests_formats_test_parse_child_LDADD = $(FORMATS_TEST_LIBS)
tests_formats_test_stream_CPPFLAGS = $(FORMATS_TEST_CPPFLAGS)
tests_formats_test_stream_LDADD = $(FORMATS_TEST_LIBS)
tests_formats_test_wazuh_CPPFLAGS = $(FORMATS_TEST_CPPFLAGS)
tests_formats_test_wazuh_LDADD = $(FORMATS_TEST_LIBS)
tests_fuzz_test_fuzz_CPPFLAGS = $(FUZZ_TEST_CPPFLAGS)
tests_fuzz_test_fuzz_LDADD = $(FUZZ_TEST_LIBS)
tests_rules_test_case_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_case_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_close_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_close_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_deadline_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_deadline_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_field_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_field_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_merge_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_merge_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_permission_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_permission_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_record_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_record_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_second_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_second_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_settings_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_settings_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_severity_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_severity_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_state_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_state_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_tables_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_tables_LDADD = $(RULES_TEST_LIBS)
tests_rules_test_visible_CPPFLAGS = $(RULES_TEST_CPPFLAGS)
tests_rules_test_visible_LDADD = $(RULES_TEST_LIBS)
tests_ui_test_cells_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_cells_LDADD = $(UI_TEST_LIBS)
tests_ui_test_cost_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_cost_LDADD = $(UI_TEST_LIBS)
tests_ui_test_draw_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_draw_LDADD = $(UI_TEST_LIBS)
tests_ui_test_injection_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_injection_LDADD = $(UI_TEST_LIBS)
tests_ui_test_keymap_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_keymap_LDADD = $(UI_TEST_LIBS)
tests_ui_test_keys_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_keys_LDADD = $(UI_TEST_LIBS)
tests_ui_test_line_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_line_LDADD = $(UI_TEST_LIBS)
tests_ui_test_matrix_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_matrix_LDADD = $(UI_TEST_LIBS)
tests_ui_test_memory_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_memory_LDADD = $(UI_TEST_LIBS)
tests_ui_test_screens_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_screens_LDADD = $(UI_TEST_LIBS)
tests_ui_test_terms_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_terms_LDADD = $(UI_TEST_LIBS)
tests_ui_test_theme_CPPFLAGS = $(UI_TEST_CPPFLAGS)
tests_ui_test_theme_LDADD = $(UI_TEST_LIBS)
