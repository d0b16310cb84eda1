/* t-schedule.c: FSRS-6 against published and computed vectors. */
#include "course/course.h"
#include "tap.h"

/* Reviews on the day they are due; "gradus profile". */
static void test_due(const char *ratings, const int *intervals, const char *shows)
{
    struct store_item item = {.problem_id = "p"};
    int day = 100;

    for (size_t i = 0; ratings[i]; i++) {
        struct store_answer answer = {.day = day,
                                      .rating = ratings[i] - '0',
                                      .elapsed = i ? day - item.last_day : -1};

        ok(schedule_review(NULL, &answer, &item), "%s: review %zu counts", shows, i + 1);
        is_int(item.due_day - day, intervals[i], "%s: days after review %zu", shows,
               i + 1);
        day = item.due_day;
    }
}

/* py-fsrs and fsrs-rs, test of the memory state. */
static void test_memory_state(void)
{
    static const int ratings[] = {1, 3, 3, 3, 3, 3}, gaps[] = {0, 0, 1, 3, 8, 21};
    struct store_item item = {.problem_id = "p"};
    int day = 0;

    for (int i = 0; i < 6; i++) {
        struct store_answer answer = {.rating = ratings[i], .elapsed = gaps[i]};

        day += gaps[i];
        answer.day = day;
        schedule_review(NULL, &answer, &item);
    }
    is_double(item.s, 53.62690, 1e-6, "stability after 1 3 3 3 3 3");
    is_double(item.d, 6.35749, 1e-6, "difficulty after 1 3 3 3 3 3");
}

/* py-fsrs's own sequence; its minute steps are reviews after 0 days. */
static void test_with_steps(void)
{
    static const int days[] = {0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21};
    static const char ratings[] = "3333331133333";
    struct store_item item = {.problem_id = "p"};

    for (int i = 0; i < 13; i++) {
        struct store_answer answer = {.rating = ratings[i] - '0',
                                      .elapsed = i ? days[i - 1] : -1};

        schedule_review(NULL, &answer, &item);
        if (days[i])
            is_int(item.due_day, days[i], "with steps: days after review %d", i + 1);
    }
}

static void test_days(void)
{
    is_int(schedule_day(0, 0), -1, "midnight belongs to the day before");
    is_int(schedule_day(4 * 3600, 0), 0, "a day begins at four");
    is_int(schedule_day(4 * 3600 - 1, 0), -1, "and not a second before");
    is_int(schedule_day(3 * 3600, 3600), 0, "in local time");
    is_int(schedule_day(-86400, 0), -2, "days before 1970 count downwards");
}

int main(void)
{
    static const int good[] = {2, 11, 46, 163}, lapse[] = {2, 11, 46, 163, 5, 12, 28},
                     mixed[] = {1, 1, 3, 12}, easy[] = {8, 66, 397, 1875};
    struct store_item item = {.problem_id = "p"};
    struct store_answer unrated = {.rating = 0};

    test_due("3333", good, "always good");
    test_due("3333133", lapse, "one lapse");
    test_due("1234", mixed, "each rating once");
    test_due("4444", easy, "always easy");
    test_memory_state();
    test_with_steps();
    ok(!schedule_review(NULL, &unrated, &item), "what is not rated is not scheduled");
    test_days();
    return done_testing();
}
