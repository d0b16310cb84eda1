check_PROGRAMS += \
	tests/data/t-csv

tests_data_t_csv_SOURCES = tests/data/t-csv.c
tests_data_t_csv_LDADD = $(LIBS_DATA_FLOOR)
