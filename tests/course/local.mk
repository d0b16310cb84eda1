# check_PROGRAMS += tests/course/t-file
# tests_course_t_file_SOURCES = tests/course/t-file.c
# tests_course_t_file_LDADD = $(LIBS_COURSE)
