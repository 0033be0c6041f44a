#include "support/rounds.h"

#include "base/buf.h"
#include "support/unit.h"

const struct review_pack round_packs[2] = {{.id = {"p", 1}, .sha256 = {"1", 1}}, {.id = {"p", 1}, .sha256 = {"2", 1}}};

static struct text_view view(const char *text)
{
    return text_view_of(text ? text : "");
}

void *round_room(struct arena *arena, size_t size)
{
    void *it = arena_alloc(arena, size);
    assert_non_null(it);
    return it;
}

static struct text_view fingerprint(struct arena *arena, const struct row *row, const struct finding *finding)
{
    const char *parts[] = {finding->rule, row->ministry, finding->on_file ? NULL : row->id, finding->area};
    struct buf print;
    buf_init(&print);
    for (size_t i = 0; i < 4; i++) {
        buf_add_string(&print, parts[i] ? parts[i] : "");
        buf_add_char(&print, '|');
    }
    struct text_view kept = {arena_copy(arena, print.bytes, print.len), print.len};
    assert_non_null(kept.at);
    buf_clear(&print);
    return kept;
}

static uint32_t begin_of(size_t row)
{
    return 100 * (uint32_t)(row + 1);
}

/* The request of that id, as one that a finding speaks of too. */
static struct review_relation *relation_to(struct arena *arena, const struct row *rows, const char *id)
{
    struct review_relation *relation = round_room(arena, sizeof *relation);
    for (size_t i = 0; i < ROUND_ROWS && rows[i].file; i++)
        if (rows[i].id && strcmp(rows[i].id, id) == 0)
            *relation = (struct review_relation){.path = view(rows[i].file),
                                                 .document = rows[i].document,
                                                 .start = {.byte = begin_of(i) + 5}};
    assert_non_null(relation->path.at);
    return relation;
}

static struct review_finding finding_of(struct arena *arena, const struct row *row, uint32_t byte, size_t n)
{
    const struct finding *from = &row->findings[n];
    return (struct review_finding){.rule = view(from->rule),
                                   .severity = from->severity,
                                   .area = view(from->area),
                                   .path = view(row->file),
                                   .document = row->document,
                                   .text_sha256 = view(from->text),
                                   .fingerprint = fingerprint(arena, row, from),
                                   .range = {.start = {.byte = from->on_file ? 0 : byte + 1 + (uint32_t)n}},
                                   .on_file = from->on_file,
                                   .over_set = from->over_set};
}

static void add_request(struct arena *arena, const struct row *row, struct review_request *request, uint32_t byte)
{
    struct review_claim *claims = round_room(arena, ROUND_ROWS * sizeof *claims);
    *request = (struct review_request){
        .id = view(row->id),
        .title = view(row->title),
        .amount = {.kind = row->kind ? row->kind : DOC_AMOUNT_FIGURE, .yen = row->yen},
        .verdict = row->passes ? EVAL_REQUEST_PASS : EVAL_REQUEST_FAIL,
        .claims = claims,
        .text_sha256 = view(row->text),
        .start = {.byte = byte},
    };
    for (size_t i = 0; row->claims && row->claims[i].area; i++)
        claims[request->claim_count++] = (struct review_claim){.area = view(row->claims[i].area),
                                                               .item = view(row->claims[i].item),
                                                               .text_sha256 = view(row->claims[i].text)};
}

/* The n-th row's findings to the lists that hold them. */
static void add_findings(struct arena *arena, const struct row *rows, const struct row *row, uint32_t byte,
                         struct review_submission *submission, struct review_stored *stored)
{
    for (size_t f = 0; f < FINDINGS && row->findings[f].rule; f++) {
        struct review_finding finding = finding_of(arena, row, byte, f);
        finding.relation_count = row->findings[f].also != NULL;
        if (row->findings[f].also) finding.relations = relation_to(arena, rows, row->findings[f].also);
        struct review_finding *own = (struct review_finding *)submission->findings;
        if (finding.over_set) stored->findings[stored->finding_count++] = finding;
        else own[submission->finding_count++] = finding;
    }
}

struct review_stored round_lay(struct arena *arena, const struct row *rows)
{
    struct review_stored stored = {.submissions = round_room(arena, ROUND_ROWS * sizeof *stored.submissions),
                                   .findings = round_room(arena, ROUND_ROWS * FINDINGS * sizeof *stored.findings)};
    for (size_t i = 0; i < ROUND_ROWS && rows[i].file; i++) {
        const struct row *row = &rows[i], *last = i > 0 ? row - 1 : NULL;
        bool same_file = last && strcmp(last->file, row->file) == 0 && last->document == row->document;
        if (!same_file)
            stored.submissions[stored.submission_count++] =
                (struct review_submission){.path = view(row->file),
                                           .document = row->document,
                                           .ministry = view(row->ministry),
                                           .year = 2031,
                                           .pack = &round_packs[0],
                                           .requests = round_room(arena, ROUND_ROWS * sizeof(struct review_request)),
                                           .findings = round_room(arena, ROUND_ROWS * FINDINGS *
                                                                             sizeof(struct review_finding))};
        struct review_submission *submission = &stored.submissions[stored.submission_count - 1];
        uint32_t byte = begin_of(i);
        struct review_request *requests = (struct review_request *)submission->requests;
        if (row->id || row->title) add_request(arena, row, &requests[submission->request_count++], byte);
        add_findings(arena, rows, row, byte, submission, &stored);
    }
    return stored;
}

/* ---- the comparison in words, both ways */

static void say(struct buf *out, struct text_view view)
{
    buf_add(out, view.at, view.len);
}

static void say_findings(struct buf *out, const struct review_finding_change *findings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_add_char(out, ' ');
        buf_add_string(out, review_change_name(findings[i].change));
        buf_add_char(out, ':');
        say(out, (findings[i].after ? findings[i].after : findings[i].before)->rule);
    }
}

static void say_request(struct buf *out, const struct review_request_change *change)
{
    const struct review_request *before = change->before.request, *after = change->after.request;
    const char *match = review_match_name(change->match);
    if (before) say(out, before->id);
    else buf_add_char(out, '+');
    buf_add_char(out, '>');
    if (after) say(out, after->id);
    else buf_add_char(out, '-');
    if (match) {
        buf_add_char(out, ' ');
        buf_add_string(out, match);
    }
    buf_add_string(out, change->renamed ? " renamed" : "");
    buf_add_string(out, change->moved ? " handed" : "");
    buf_add_string(out, change->text_changed ? " text" : "");
    if (change->money_moved[REVIEW_AMOUNT]) {
        buf_add_char(out, ' ');
        if (change->comparable[REVIEW_AMOUNT]) buf_add_int(out, change->difference[REVIEW_AMOUNT]);
        else buf_add_string(out, "unlike");
    }
    say_findings(out, change->findings, change->finding_count);
    buf_add_string(out, "; ");
}

/* Every request in a few words, then `files` and the findings on files; lives in the arena. */
const char *round_compared(struct arena *arena, const struct row *old, const struct row *new,
                           struct review_rounds *out_rounds)
{
    struct review_stored *before = round_room(arena, sizeof *before), *after = round_room(arena, sizeof *after);
    *before = round_lay(arena, old);
    *after = round_lay(arena, new);
    assert_int_equal(review_rounds_compare(arena, before, after, out_rounds), STATUS_OK);
    struct buf words;
    buf_init(&words);
    for (size_t i = 0; i < out_rounds->request_count; i++)
        say_request(&words, &out_rounds->requests[i]);
    if (out_rounds->on_file_count > 0) buf_add_string(&words, "files");
    say_findings(&words, out_rounds->on_files, out_rounds->on_file_count);
    const char *kept = arena_copy(arena, words.bytes ? words.bytes : "", words.len);
    buf_clear(&words);
    assert_non_null(kept);
    return kept;
}

/* What holds of any two rounds: every finding of each is counted once; what is fixed one way is new or regressed the
 * other way; the same two requests are paired both ways. */
static void check_both_ways(struct arena *arena, const struct row *old, const struct row *new)
{
    struct review_rounds there, back;
    const size_t *a = there.findings, *b = back.findings;
    round_compared(arena, old, new, &there);
    round_compared(arena, new, old, &back);
    assert_int_equal(there.matched, back.matched);
    assert_int_equal(there.added, back.withdrawn);
    assert_int_equal(there.withdrawn, back.added);
    assert_int_equal(there.text_changed, back.text_changed);
    assert_int_equal(there.amount_moved, back.amount_moved);
    assert_int_equal(there.amount_uncompared, back.amount_uncompared);
    assert_int_equal(there.amount_difference, -back.amount_difference);
    assert_int_equal(there.better, back.worse);
    assert_int_equal(a[REVIEW_OPEN], b[REVIEW_OPEN]);
    assert_int_equal(a[REVIEW_FIXED] + a[REVIEW_WITHDRAWN], b[REVIEW_NEW] + b[REVIEW_REGRESSED]);
    assert_int_equal(b[REVIEW_FIXED] + b[REVIEW_WITHDRAWN], a[REVIEW_NEW] + a[REVIEW_REGRESSED]);
    assert_true(b[REVIEW_REGRESSED] <= a[REVIEW_FIXED] && a[REVIEW_REGRESSED] <= b[REVIEW_FIXED]);
    for (size_t i = 0; i < there.request_count; i++) {
        const struct review_request_change *change = &there.requests[i];
        size_t j = 0;
        if (!change->before.request || !change->after.request) continue;
        while (j < back.request_count &&
               !(back.requests[j].before.request &&
                 text_view_equal(back.requests[j].before.request->id, change->after.request->id) &&
                 back.requests[j].before.request->start.byte == change->after.request->start.byte))
            j++;
        assert_true(j < back.request_count && back.requests[j].after.request);
        assert_int_equal(back.requests[j].after.request->start.byte, change->before.request->start.byte);
        assert_int_equal(back.requests[j].match, change->match);
    }
}

static void check_same(struct arena *arena, const struct row *rows)
{
    struct review_rounds rounds;
    round_compared(arena, rows, rows, &rounds);
    assert_int_equal(rounds.added + rounds.withdrawn + rounds.text_changed + rounds.amount_moved, 0);
    assert_int_equal(rounds.amount_uncompared, 0);
    assert_int_equal(rounds.amount_difference, 0);
    assert_int_equal(rounds.better + rounds.worse, 0);
    assert_true(rounds.same_rules);
    for (int change = 0; change < REVIEW_CHANGES; change++)
        if (change != REVIEW_OPEN) assert_int_equal(rounds.findings[change], 0);
    for (size_t i = 0; i < rounds.request_count; i++)
        assert_false(rounds.requests[i].renamed || rounds.requests[i].renumbered || rounds.requests[i].moved);
}

void round_expect(const struct row *old, const struct row *new, const char *words)
{
    struct review_rounds rounds;
    struct arena *arena = arena_new();
    assert_non_null(arena);
    assert_string_equal(round_compared(arena, old, new, &rounds), words);
    check_both_ways(arena, old, new);
    check_same(arena, old);
    check_same(arena, new);
    arena_free(arena);
}
