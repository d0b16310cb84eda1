check_PROGRAMS += \
	tests/store/t-store

tests_store_t_store_SOURCES = tests/store/t-store.c
tests_store_t_store_LDADD = $(LIBS_STORE)
