/* names.c: the words of the JSON contract for classes, reasons and tests. */
#include "analysis/internal.h"

const char *extremum_type_name(enum extremum_type t)
{
    switch (t) {
    case TYPE_MIN: return "min";
    case TYPE_MAX: return "max";
    case TYPE_NEITHER: return "neither";
    case TYPE_BOTH: return "both";
    case TYPE_OPEN: return NULL;
    }
    return NULL;
}

const char *critical_why_name(enum critical_why w)
{
    switch (w) {
    case WHY_ZERO: return "zero";
    case WHY_UNDEFINED: return "undefined";
    case WHY_OPEN: return NULL;
    }
    return NULL;
}

const char *critical_test_name(enum critical_test t)
{
    switch (t) {
    case TEST_FIRST: return "first derivative";
    case TEST_SECOND: return "second derivative";
    case TEST_HIGHER: return "higher derivative";
    case TEST_NONE: return NULL;
    }
    return NULL;
}
