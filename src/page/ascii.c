/* ascii.c: characters beyond ASCII by 7-bit ones of the same meaning.
 *
 * What stands in formulas can be typed back in: x² + π becomes x^2 + pi. What stands in
 * pictures keeps its one cell: lines, blocks, braille, marks. */
#include "page/page.h"

#include <stdlib.h>
#include <string.h>

struct row {
    uint32_t c;
    const char *text;
};

/* In rising order: searched by halves. */
static const struct row rows[] = {
    {0x00A0, " "},         {0x00AB, "\""},      {0x00AC, "not"},
    {0x00B0, "deg"},       {0x00B1, "+-"},      {0x00B7, "*"},
    {0x00BB, "\""},        {0x00BC, "1/4"},     {0x00BD, "1/2"},
    {0x00BE, "3/4"},       {0x00C6, "AE"},      {0x00DF, "ss"},
    {0x00E6, "ae"},        {0x0152, "OE"},      {0x0153, "oe"},
    {0x0391, "Alpha"},     {0x0392, "Beta"},    {0x0393, "Gamma"},
    {0x0394, "Delta"},     {0x0395, "Epsilon"}, {0x0396, "Zeta"},
    {0x0397, "Eta"},       {0x0398, "Theta"},   {0x0399, "Iota"},
    {0x039A, "Kappa"},     {0x039B, "Lambda"},  {0x039C, "Mu"},
    {0x039D, "Nu"},        {0x039E, "Xi"},      {0x039F, "Omicron"},
    {0x03A0, "Pi"},        {0x03A1, "Rho"},     {0x03A3, "Sigma"},
    {0x03A4, "Tau"},       {0x03A5, "Upsilon"}, {0x03A6, "Phi"},
    {0x03A7, "Chi"},       {0x03A8, "Psi"},     {0x03A9, "Omega"},
    {0x03B1, "alpha"},     {0x03B2, "beta"},    {0x03B3, "gamma"},
    {0x03B4, "delta"},     {0x03B5, "epsilon"}, {0x03B6, "zeta"},
    {0x03B7, "eta"},       {0x03B8, "theta"},   {0x03B9, "iota"},
    {0x03BA, "kappa"},     {0x03BB, "lambda"},  {0x03BC, "mu"},
    {0x03BD, "nu"},        {0x03BE, "xi"},      {0x03BF, "omicron"},
    {0x03C0, "pi"},        {0x03C1, "rho"},     {0x03C2, "sigma"},
    {0x03C3, "sigma"},     {0x03C4, "tau"},     {0x03C5, "upsilon"},
    {0x03C6, "phi"},       {0x03C7, "chi"},     {0x03C8, "psi"},
    {0x03C9, "omega"},     {0x03D1, "theta"},   {0x03D5, "phi"},
    {0x03F5, "epsilon"},   {0x2009, " "},       {0x2010, "-"},
    {0x2011, "-"},         {0x2012, "-"},       {0x2013, "-"},
    {0x2014, "-"},         {0x2016, "||"},      {0x2018, "'"},
    {0x2019, "'"},         {0x201A, "'"},       {0x201C, "\""},
    {0x201D, "\""},        {0x201E, "\""},      {0x2022, "*"},
    {0x2026, "..."},       {0x202F, " "},       {0x2032, "'"},
    {0x2033, "''"},        {0x2034, "'''"},     {0x2039, "<"},
    {0x203A, ">"},         {0x2044, "/"},       {0x2102, "C"},
    {0x2115, "N"},         {0x211A, "Q"},       {0x211D, "R"},
    {0x2124, "Z"},         {0x2153, "1/3"},     {0x2154, "2/3"},
    {0x2190, "<-"},        {0x2191, "^"},       {0x2192, "->"},
    {0x2193, "v"},         {0x2194, "<->"},     {0x2196, "\\"},
    {0x2197, "/"},         {0x2198, "\\"},      {0x2199, "/"},
    {0x21A6, "->"},        {0x21D2, "=>"},      {0x21D4, "<=>"},
    {0x2200, "for all"},   {0x2202, "d"},       {0x2203, "exists"},
    {0x2205, "{}"},        {0x2207, "grad"},    {0x2208, "in"},
    {0x2209, "not in"},    {0x220F, "prod"},    {0x2211, "sum"},
    {0x2212, "-"},         {0x2213, "-+"},      {0x2215, "/"},
    {0x2217, "*"},         {0x2218, "o"},       {0x2219, "*"},
    {0x221A, "sqrt"},      {0x221B, "cbrt"},    {0x221E, "inf"},
    {0x2223, "|"},         {0x2225, "||"},      {0x2227, "and"},
    {0x2228, "or"},        {0x2229, "meet"},    {0x222A, "U"},
    {0x222B, "int"},       {0x2248, "~"},       {0x2260, "!="},
    {0x2261, "=="},        {0x2264, "<="},      {0x2265, ">="},
    {0x226A, "<<"},        {0x226B, ">>"},      {0x2282, "subset of"},
    {0x2286, "subset of"}, {0x22C5, "*"},       {0x22EF, "..."},
    {0x23CE, "Enter"},     {0x23F5, ">"},       {0x23F8, "="},
    {0x25A0, "#"},         {0x25A1, "o"},       {0x25AA, "*"},
    {0x25B2, "^"},         {0x25B3, "^"},       {0x25B6, ">"},
    {0x25B8, ">"},         {0x25BA, ">"},       {0x25BC, "v"},
    {0x25BD, "v"},         {0x25BE, "v"},       {0x25C0, "<"},
    {0x25C2, "<"},         {0x25C6, "*"},       {0x25C7, "*"},
    {0x25CB, "."},         {0x25CF, "o"},       {0x25D0, "~"},
    {0x25D1, "~"},         {0x2605, "*"},       {0x2606, "*"},
    {0x2713, "+"},         {0x2714, "+"},       {0x2717, "x"},
    {0x2718, "x"},         {0x27E8, "<"},       {0x27E9, ">"},
    {0x27F6, "->"},
};

/* Letters U+00C0 to U+017F without what stands above or below them. */
static const char latin[] =
    "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"
    "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/* x⁻¹² is x^-12: a run of raised or lowered characters has one sign before it. */
static const struct row raised[] = {
    {0x00AA, "a"}, {0x00B2, "2"}, {0x00B3, "3"}, {0x00B9, "1"}, {0x00BA, "o"},
    {0x02E3, "x"}, {0x1D40, "T"}, {0x1D4F, "k"}, {0x1D50, "m"}, {0x1D57, "t"},
    {0x2070, "0"}, {0x2071, "i"}, {0x2074, "4"}, {0x2075, "5"}, {0x2076, "6"},
    {0x2077, "7"}, {0x2078, "8"}, {0x2079, "9"}, {0x207A, "+"}, {0x207B, "-"},
    {0x207C, "="}, {0x207D, "("}, {0x207E, ")"}, {0x207F, "n"},
};
static const struct row lowered[] = {
    {0x1D62, "i"}, {0x2080, "0"}, {0x2081, "1"}, {0x2082, "2"}, {0x2083, "3"},
    {0x2084, "4"}, {0x2085, "5"}, {0x2086, "6"}, {0x2087, "7"}, {0x2088, "8"},
    {0x2089, "9"}, {0x208A, "+"}, {0x208B, "-"}, {0x208C, "="}, {0x208D, "("},
    {0x208E, ")"}, {0x2090, "a"}, {0x2093, "x"}, {0x2095, "h"}, {0x2096, "k"},
    {0x2098, "m"}, {0x2099, "n"}, {0x209A, "p"}, {0x209C, "t"}, {0x2C7C, "j"},
};

static int compare(const void *key, const void *row)
{
    uint32_t c = *(const uint32_t *)key, other = ((const struct row *)row)->c;

    return c < other ? -1 : c > other;
}

static const char *look_up(uint32_t c, const struct row *table, size_t size)
{
    const struct row *row =
        bsearch(&c, table, size / sizeof *table, sizeof *table, compare);

    return row ? row->text : NULL;
}

/* Dots of the upper two rows of a braille cell, of the lower two, of both. */
static char braille(uint32_t dots)
{
    bool upper = dots & 0x1B, lower = dots & 0xE4;

    return upper && lower ? ':' : upper ? '\'' : lower ? '.' : ' ';
}

static char box_line(uint32_t c)
{
    static const char straight[] = "--||--||--||"; /* U+2500 to U+250B */

    if (c <= 0x250B)
        return straight[c - 0x2500];
    if (c == 0x2550)
        return '=';
    if (c >= 0x2571 && c <= 0x2573)
        return "/\\X"[c - 0x2571];
    if (c == 0x2551 || c == 0x254E || c == 0x254F)
        return '|';
    if (c == 0x254C || c == 0x254D)
        return '-';
    return '+';
}

/* U+2580 to U+259F: half blocks, bars of eighths, shades, quadrants. */
static char block_element(uint32_t c)
{
    return "'..:::####|||||||.:#'|..'#:##':#"[c - 0x2580];
}

/* What pictures are made of: one cell for one cell; 0 for other characters. */
static char picture_cell(uint32_t c)
{
    if (c >= 0x2500 && c <= 0x257F)
        return box_line(c);
    if (c >= 0x2580 && c <= 0x259F)
        return block_element(c);
    if (c >= 0x2800 && c <= 0x28FF)
        return braille(c - 0x2800);
    return 0;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
}

/* Is the replacement a name, in mathematics, and not a letter of a word or a mark of a
 * picture? Names stay apart from words beside them: xπy is x pi y. */
static bool is_name(uint32_t c, const char *text)
{
    bool letter_or_mark =
        (c >= 0xC0 && c <= 0x17F) || (c >= 0x2190 && c <= 0x21FF) || c >= 0x2300;

    return text && is_letter(text[0]) && !letter_or_mark;
}

static char last_of(const struct str *out)
{
    return out->len ? out->text[out->len - 1] : ' ';
}

/* Returns whether a name was added. (2π may be 2pi: it reads the same.) */
static bool add_replacement(struct str *out, uint32_t c)
{
    const char *text = look_up(c, rows, sizeof rows);
    bool name = is_name(c, text);

    if (name && is_letter(last_of(out)))
        str_addc(out, ' ');
    if (text)
        str_add(out, text);
    else if (c >= 0xC0 && c <= 0x17F)
        str_addc(out, latin[c - 0xC0]);
    else if (picture_cell(c))
        str_addc(out, picture_cell(c));
    else if (utf8_width(c) > 0)
        str_addc(out, '?');
    return name;
}

/* Returns the sign of the run that c belongs to, or 0 if it is not raised or lowered. */
static char add_script(struct str *out, uint32_t c, char run)
{
    const char *up = look_up(c, raised, sizeof raised);
    const char *down = up ? NULL : look_up(c, lowered, sizeof lowered);
    char sign = up ? '^' : '_';

    if (!up && !down)
        return 0;
    if (sign != run)
        str_addc(out, sign);
    str_add(out, up ? up : down);
    return sign;
}

void paint_ascii(struct str *out, const char *text, size_t n)
{
    bool name = false; /* was the last one a sign that became a name? */
    char run = 0;      /* '^' or '_' within raised or lowered characters */
    size_t used;

    for (size_t at = 0; at < n; at += used) {
        uint32_t c = utf8_decode(text + at, n - at, &used);

        if (c <= 0x7F) {
            if (name && is_word((char)c))
                str_addc(out, ' ');
            str_addc(out, (char)c);
            name = false;
            run = 0;
        } else {
            run = add_script(out, c, run);
            name = !run && add_replacement(out, c);
        }
    }
}
