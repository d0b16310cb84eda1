check_PROGRAMS += \
	tests/func/t-ball \
	tests/func/t-double \
	tests/func/t-enclose \
	tests/func/t-ival \
	tests/func/t-row \
	tests/func/t-slope

tests_func_t_ball_SOURCES = tests/func/t-ball.c tests/func/sample.h
tests_func_t_ball_LDADD = $(LIBS_FUNC)
tests_func_t_double_SOURCES = tests/func/t-double.c tests/func/sample.h
tests_func_t_double_LDADD = $(LIBS_FUNC)
tests_func_t_enclose_SOURCES = tests/func/t-enclose.c tests/func/sample.h
tests_func_t_enclose_LDADD = $(LIBS_FUNC)
tests_func_t_ival_SOURCES = tests/func/t-ival.c tests/func/sample.h
tests_func_t_ival_LDADD = $(LIBS_FUNC)
tests_func_t_row_SOURCES = tests/func/t-row.c
tests_func_t_row_LDADD = $(LIBS_FUNC)
# Rules are texts, so this one needs the parser upstairs.
tests_func_t_slope_SOURCES = tests/func/t-slope.c tests/func/sample.h
tests_func_t_slope_LDADD = $(LIBS_EXPR)

check_PROGRAMS += tests/func/t-quick
tests_func_t_quick_SOURCES = tests/func/t-quick.c
tests_func_t_quick_LDADD = $(LIBS_FUNC)
