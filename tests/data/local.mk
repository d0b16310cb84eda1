check_PROGRAMS += \
	tests/data/t-csv \
	tests/data/t-fit

tests_data_t_csv_SOURCES = tests/data/t-csv.c
tests_data_t_csv_LDADD = $(LIBS_DATA_FLOOR)
tests_data_t_fit_SOURCES = tests/data/t-fit.c
tests_data_t_fit_LDADD = $(LIBS_DATA_FLOOR)
