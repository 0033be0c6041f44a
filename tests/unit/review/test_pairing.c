/* Which request of the new round is which one of the old. */
#include "support/rounds.h"
#include "support/unit.h"

static void review_pair_follow_one_change(void **state)
{
    (void)state;
    round_expect(OLD(R("1", "A", "a")), NEW(R("1", "A", "a")), "1>1 id; ");
    round_expect(OLD(R("1", "A", "a")), NEW(R("1", "A", "a2")), "1>1 id text; ");
    round_expect(OLD(R("1", "A", "a")), NEW(R("1", "A2", "a")), "1>1 id renamed; ");
    round_expect(OLD(R("1", "A", "a")), NEW(R("1", "A2", "a2")), "1>1 id renamed text; ");
    round_expect(OLD(R("1", "A", "a")), NEW(R("9", "A", "a")), "1>9 title; ");
    round_expect(OLD(R("1", "A", "a")), NEW(R("9", "A", "a2")), "1>9 title text; ");
    round_expect(OLD(R("1", "A", "a")), NEW(R("9", "A2", "a")), "1>9 text renamed; ");
    round_expect(OLD(R("1", "A", "a")), NEW(R("9", "B", "b")), "+>9; 1>-; ");
    round_expect(OLD(R("1", "A", "a")), NEW({.file = "a", .ministry = "M"}), "1>-; ");
}

/* A row put in at the top gives all that follow other numbers, and their old ones to one another. */
static void review_pair_follow_through_shifted_ids(void **state)
{
    (void)state;
    round_expect(OLD(R("1", "A", "a"), R("2", "B", "b"), R("3", "C", "c")),
                 NEW(R("1", "X", "x"), R("2", "A", "a"), R("3", "B", "b"), R("4", "C", "c")),
                 "+>1; 1>2 title; 2>3 title; 3>4 title; ");
    round_expect(OLD(R("1", "A", "a"), R("2", "B", "b"), R("3", "C", "c")), NEW(R("1", "B", "b"), R("2", "C2", "c")),
                 "2>1 title; 3>2 text renamed; 1>-; ");
}

/* A and B exchange their ids. A reviewer asks "what became of A?", not "what is number 1 now?": both are shown as
 * renumbered, with their texts and amounts unmoved, and their findings stay with them; also when the texts were
 * rewritten, or are the same. Only when nothing but the ids tells them apart are the ids believed. */
static void review_pair_see_swapped_ids(void **state)
{
    (void)state;
    round_expect(OLD(R("1", "A", "a"), R("2", "B", "b")), NEW(R("1", "B", "b"), R("2", "A", "a")),
                 "2>1 title; 1>2 title; ");
    round_expect(OLD(R("1", "A", "a"), R("2", "B", "b")), NEW(R("1", "B", "b2"), R("2", "A", "a2")),
                 "2>1 title text; 1>2 title text; ");
    round_expect(OLD(R("1", "A", "t"), R("2", "B", "t")), NEW(R("1", "B", "t"), R("2", "A", "t")),
                 "2>1 title; 1>2 title; ");
    round_expect(OLD(R("1", "A", "a"), R("2", "B", "b")), NEW(R("1", "C", "b"), R("2", "D", "a")),
                 "2>1 text renamed; 1>2 text renamed; ");
    round_expect(OLD(R("1", "A", "a"), R("2", "A", "b")), NEW(R("1", "A", "c"), R("2", "A", "d")),
                 "1>1 id text; 2>2 id text; ");
}

static void review_pair_cope_with_names_that_are_not_unique(void **state)
{
    (void)state;
    /* the same id twice: the title tells them apart, or the text, or else the order */
    round_expect(OLD(R("1", "A", "a"), R("1", "B", "b")), NEW(R("1", "B", "b2"), R("1", "A", "a2")),
                 "1>1 id text; 1>1 id text; ");
    round_expect(OLD(R("1", "A", "a"), R("1", "A", "b")), NEW(R("1", "A", "b"), R("1", "A", "a")), "1>1 id; 1>1 id; ");
    round_expect(OLD(R("1", "A", "a"), R("1", "A", "a")), NEW(R("1", "A", "a")), "1>1 id; 1>-; ");
    /* the same title twice: a row put in shifts the ids, the texts stay */
    round_expect(OLD(R("1", "A", "a"), R("2", "A", "b")), NEW(R("1", "X", "x"), R("2", "A", "a"), R("3", "A", "b")),
                 "+>1; 1>2 title; 2>3 title; ");
    round_expect(OLD(R("1", "A", "a"), R("2", "A", "b")), NEW(R("1", "A2", "a2"), R("9", "A", "b2")),
                 "1>1 id renamed text; 2>9 title text; ");
    /* the same text everywhere proves nothing before the id does */
    round_expect(OLD(R("1", "A", "t"), R("2", "B", "t")), NEW(R("2", "C", "t"), R("1", "D", "t")),
                 "2>2 id renamed; 1>1 id renamed; ");
}

/* What is empty is no name: requests without ids are not the same for that. */
static void review_pair_take_nothing_for_a_name(void **state)
{
    (void)state;
    round_expect(OLD(R("", "A", "a"), R("", "B", "b")), NEW(R("", "B", "b"), R("", "A", "a")), "> title; > title; ");
    round_expect(OLD(R("", "A", "a")), NEW(R("", "B", "b")), "+>; >-; ");
    round_expect(OLD(R("1", "", "a")), NEW(R("2", "", "b")), "+>2; 1>-; ");
    round_expect(OLD(R("1", "", "")), NEW(R("2", "", "")), "+>2; 1>-; ");
    round_expect(OLD(R("1", "", "")), NEW(R("1", "", "")), "1>1 id; ");
    round_expect(OLD(R("", "", "a")), NEW(R("", "", "a")), "> text; ");
}

#define IN(ministry_, id_, title_, text_)                                                                              \
    {                                                                                                                  \
        .file = ministry_, .ministry = ministry_, .id = id_, .title = title_, .claims = CLAIM(text_)                   \
    }

/* Other ministries use the same numbers and titles: two things must agree, or a text that stands nowhere else. */
static void review_pair_follow_to_another_ministry(void **state)
{
    (void)state;
    round_expect(OLD(IN("M", "1", "A", "a"), IN("N", "1", "B", "b")),
                 NEW(IN("M", "1", "A", "a"), IN("N", "1", "B", "b")), "1>1 id; 1>1 id; ");
    round_expect(OLD(IN("M", "1", "A", "a")), NEW(IN("N", "1", "A", "a2")), "1>1 id handed text; ");
    round_expect(OLD(IN("M", "1", "A", "a")), NEW(IN("N", "7", "A", "a")), "1>7 title handed; ");
    round_expect(OLD(IN("M", "1", "A", "a")), NEW(IN("N", "1", "B", "a")), "1>1 id renamed handed; ");
    round_expect(OLD(IN("M", "1", "A", "a")), NEW(IN("N", "7", "B", "a")), "1>7 text renamed handed; ");
    round_expect(OLD(IN("M", "1", "A", "a")), NEW(IN("N", "1", "B", "b")), "+>1; 1>-; ");
    round_expect(OLD(IN("M", "1", "A", "a")), NEW(IN("N", "7", "A", "b")), "+>7; 1>-; ");
    round_expect(OLD(IN("M", "1", "A", "t"), IN("M", "2", "B", "t")), NEW(IN("N", "7", "C", "t")), "+>7; 1>-; 2>-; ");
    /* within the ministry comes first, though elsewhere more agrees */
    round_expect(OLD(IN("M", "1", "A", "a"), IN("N", "1", "A", "x")), NEW(IN("N", "1", "A", "a")),
                 "1>1 id text; 1>-; ");
    /* a name put right */
    round_expect(OLD(IN("", "1", "A", "a"), IN("", "2", "B", "b")), NEW(IN("M", "1", "A", "a"), IN("M", "2", "B", "b")),
                 "1>1 id handed; 2>2 id handed; ");
}

/* Files and documents are only where requests lie. */
static void review_pair_ignore_where_requests_lie(void **state)
{
    (void)state;
    const struct row old[ROUND_ROWS] = {
        {.file = "a", .ministry = "M", .id = "1", .title = "A", .findings = {ERROR("E", NULL, "t")}},
        {.file = "a", .document = 1, .ministry = "M", .id = "2", .title = "B", .findings = {ERROR("F", NULL, "t")}},
        {.file = "a", .document = 2, .ministry = "N", .id = "1", .title = "C"}};
    const struct row new[ROUND_ROWS] = {
        {.file = "x", .ministry = "N", .id = "1", .title = "C"},
        {.file = "y", .ministry = "M", .id = "2", .title = "B", .findings = {ERROR("F", NULL, "t")}},
        {.file = "y", .ministry = "M", .id = "1", .title = "A", .findings = {ERROR("E", NULL, "t")}}};
    round_expect(old, new, "1>1 id; 2>2 id open:F; 1>1 id open:E; ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(review_pair_follow_one_change),
        cmocka_unit_test(review_pair_follow_through_shifted_ids),
        cmocka_unit_test(review_pair_see_swapped_ids),
        cmocka_unit_test(review_pair_cope_with_names_that_are_not_unique),
        cmocka_unit_test(review_pair_take_nothing_for_a_name),
        cmocka_unit_test(review_pair_follow_to_another_ministry),
        cmocka_unit_test(review_pair_ignore_where_requests_lie),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
