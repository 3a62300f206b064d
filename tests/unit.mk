# written by ./dev sources
UNIT = \
	tests/base/test-clock \
	tests/base/test-crypt \
	tests/base/test-file \
	tests/base/test-secret \
	tests/base/test-text \
	tests/db/test-schema \
	tests/db/test-tx \
	tests/formats/test-generic \
	tests/formats/test-json \
	tests/formats/test-mutation \
	tests/formats/test-stream \
	tests/formats/test-wazuh \
	$(NULL)
tests_base_test_clock_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_clock_LDADD = $(BASE_TEST_LIBS)
tests_base_test_crypt_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_crypt_LDADD = $(BASE_TEST_LIBS)
tests_base_test_file_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_file_LDADD = $(BASE_TEST_LIBS)
tests_base_test_secret_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_secret_LDADD = $(BASE_TEST_LIBS)
tests_base_test_text_CPPFLAGS = $(BASE_TEST_CPPFLAGS)
tests_base_test_text_LDADD = $(BASE_TEST_LIBS)
tests_db_test_schema_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_schema_LDADD = $(DB_TEST_LIBS)
tests_db_test_tx_CPPFLAGS = $(DB_TEST_CPPFLAGS)
tests_db_test_tx_LDADD = $(DB_TEST_LIBS)
tests_formats_test_generic_CPPFLAGS = $(FORMATS_TEST_CPPFLAGS)
tests_formats_test_generic_LDADD = $(FORMATS_TEST_LIBS)
tests_formats_test_json_CPPFLAGS = $(FORMATS_TEST_CPPFLAGS)
tests_formats_test_json_LDADD = $(FORMATS_TEST_LIBS)
tests_formats_test_mutation_CPPFLAGS = $(FORMATS_TEST_CPPFLAGS)
tests_formats_test_mutation_LDADD = $(FORMATS_TEST_LIBS)
tests_formats_test_stream_CPPFLAGS = $(FORMATS_TEST_CPPFLAGS)
tests_formats_test_stream_LDADD = $(FORMATS_TEST_LIBS)
tests_formats_test_wazuh_CPPFLAGS = $(FORMATS_TEST_CPPFLAGS)
tests_formats_test_wazuh_LDADD = $(FORMATS_TEST_LIBS)
