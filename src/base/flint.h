/* flint.h: the one place that knows where FLINT and Arb keep their headers.
 *
 * FLINT 2.9 with Arb 2.23 (two libraries) and FLINT 3 (one) differ only in that. */
#ifndef GRADUS_BASE_FLINT_H
#define GRADUS_BASE_FLINT_H

#include "config.h"

#include <flint/flint.h>
#include <flint/fmpq.h>
#include <flint/fmpq_poly.h>
#include <flint/fmpz.h>
#include <flint/fmpz_poly.h>
#include <flint/fmpz_poly_factor.h>
#ifdef HAVE_FLINT_ARB_H
#include <flint/acb.h>
#include <flint/arb.h>
#include <flint/arb_fmpz_poly.h>
#include <flint/arb_hypgeom.h>
#include <flint/arb_mat.h>
#else
#include <acb.h>
#include <arb.h>
#include <arb_fmpz_poly.h>
#include <arb_hypgeom.h>
#include <arb_mat.h>
#endif

#endif
