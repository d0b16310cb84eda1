check_PROGRAMS += \
	tests/tape/t-ball \
	tests/tape/t-eval \
	tests/tape/t-gradient \
	tests/tape/t-rows \
	tests/tape/t-trace

tests_tape_t_ball_SOURCES = tests/tape/t-ball.c tests/formulas.h
tests_tape_t_ball_LDADD = $(LIBS_TAPE)
tests_tape_t_eval_SOURCES = tests/tape/t-eval.c tests/formulas.h
tests_tape_t_eval_LDADD = $(LIBS_TAPE)
tests_tape_t_gradient_SOURCES = tests/tape/t-gradient.c tests/formulas.h
tests_tape_t_gradient_LDADD = $(LIBS_TAPE)
tests_tape_t_rows_SOURCES = tests/tape/t-rows.c tests/formulas.h
tests_tape_t_rows_LDADD = $(LIBS_TAPE)
tests_tape_t_trace_SOURCES = tests/tape/t-trace.c tests/formulas.h
tests_tape_t_trace_LDADD = $(LIBS_TAPE)
