/* lint.h: what the files of lint share: one file of an author being looked at. */
#ifndef GRADUS_COURSE_LINT_H
#define GRADUS_COURSE_LINT_H

#include "course/internal.h"

struct lint_file {
    struct arena *arena;
    struct budget *budget;
    struct findings *findings; /* .source is the file */
    const char *text;
    size_t n;
    struct file_parts parts; /* as file_split left it; front may be NULL */
};

/* The Markdown behind the front matter, as text: L605, L801. */
void lint_body(struct lint_file *f);
/* What plots, descents and steps of a sheet promise: L602, L606, L607, L801. */
void lint_claims(struct lint_file *f, const struct search *s, struct names *names,
                 const struct sheet *sheet);
/* Expressions, conditions, keys and texts of a problem, on some of its variants. */
void lint_problem(struct lint_file *f, const struct problem *p);
/* Ids, tags and skills against the rest of the course; what no problem practises. */
void lint_course(struct lint_file *f, const struct library *l, const struct head *head);
/* ID.LANG.md against the original. */
void lint_overlay(struct lint_file *f, const char *original, size_t n);

#endif
