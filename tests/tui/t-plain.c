/* t-plain.c: the tutor in appended lines, answers read from standard input. */
#include "tui/stage.h"

static char output[65536];

/* What tui_plain says when these lines are typed; its exit status in *status. */
static const char *talk(const struct tui_options *options, const char *lines, int *status)
{
    FILE *in = tmpfile(), *out = tmpfile();
    int old_in = dup(0), old_out = dup(1);

    if (!in || !out || fputs(lines, in) < 0)
        abort();
    rewind(in);
    fflush(stdout);
    dup2(fileno(in), 0);
    dup2(fileno(out), 1);
    clearerr(stdin);
    fflush(stdin); /* forgets what was read ahead */
    *status = tui_plain(options);
    fflush(stdout);
    dup2(old_in, 0);
    dup2(old_out, 1);
    close(old_in);
    close(old_out);
    rewind(out);
    output[fread(output, 1, sizeof output - 1, out)] = '\0';
    fclose(in);
    fclose(out);
    return output;
}

static void check_clean(const char *text)
{
    int bad = 0;

    for (; *text; text++)
        bad += (unsigned char)*text < ' ' && *text != '\n';
    is_int(bad, 0, "no control byte but ends of lines");
}

static bool says(const char *words)
{
    return strstr(output, words) != NULL;
}

int main(void)
{
    struct stage s = stage_open(80, 24);
    int status;

    stage_end(&s);
    check_clean(talk(&s.options, "1\n\n\n\n3\nhint\n2.4\nq\n", &status));
    for (const char *line = output; *line; line += strcspn(line, "\n") + 1) {
        note("|%.*s", (int)strcspn(line, "\n"), line);
        if (!line[strcspn(line, "\n")])
            break;
    }
    is_int(status, 0, "it ends well");
    ok(says("1. Gradient descent in one variable. 0 of 2 problems solved."),
       "home by numbers");
    ok(says("page 3 of 3"), "the lesson page by page");
    ok(says("step 3: x = 1.536"), "a descent as numbers");
    ok(says("Why it slows down (Return uncovers it)"), "a reveal waits for Return");
    ok(says("Not yet") && says("Hint 1 of 2") && says("Right."),
       "marks and hints in words");
    ok(says("The slope at 3 is 6"), "the solution");
    ok(says("1 of 2 problems solved."), "the same progress");
    talk(&s.options, "1\n", &status);
    is_int(status, 0, "the end of input ends it");
    talk(&s.options, "9\nfoo\n\n", &status);
    ok(says("There is no such number."), "a choice that is none");
    s.options.watch = "x^2 from 3";
    talk(&s.options, "", &status);
    ok(says("step 3: x = 1.536"), "a watched function");
    arena_free(s.arena);
    return done_testing();
}
