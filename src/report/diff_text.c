/* The comparison for people: each request on which anything changed, with what became of its findings; then the sums.
 */
#include "report/diff.h"
#include "report/excerpt.h"
#include "report/wording.h"
#include "text/place.h"
#include "text/printable.h"

static const struct text_view none = {"", 0};

const char *report_change_word(enum review_change change, enum text_language language)
{
    static const enum report_phrase words[REVIEW_CHANGES] = {[REVIEW_FIXED] = REPORT_CHANGE_FIXED,
                                                             [REVIEW_OPEN] = REPORT_CHANGE_OPEN,
                                                             [REVIEW_NEW] = REPORT_CHANGE_NEW,
                                                             [REVIEW_REGRESSED] = REPORT_CHANGE_REGRESSED,
                                                             [REVIEW_WITHDRAWN] = REPORT_CHANGE_WITHDRAWN};
    return report_plain(language, words[change]);
}

static const struct report_diff_format *const formats[] = {&report_diff_text, &report_diff_json, &report_diff_sarif};

const struct report_diff_format *report_diff_at(size_t n)
{
    return n < sizeof formats / sizeof *formats ? formats[n] : NULL;
}

const struct report_diff_format *report_diff_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i]->name, name) == 0) return formats[i];
    return NULL;
}

struct page {
    struct buf *out;
    const struct report_settings *settings;
    const struct report_colors *colors;
};

static void phrase(const struct page *to, enum report_phrase phrase, struct text_view a, struct text_view b,
                   struct text_view c)
{
    report_phrase(to->out, to->settings->language, phrase, a, b, c);
}

static void number(const struct page *to, enum report_phrase words, int64_t value)
{
    struct buf digits;
    buf_init(&digits);
    buf_add_grouped(&digits, value);
    phrase(to, words, report_view(&digits), none, none);
    report_done(to->out, &digits);
}

/* 1,646百万円, with a + in front of an increase. */
static void add_yen(struct buf *out, const struct page *to, int64_t yen, bool is_difference)
{
    if (is_difference && yen > 0) buf_add_char(out, '+');
    doc_amount_write(out, yen, to->settings->language == TEXT_EN);
}

/* A figure that is added in the largest unit that loses nothing; anything else as it was written. */
static void add_amount(struct buf *out, const struct page *to, const struct review_amount *amount)
{
    bool figure = amount->kind == DOC_AMOUNT_FIGURE && !amount->relisted;
    if (figure) add_yen(out, to, amount->yen, false);
    else if (amount->written.len > 0) text_print(out, amount->written);
    else buf_add_string(out, report_plain(to->settings->language, REPORT_KIND_ABSENT));
}

/* ---- findings */

static bool is_shown(const struct page *to, const struct review_finding_change *change)
{
    const struct review_finding *finding = change->after ? change->after : change->before;
    return finding->severity != RULE_NOTE || to->settings->verbose;
}

static void finding_line(const struct page *to, const struct review_finding_change *change)
{
    const struct review_finding *finding = change->after ? change->after : change->before;
    bool bad = change->change == REVIEW_REGRESSED;
    buf_add_string(to->out, "  ");
    buf_add_string(to->out, bad ? to->colors->severity[RULE_ERROR] : to->colors->bold);
    buf_add_string(to->out, report_change_word(change->change, to->settings->language));
    buf_add_string(to->out, to->colors->reset);
    buf_add_string(to->out, ": ");
    text_print(to->out, finding->path);
    text_place_print(to->out, finding->range.start);
    buf_add_string(to->out, ": ");
    buf_add_string(to->out, report_severity_name(finding->severity));
    buf_add_string(to->out, " [");
    text_print(to->out, finding->rule);
    buf_add_string(to->out, "] ");
    text_print(to->out, finding->headline);
    buf_add_char(to->out, '\n');
}

static size_t shown_findings(const struct page *to, const struct review_request_change *change)
{
    size_t count = 0;
    for (size_t i = 0; i < change->finding_count; i++)
        count += is_shown(to, &change->findings[i]);
    return count;
}

/* What went wrong first, then what stands, then what was mended. */
static void finding_lines(const struct page *to, const struct review_finding_change *findings, size_t count)
{
    static const enum review_change order[] = {REVIEW_REGRESSED, REVIEW_NEW, REVIEW_OPEN, REVIEW_FIXED,
                                               REVIEW_WITHDRAWN};
    for (size_t o = 0; o < sizeof order / sizeof *order; o++)
        for (size_t i = 0; i < count; i++)
            if (findings[i].change == order[o] && is_shown(to, &findings[i])) finding_line(to, &findings[i]);
}

/* ---- requests */

static bool any_money_moved(const struct review_request_change *change)
{
    for (int money = REVIEW_AMOUNT; money < REVIEW_MONIES; money++)
        if (change->money_moved[money]) return true;
    return false;
}

static bool is_changed(const struct page *to, const struct review_request_change *change)
{
    return change->match != REVIEW_BY_ID || change->renamed || change->moved || change->text_changed ||
           any_money_moved(change) || shown_findings(to, change) > 0 ||
           change->before.request->verdict != change->after.request->verdict;
}

/* Of an added or withdrawn one: what it moves the sum by. */
static void asks(const struct page *to, const struct review_amount *amount)
{
    struct buf words;
    buf_init(&words);
    add_amount(&words, to, amount);
    if (amount->kind == DOC_AMOUNT_ABSENT) phrase(to, REPORT_DIFF_ASKS_NOTHING, none, none, none);
    else phrase(to, REPORT_DIFF_ASKS, report_view(&words), none, none);
    report_done(to->out, &words);
}

static void head_line(const struct page *to, const struct review_request_change *change)
{
    enum text_language language = to->settings->language;
    const struct review_side *side = change->after.request ? &change->after : &change->before;
    const struct review_side *before = &change->before, *after = &change->after;
    buf_add_string(to->out, to->colors->bold);
    if (side->request->id.len > 0) phrase(to, REPORT_DIFF_REQUEST, side->request->id, side->request->title, none);
    else phrase(to, REPORT_QUOTED, side->request->title, none, none);
    if (side->submission->ministry.len > 0) phrase(to, REPORT_DIFF_OF, side->submission->ministry, none, none);
    buf_add_string(to->out, to->colors->reset);
    if (!before->request)
        phrase(to, REPORT_DIFF_ADDED, text_view_of(report_request_word(after->request->verdict, language)), none, none);
    else if (!after->request) phrase(to, REPORT_DIFF_WITHDRAWN, none, none, none);
    else if (before->request->verdict == after->request->verdict)
        phrase(to, REPORT_DIFF_STAYS, text_view_of(report_request_word(after->request->verdict, language)), none, none);
    else
        phrase(to, REPORT_DIFF_VERDICT, text_view_of(report_request_word(before->request->verdict, language)),
               text_view_of(report_request_word(after->request->verdict, language)), none);
    if (!before->request || !after->request) asks(to, &side->request->amount);
    buf_add_char(to->out, '\n');
}

static void line(const struct page *to, enum report_phrase words, struct text_view a, struct text_view b)
{
    buf_add_string(to->out, "  ");
    phrase(to, words, a, b, none);
    buf_add_char(to->out, '\n');
}

static void add_difference(const struct page *to, enum report_phrase words, int64_t yen)
{
    struct buf grouped;
    buf_init(&grouped);
    add_yen(&grouped, to, yen, true);
    phrase(to, words, report_view(&grouped), none, none);
    report_done(to->out, &grouped);
}

static void money_lines(const struct page *to, const struct review_request_change *change)
{
    static const enum report_phrase labels[REVIEW_MONIES] = {[REVIEW_AMOUNT] = REPORT_DIFF_AMOUNT,
                                                             [REVIEW_SUPPLEMENTARY] = REPORT_DIFF_SUPPLEMENTARY,
                                                             [REVIEW_SPECIAL] = REPORT_DIFF_SPECIAL};
    for (int money = REVIEW_AMOUNT; money < REVIEW_MONIES; money++) {
        struct buf before, after;
        if (!change->money_moved[money]) continue;
        buf_init(&before);
        buf_init(&after);
        add_amount(&before, to, review_amount_of(change->before.request, (enum review_money)money));
        add_amount(&after, to, review_amount_of(change->after.request, (enum review_money)money));
        buf_add_string(to->out, "  ");
        phrase(to, labels[money], report_view(&before), report_view(&after), none);
        if (change->comparable[money]) add_difference(to, REPORT_DIFF_BY, change->difference[money]);
        buf_add_char(to->out, '\n');
        report_done(to->out, &before);
        report_done(to->out, &after);
    }
}

/* The clauses that one round's request claims and the other's does not. */
static void area_lines(const struct page *to, enum report_phrase words, const struct review_request *in,
                       const struct review_request *other)
{
    for (size_t i = 0; i < in->claim_count; i++) {
        struct text_view area = review_area_of(&in->claims[i]);
        if (!review_claims_area(other, area)) line(to, words, area, none);
    }
}

static void request_lines(const struct page *to, const struct review_request_change *change)
{
    const struct review_request *before = change->before.request, *after = change->after.request;
    head_line(to, change);
    if (before && after) {
        if (change->renumbered) line(to, REPORT_DIFF_RENUMBERED, before->id, after->id);
        if (change->renamed) line(to, REPORT_DIFF_RENAMED, before->title, after->title);
        if (change->moved)
            line(to, REPORT_DIFF_MOVED, change->before.submission->ministry, change->after.submission->ministry);
        area_lines(to, REPORT_DIFF_AREA_ADDED, after, before);
        area_lines(to, REPORT_DIFF_AREA_DROPPED, before, after);
        if (change->text_changed) line(to, REPORT_DIFF_TEXT, none, none);
        money_lines(to, change);
    }
    finding_lines(to, change->findings, change->finding_count);
    buf_add_char(to->out, '\n');
}

static void file_lines(const struct page *to, const struct review_rounds *rounds)
{
    size_t shown = 0;
    for (size_t i = 0; i < rounds->on_file_count; i++)
        shown += is_shown(to, &rounds->on_files[i]);
    if (shown == 0) return;
    buf_add_string(to->out, to->colors->bold);
    buf_add_string(to->out, report_plain(to->settings->language, REPORT_DIFF_ON_FILES));
    buf_add_string(to->out, to->colors->reset);
    buf_add_char(to->out, '\n');
    finding_lines(to, rounds->on_files, rounds->on_file_count);
    buf_add_char(to->out, '\n');
}

/* ---- the end */

static void sums(const struct page *to, const struct review_rounds *rounds)
{
    number(to, REPORT_DIFF_MATCHED, (int64_t)rounds->matched);
    number(to, REPORT_DIFF_COUNT_ADDED, (int64_t)rounds->added);
    number(to, REPORT_DIFF_COUNT_WITHDRAWN, (int64_t)rounds->withdrawn);
    number(to, REPORT_DIFF_COUNT_TEXT, (int64_t)rounds->text_changed);
    number(to, REPORT_DIFF_COUNT_MOVED, (int64_t)rounds->amount_moved);
    add_difference(to, REPORT_DIFF_SUM, rounds->amount_difference);
    if (rounds->amount_uncompared > 0) number(to, REPORT_DIFF_UNCOMPARED, (int64_t)rounds->amount_uncompared);
    buf_add_char(to->out, '\n');
    number(to, REPORT_DIFF_BETTER, (int64_t)rounds->better);
    number(to, REPORT_DIFF_WORSE, (int64_t)rounds->worse);
    buf_add_char(to->out, '\n');
    buf_add_string(to->out, report_plain(to->settings->language, REPORT_DIFF_FINDINGS));
    for (int change = 0; change < REVIEW_CHANGES; change++) {
        if (change > 0) buf_add_string(to->out, report_plain(to->settings->language, REPORT_DIFF_BETWEEN));
        buf_add_string(to->out, report_change_word((enum review_change)change, to->settings->language));
        buf_add_char(to->out, ' ');
        buf_add_grouped(to->out, (int64_t)rounds->findings[change]);
    }
    buf_add_char(to->out, '\n');
}

static void notice(const struct page *to, enum report_phrase words)
{
    phrase(to, words, none, none, none);
    buf_add_char(to->out, '\n');
}

/* What else than the requests may have made a difference. */
static void notices(const struct page *to, const struct review_rounds *rounds)
{
    if (!rounds->same_rules) notice(to, REPORT_DIFF_OTHER_RULES);
    if (rounds->before->error_count > 0) notice(to, REPORT_DIFF_UNREAD_BEFORE);
    if (rounds->after->error_count > 0) notice(to, REPORT_DIFF_UNREAD_AFTER);
    if (!to->settings->quiet) notice(to, REPORT_NO_APPROVAL);
}

static void write_text(struct buf *out, const struct report_run *run, const struct review_rounds *rounds)
{
    const struct page to = {out, &run->settings, report_colors(run->settings.color)};
    for (size_t i = 0; !run->settings.quiet && i < rounds->request_count; i++)
        if (is_changed(&to, &rounds->requests[i])) request_lines(&to, &rounds->requests[i]);
    if (!run->settings.quiet) file_lines(&to, rounds);
    notices(&to, rounds);
    sums(&to, rounds);
}

const struct report_diff_format report_diff_text = {"text", write_text};
