check_PROGRAMS += \
	tests/course/t-library \
	tests/course/t-fix \
	tests/course/t-lint \
	tests/course/t-check \
	tests/course/t-content \
	tests/course/t-frontmatter \
	tests/course/t-generate \
	tests/course/t-overlay \
	tests/course/t-schedule \
	tests/course/t-trial \
	tests/course/t-value

tests_course_t_frontmatter_SOURCES = tests/course/t-frontmatter.c
tests_course_t_frontmatter_LDADD = $(LIBS_COURSE)
tests_course_t_generate_SOURCES = tests/course/t-generate.c
tests_course_t_generate_LDADD = $(LIBS_COURSE)
tests_course_t_overlay_SOURCES = tests/course/t-overlay.c
tests_course_t_overlay_LDADD = $(LIBS_COURSE)
tests_course_t_schedule_SOURCES = tests/course/t-schedule.c
tests_course_t_schedule_LDADD = $(LIBS_COURSE)
tests_course_t_trial_SOURCES = tests/course/t-trial.c
tests_course_t_trial_LDADD = $(LIBS_COURSE)
tests_course_t_value_SOURCES = tests/course/t-value.c
tests_course_t_value_LDADD = $(LIBS_COURSE)
tests_course_t_content_SOURCES = tests/course/t-content.c
tests_course_t_content_LDADD = $(LIBS_COURSE)
tests_course_t_check_SOURCES = tests/course/t-check.c
tests_course_t_check_LDADD = $(LIBS_COURSE)
tests_course_t_library_SOURCES = tests/course/t-library.c
tests_course_t_library_LDADD = $(LIBS_COURSE)
tests_course_t_fix_SOURCES = tests/course/t-fix.c
tests_course_t_fix_LDADD = $(LIBS_COURSE)
tests_course_t_lint_SOURCES = tests/course/t-lint.c
tests_course_t_lint_LDADD = $(LIBS_COURSE)
