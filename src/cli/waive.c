/* `juten waive add|list|prune`: the file of waivers, changed by what a check finds. */
#include "base/date.h"
#include "cli/clock.h"
#include "cli/judged.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "cli/results.h"
#include "cli/upward.h"
#include "cli/values.h"
#include "cli/waive_file.h"
#include "doc/date.h"
#include "juten.h"
#include "report/record.h"
#include "report/wording.h"
#include "review/names.h"
#include "text/nearest.h"
#include "text/printable.h"

#include <stdio.h>
#include <string.h>

struct waiving {
    const struct cli_arguments *arguments;
    struct arena *arena;
    struct cli_judging judging;
    struct cli_waive_file file;
    struct review_stored *results; /* one for each path */
    struct report_settings settings;
    bool prunes;     /* what meets nothing is taken out */
    struct buf said; /* made before anything is written, so that nothing can fail after that */
};

static enum cli_exit say(const struct waiving *it, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, it->arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

static bool is_stored(const char *path)
{
    size_t len = strlen(path);
    return (len > 5 && strcmp(path + len - 5, ".json") == 0) || (len > 7 && strcmp(path + len - 7, ".ndjson") == 0) ||
           strcmp(path, "-") == 0;
}

/* A copy with texts withheld has lost what a waiver holds on; one with some findings can't tell what is gone. */
static enum cli_exit check_complete(const struct waiving *it, const struct review_stored *result, const char *path)
{
    bool limited = result->manifest.filter_count > 0 || result->manifest.clause_count > 0;
    struct text_diagnostics said;
    if (!result->redacted && !(limited && it->prunes)) return CLI_EXIT_CLEAN;
    text_diagnostics_init(&said, it->arena);
    text_diagnostics_add(&said, result->redacted ? DIAGNOSTIC_WAIVERS_REDACTED : DIAGNOSTIC_WAIVERS_LIMITED, path,
                         (struct text_span){0}, (struct text_view){0}, (struct text_view){0}, (struct text_view){0});
    cli_results_say(it->arguments, &said);
    return CLI_EXIT_TROUBLE;
}

/* The inputs as results, and the file: beside the first input, but not beside a stored result, which may lie anywhere.
 */
static enum cli_exit open_all(struct waiving *it)
{
    const struct cli_arguments *arguments = it->arguments;
    bool unread = false;
    it->settings = (struct report_settings){.language = cli_text_language(arguments)};
    it->judging = (struct cli_judging){.arguments = arguments, .arena = it->arena};
    enum cli_exit exit = cli_judging_settings(&it->judging);
    it->results = arena_alloc(it->arena, (arguments->path_count + 1) * sizeof *it->results);
    if (exit == CLI_EXIT_CLEAN && !it->results) exit = say(it, CLI_NO_MEMORY, NULL, NULL);
    for (size_t i = 0; i < arguments->path_count && exit == CLI_EXIT_CLEAN; i++) {
        exit = cli_judged_read(&it->judging, arguments->paths[i], &it->results[i]);
        if (exit == CLI_EXIT_CLEAN) exit = check_complete(it, &it->results[i], arguments->paths[i]);
        if (exit == CLI_EXIT_CLEAN) exit = cli_judged_say_errors(&it->judging, &it->results[i], &unread);
    }
    if (exit != CLI_EXIT_CLEAN || unread) return CLI_EXIT_TROUBLE; /* on half of the findings nothing is decided */
    it->file = (struct cli_waive_file){.arguments = arguments, .arena = it->arena};
    const char *first = arguments->path_count > 0 ? arguments->paths[0] : ".";
    return cli_waive_file_open(&it->file, is_stored(first) ? "." : first);
}

/* ---- what is said */

#define SHOWN_DIGITS 12 /* of a fingerprint: as many as a person can compare */
#define NUMBER_ROOM  24

static void tell_waiver(struct waiving *it, const struct review_waiver *waiver, const char *mark)
{
    const struct text_view parts[] = {waiver->rule, waiver->ministry, waiver->request, waiver->area};
    const struct review_waived decision = {waiver->state, false, waiver->reason, waiver->by, waiver->until};
    struct buf *out = &it->said;
    buf_add_string(out, mark);
    text_print(out, text_view_part(waiver->fingerprint, 0, SHOWN_DIGITS));
    buf_add_string(out, "  ");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].len == 0) continue;
        text_print(out, parts[i]);
        buf_add_char(out, ' ');
    }
    buf_add_char(out, ' ');
    report_waived(out, it->settings.language, &decision);
    buf_add_char(out, '\n');
}

/* A message with a path and a number, or, without a path, with two numbers. */
static void tell(struct waiving *it, enum cli_message message, const char *path, size_t first, size_t second)
{
    char a[NUMBER_ROOM], b[NUMBER_ROOM];
    snprintf(a, sizeof a, "%zu", first);
    snprintf(b, sizeof b, "%zu", second);
    cli_note(&it->said, it->arguments->language, message, path ? path : a, path ? a : b);
}

static enum cli_exit print_said(const struct waiving *it)
{
    return cli_print(&it->said, it->arguments->language) ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

/* ---- add */

struct wanted {
    struct report_selection selection;
    struct text_view request, fingerprint;
    struct review_waiver decision; /* state, reason, by, date, until */
    char until[DATE_LEN + 1];      /* where the decision has one */
};

struct chosen {
    struct review_waiver *items;
    size_t count, capacity;
};

static bool fits(const struct wanted *wanted, const struct review_finding *finding)
{
    if (!report_selects(&wanted->selection, finding->rule, finding->severity)) return false;
    if (wanted->request.len > 0 && !text_view_equal(wanted->request, finding->request)) return false;
    return wanted->fingerprint.len == 0 || text_view_starts(finding->fingerprint, wanted->fingerprint);
}

static enum status choose(struct waiving *it, const struct wanted *wanted, const struct review_submission *submission,
                          const struct review_finding *finding, struct chosen *chosen)
{
    if (!fits(wanted, finding)) return STATUS_OK;
    struct review_waiver *items = arena_grow(it->arena, chosen->items, chosen->count, &chosen->capacity, sizeof *items);
    if (!items) return STATUS_NO_MEMORY;
    struct review_waiver *waiver = &items[chosen->count++];
    *waiver = wanted->decision;
    waiver->fingerprint = finding->fingerprint;
    waiver->text_sha256 = finding->text_sha256;
    waiver->rule = finding->rule;
    waiver->ministry = submission->ministry;
    waiver->year = submission->year;
    waiver->request = finding->request;
    waiver->area = finding->area;
    waiver->over_set = finding->over_set;
    chosen->items = items;
    return STATUS_OK;
}

/* The submission that a finding over the set stands on: results have them by path and document. */
static const struct review_submission *submission_of(const struct review_stored *result,
                                                     const struct review_finding *finding)
{
    for (size_t low = 0, high = result->submission_count; low < high;) {
        size_t middle = low + (high - low) / 2;
        const struct review_submission *at = &result->submissions[middle];
        int order = text_view_compare(at->path, finding->path);
        if (order == 0) order = (at->document > finding->document) - (at->document < finding->document);
        if (order == 0) return at;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

static enum status choose_in(struct waiving *it, const struct wanted *wanted, const struct review_stored *result,
                             struct chosen *chosen)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < result->submission_count; i++) {
        const struct review_submission *submission = &result->submissions[i];
        for (size_t f = 0; f < submission->finding_count && status == STATUS_OK; f++)
            status = choose(it, wanted, submission, &submission->findings[f], chosen);
    }
    for (size_t f = 0; f < result->finding_count && status == STATUS_OK; f++) {
        const struct review_submission *submission = submission_of(result, &result->findings[f]);
        if (submission) status = choose(it, wanted, submission, &result->findings[f], chosen);
    }
    return status;
}

/* One result may be given twice, or hold what another holds. */
static enum status drop_repeated(struct waiving *it, struct chosen *chosen)
{
    struct cli_fingerprints index;
    size_t kept = 0, count = chosen->count;
    enum status status = cli_fingerprints_of(it->arena, chosen->items, count, &index);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        if (cli_fingerprints_find(&index, chosen->items[i].fingerprint) == i) chosen->items[kept++] = chosen->items[i];
    if (status == STATUS_OK) chosen->count = kept;
    return status;
}

static struct text_view view_of(const struct waiving *it, enum cli_option option)
{
    return text_view_of(cli_value(it->arguments, option, ""));
}

static bool read_state(const struct waiving *it, enum review_waiver_state *out_state)
{
    const char *asked = cli_value(it->arguments, CLI_OPTION_STATE, "approved");
    for (int i = 0; i < REVIEW_WAIVER_STATES; i++) {
        *out_state = (enum review_waiver_state)i;
        if (strcmp(asked, review_waiver_state_at(i)) == 0) return true;
    }
    cli_say_bad_value(it->arguments, CLI_OPTION_STATE, asked);
    return false;
}

/* The last day that it holds, in any notation that import takes too. */
static enum cli_exit read_until(const struct waiving *it, struct wanted *wanted)
{
    const char *until = cli_value(it->arguments, CLI_OPTION_UNTIL, NULL);
    if (!until) return CLI_EXIT_CLEAN;
    if (!doc_date_parse(text_view_of(until), wanted->until)) {
        cli_say_bad_value(it->arguments, CLI_OPTION_UNTIL, until);
        return CLI_EXIT_TROUBLE;
    }
    if (strcmp(wanted->until, it->judging.as_of) < 0) return say(it, CLI_WAIVE_PAST, wanted->until, it->judging.as_of);
    wanted->decision.until = text_view_of(wanted->until);
    return CLI_EXIT_CLEAN;
}

/* A decision without a reason, or of nobody, is none. */
static enum cli_exit read_decision(const struct waiving *it, struct wanted *wanted)
{
    static const enum cli_option needed[] = {CLI_OPTION_REASON, CLI_OPTION_BY};
    struct review_waiver *decision = &wanted->decision;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (text_view_trim(view_of(it, needed[i])).len == 0)
            return say(it, CLI_WAIVE_NEEDS, cli_option_name(needed[i]), NULL);
    if (!read_state(it, &decision->state)) return CLI_EXIT_TROUBLE;
    decision->reason = text_view_trim(view_of(it, CLI_OPTION_REASON));
    decision->by = text_view_trim(view_of(it, CLI_OPTION_BY));
    decision->date = text_view_of(it->judging.as_of);
    return read_until(it, wanted);
}

/* Whether a rule of the pack is called that; else the nearest is noted. A pack of an older result names no rules. */
static bool has_rule(const struct review_pack *pack, struct text_view glob, struct text_view *nearest)
{
    for (size_t i = 0; i < pack->rule_count; i++) {
        if (text_view_glob(pack->rules[i].id, glob)) return true;
        *nearest = text_nearer(glob, *nearest, pack->rules[i].id);
    }
    return pack->rule_count == 0;
}

static bool is_rule(const struct waiving *it, struct text_view glob, struct text_view *nearest)
{
    bool is = false;
    for (size_t r = 0; r < it->arguments->path_count; r++)
        for (size_t p = 0; p < it->results[r].pack_count; p++)
            is = is || has_rule(&it->results[r].packs[p], glob, nearest);
    return is;
}

/* A misspelt rule would go unseen beside one that finds something. */
static enum cli_exit check_rules(const struct waiving *it, const struct report_selection *selection)
{
    for (size_t i = 0; i < selection->select_count; i++) {
        char suggestion[CLI_SUGGESTION_ROOM] = "";
        struct text_view nearest = {"", 0};
        if (is_rule(it, selection->select[i], &nearest)) continue;
        if (nearest.len > 0) cli_suggestion(it->arguments->language, nearest, suggestion);
        return say(it, CLI_WAIVE_RULE, selection->select[i].at, suggestion);
    }
    return CLI_EXIT_CLEAN;
}

static enum cli_exit write_added(struct waiving *it, const struct chosen *chosen)
{
    size_t replaced = 0;
    for (size_t i = 0; i < chosen->count; i++) {
        replaced += cli_waive_file_held(&it->file, chosen->items[i].fingerprint) != NULL;
        tell_waiver(it, &chosen->items[i], "+ ");
    }
    cli_note(&it->said, it->arguments->language, CLI_WAIVE_WROTE, it->file.path, NULL);
    tell(it, CLI_WAIVE_ADDED, NULL, chosen->count - replaced, replaced);
    if (buf_status(&it->said) != STATUS_OK) return say(it, CLI_NO_MEMORY, NULL, NULL);
    enum cli_exit exit = cli_waive_file_add(&it->file, chosen->items, chosen->count, &replaced);
    return exit == CLI_EXIT_CLEAN ? print_said(it) : exit;
}

static enum cli_exit add(struct waiving *it)
{
    struct wanted wanted = {.request = view_of(it, CLI_OPTION_REQUEST),
                            .fingerprint = view_of(it, CLI_OPTION_FINGERPRINT)};
    struct chosen chosen = {0};
    bool says_which =
        cli_given(it->arguments, CLI_OPTION_SELECT) || wanted.request.len > 0 || wanted.fingerprint.len > 0;
    if (it->arguments->path_count == 0 || !says_which) return say(it, CLI_WAIVE_WHICH, NULL, NULL);
    enum cli_exit exit = cli_results_settings(it->arguments, it->arena, &it->settings);
    wanted.selection = it->settings.selection;
    if (exit == CLI_EXIT_CLEAN) exit = open_all(it);
    if (exit == CLI_EXIT_CLEAN) exit = check_rules(it, &wanted.selection);
    if (exit == CLI_EXIT_CLEAN) exit = read_decision(it, &wanted);
    if (exit != CLI_EXIT_CLEAN) return exit;
    for (size_t i = 0; i < it->arguments->path_count; i++)
        if (choose_in(it, &wanted, &it->results[i], &chosen) != STATUS_OK) return say(it, CLI_NO_MEMORY, NULL, NULL);
    if (drop_repeated(it, &chosen) != STATUS_OK) return say(it, CLI_NO_MEMORY, NULL, NULL);
    return chosen.count > 0 ? write_added(it, &chosen) : say(it, CLI_WAIVE_NOTHING, NULL, NULL);
}

/* ---- list */

static enum cli_exit list(struct waiving *it)
{
    enum cli_exit exit = open_all(it);
    if (exit != CLI_EXIT_CLEAN) return exit;
    if (!it->file.source) return say(it, CLI_WAIVE_NO_FILE, it->file.path, NULL);
    for (size_t i = 0; i < it->file.held.count; i++) {
        const struct review_waiver *waiver = &it->file.held.items[i];
        bool past = waiver->until.len > 0 && text_view_compare(waiver->until, text_view_of(it->judging.as_of)) < 0;
        tell_waiver(it, waiver, past ? "! " : "  ");
    }
    tell(it, CLI_WAIVE_LISTED, it->file.path, it->file.held.count, 0);
    return print_said(it);
}

/* ---- prune */

static bool shows_all(const void *context, struct text_view rule, enum rule_severity severity)
{
    (void)context;
    (void)rule;
    (void)severity;
    return true;
}

/* Lays a copy of what the file holds over the results: the copy is put in order, the file's order stays known. */
static enum status meet(struct waiving *it, struct review_waivers *waivers)
{
    struct text_diagnostics diagnostics;
    text_diagnostics_init(&diagnostics, it->arena);
    enum status status = review_waivers_ready(waivers, &diagnostics);
    for (size_t r = 0; r < it->arguments->path_count && status == STATUS_OK; r++) {
        const struct review_stored *result = &it->results[r];
        bool whole = cli_upward_covered(it->file.path, it->arguments->paths[r]);
        for (size_t i = 0; i < result->submission_count && status == STATUS_OK; i++) {
            review_waivers_see(waivers, &result->submissions[i], whole);
            status = review_waivers_mark(waivers, it->arena, result->submissions[i].findings,
                                         result->submissions[i].finding_count);
        }
        if (status == STATUS_OK)
            status = review_waivers_mark(waivers, it->arena, result->findings, result->finding_count);
    }
    if (status == STATUS_INVALID) cli_results_say(it->arguments, &diagnostics);
    return status;
}

/* Of several results each has its packs; a waiver is judged by those of all. */
static enum review_waiver_fault fault_of(const struct waiving *it, const struct review_waivers *waivers,
                                         const struct review_waiver *waiver)
{
    enum review_waiver_fault fault = REVIEW_WAIVER_SOUND;
    for (size_t r = 0; r < it->arguments->path_count; r++) {
        const struct review_waiver_scope scope = {.packs = it->results[r].packs,
                                                  .pack_count = it->results[r].pack_count,
                                                  .shows = shows_all};
        fault = review_waiver_judge(waivers, waiver, &scope);
        if (fault == REVIEW_WAIVER_FAULT_UNUSED || fault == REVIEW_WAIVER_SOUND) return fault;
    }
    return fault;
}

/* A closed one whose finding is gone has done its work. */
static bool is_spent(const struct waiving *it, const struct review_waivers *waivers, const struct review_waiver *waiver)
{
    enum review_waiver_fault fault = fault_of(it, waivers, waiver);
    bool closed = waiver->state == REVIEW_WAIVER_CLOSED && waiver->request_seen && !waiver->met;
    return closed || fault == REVIEW_WAIVER_FAULT_UNUSED || fault == REVIEW_WAIVER_FAULT_UNKNOWN;
}

/* Marks the spent ones, by index in what the file holds; their number in *out_count. */
static enum cli_exit find_spent(struct waiving *it, bool *removed, size_t *out_count)
{
    const struct review_waivers *held = &it->file.held;
    struct review_waivers judged = *held;
    judged.as_of = text_view_of(it->judging.as_of);
    judged.items = arena_alloc(it->arena, (held->count + 1) * sizeof *judged.items);
    if (!judged.items) return say(it, CLI_NO_MEMORY, NULL, NULL);
    if (held->count > 0) memcpy(judged.items, held->items, held->count * sizeof *judged.items);
    enum status status = meet(it, &judged);
    if (status != STATUS_OK) return status == STATUS_INVALID ? CLI_EXIT_TROUBLE : say(it, CLI_NO_MEMORY, NULL, NULL);
    for (size_t j = 0; j < judged.count; j++) {
        size_t i = cli_fingerprints_find(&it->file.index, judged.items[j].fingerprint); /* no two have one: meet */
        removed[i] = is_spent(it, &judged, &judged.items[j]);
        *out_count += removed[i];
    }
    return CLI_EXIT_CLEAN;
}

static enum cli_exit prune(struct waiving *it)
{
    size_t count = 0;
    if (it->arguments->path_count == 0) return say(it, CLI_USAGE_OF, "waive prune PATH|RESULT...", NULL);
    it->prunes = true;
    enum cli_exit exit = open_all(it);
    if (exit != CLI_EXIT_CLEAN) return exit;
    if (!it->file.source) return say(it, CLI_WAIVE_NO_FILE, it->file.path, NULL);
    bool *removed = arena_alloc(it->arena, it->file.held.count + 1);
    exit = removed ? find_spent(it, removed, &count) : say(it, CLI_NO_MEMORY, NULL, NULL);
    for (size_t i = 0; i < it->file.held.count && exit == CLI_EXIT_CLEAN; i++)
        if (removed[i]) tell_waiver(it, &it->file.held.items[i], "- ");
    tell(it, CLI_WAIVE_PRUNED, it->file.path, count, 0);
    if (exit == CLI_EXIT_CLEAN && buf_status(&it->said) != STATUS_OK) exit = say(it, CLI_NO_MEMORY, NULL, NULL);
    if (exit == CLI_EXIT_CLEAN && count > 0) exit = cli_waive_file_remove(&it->file, removed);
    return exit == CLI_EXIT_CLEAN ? print_said(it) : exit;
}

/* ---- */

static enum cli_exit waive(const struct cli_arguments *arguments, enum cli_exit (*run)(struct waiving *))
{
    struct waiving it = {.arguments = arguments, .arena = arena_new()};
    buf_init(&it.said);
    enum cli_exit exit = it.arena ? run(&it) : say(&it, CLI_NO_MEMORY, NULL, NULL);
    buf_clear(&it.said);
    arena_free(it.arena);
    return exit;
}

enum cli_exit cli_waive_add(const struct cli_arguments *arguments)
{
    return waive(arguments, add);
}

enum cli_exit cli_waive_list(const struct cli_arguments *arguments)
{
    return waive(arguments, list);
}

enum cli_exit cli_waive_prune(const struct cli_arguments *arguments)
{
    return waive(arguments, prune);
}
