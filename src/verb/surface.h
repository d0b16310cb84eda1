/* surface.h: what the files about functions of several variables share. */
#ifndef GRADUS_VERB_SURFACE_H
#define GRADUS_VERB_SURFACE_H

#include "analysis/surface.h"
#include "verb/internal.h"

/* The answer to `critical` with several variables, named in `names`, which NULL ends. */
enum status job_surface(struct job *j, const char *const *names);
/* Convexity of a function of several variables on a box. */
enum status job_definite(struct job *j, const char *const *names);

/* The field "steps": partial derivatives, system, Hessian, determinant, verdict. */
void job_surface_story(struct job *j, const struct surface *f);

#endif
