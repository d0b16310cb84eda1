noinst_LIBRARIES += src/verb/libverb.a
src_verb_libverb_a_SOURCES =
