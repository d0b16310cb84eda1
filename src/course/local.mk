noinst_LIBRARIES += src/course/libcourse.a
src_course_libcourse_a_SOURCES =
