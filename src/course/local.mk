noinst_LIBRARIES += src/course/libcourse.a
src_course_libcourse_a_SOURCES = \
	src/course/answer.c \
	src/course/attempt.c \
	src/course/calls.c \
	src/course/check.c \
	src/course/course.h \
	src/course/directive.c \
	src/course/evaluate.c \
	src/course/expand.c \
	src/course/field.c \
	src/course/findings.c \
	src/course/form.c \
	src/course/frontmatter.c \
	src/course/generate.c \
	src/course/head.c \
	src/course/internal.h \
	src/course/iterates.c \
	src/course/judge.c \
	src/course/lesson.c \
	src/course/library.c \
	src/course/names.c \
	src/course/options.c \
	src/course/pipes.c \
	src/course/problem.c \
	src/course/question.c \
	src/course/range.c \
	src/course/schedule.c \
	src/course/settings.c \
	src/course/sheet.c \
	src/course/tidy.c \
	src/course/typed.c \
	src/course/value.c \
	src/course/valuetext.c \
	src/course/word.c \
	src/course/words.def
