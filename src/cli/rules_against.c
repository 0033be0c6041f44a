/* The map is a table, old label, new label, what has become of the clause, its heading; under each row stand the
 * sentences and criteria that came (+), went (-) or are not what they were (~):
 *
 *     2(1)  2(2)  moved, reworded  Trees
 *         - 1  00112233445566ad  asks  pruning
 *         + 1  00112233445566b0  asks  pruning by a plan
 *         ~ X-2.2-a: mode any -> must
 */
#include "cli/rules_against.h"

#include "cli/columns.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "rule/edition.h"
#include "text/printable.h"

#define INDENT 4
#define ARROW  " -> "

struct comparing {
    const struct cli_arguments *arguments;
    enum text_language language;
    struct rule_edition_changes changes;
    const struct rule_set *old, *new;
    struct buf out;
};

static const char *wording(const struct comparing *in, enum cli_message message)
{
    return cli_wording(in->arguments->language, message);
}

/* ---- the map */

enum { SAME, MOVED, REWORDED, RENAMED, OPENED, CLOSED, RENUMBERED, REMADE, NEW, GONE, FATES };

static const enum cli_message fate_words[FATES] = {
    [SAME] = CLI_FATE_SAME,
    [MOVED] = CLI_FATE_MOVED,
    [REWORDED] = CLI_FATE_REWORDED,
    [RENAMED] = CLI_FATE_RENAMED,
    [OPENED] = CLI_FATE_OPENED,
    [CLOSED] = CLI_FATE_CLOSED,
    [RENUMBERED] = CLI_FATE_RENUMBERED,
    [REMADE] = CLI_FATE_REMADE,
    [NEW] = CLI_FATE_NEW,
    [GONE] = CLI_FATE_GONE,
};

/* What has become of a clause: one of these or several. */
static void fates_of(const struct rule_clause_change *change, bool out_fates[FATES])
{
    const bool fates[FATES] = {
        [MOVED] = change->moved,   [REWORDED] = change->reworded, [RENAMED] = change->renamed,
        [OPENED] = change->opened, [CLOSED] = change->closed,     [RENUMBERED] = change->renumbered,
        [REMADE] = change->remade, [NEW] = !change->old,          [GONE] = !change->new,
    };
    bool any = false;
    for (int i = 0; i < FATES; i++)
        any |= out_fates[i] = fates[i];
    out_fates[SAME] = !any;
}

static void add_fates(const struct comparing *in, struct cli_columns *table, const struct rule_clause_change *change)
{
    bool fates[FATES];
    struct buf cell;
    buf_init(&cell);
    fates_of(change, fates);
    for (int i = 0; i < FATES; i++) {
        if (!fates[i]) continue;
        if (cell.len > 0) buf_add_string(&cell, wording(in, CLI_FATE_JOINER));
        buf_add_string(&cell, wording(in, fate_words[i]));
    }
    if (change->heir) cli_word(&cell, in->arguments->language, CLI_FATE_HEIR, change->heir->label);
    cli_columns_take(table, &cell);
}

static void add_heading(const struct comparing *in, struct cli_columns *table, const struct rule_clause_change *change)
{
    const struct rule_clause *clause = change->new ? change->new : change->old;
    struct buf cell;
    buf_init(&cell);
    if (change->renamed) {
        text_print(&cell, change->old->heading.in[in->language]);
        buf_add_string(&cell, ARROW);
    }
    text_print(&cell, clause->heading.in[in->language]);
    cli_columns_take(table, &cell);
}

static void fill_map(const struct comparing *in, struct cli_columns *table)
{
    static const struct text_view none = {"-", 1};
    for (size_t i = 0; i < in->changes.count; i++) {
        const struct rule_clause_change *change = &in->changes.clauses[i];
        cli_columns_add(table, change->old ? change->old->label : none);
        cli_columns_add(table, change->new ? change->new->label : none);
        add_fates(in, table, change);
        add_heading(in, table, change);
    }
}

/* ---- sentences and criteria */

static void begin_line(struct comparing *in, bool has_old, bool has_new)
{
    buf_add_repeat(&in->out, ' ', INDENT);
    buf_add_string(&in->out, has_old && has_new ? "~ " : has_new ? "+ " : "- ");
}

static void add_change(struct comparing *in, struct text_view old, struct text_view new)
{
    text_print(&in->out, old);
    if (text_view_equal(old, new)) return;
    buf_add_string(&in->out, ARROW);
    text_print(&in->out, new);
}

static struct text_view kind_of(const struct rule_sentence *sentence)
{
    return text_view_of(rule_sentence_kind_name(sentence->kind));
}

static void add_sentence(struct comparing *in, const struct rule_sentence_change *change)
{
    const struct rule_sentence *old = change->old ? change->old : change->new;
    const struct rule_sentence *new = change->new ? change->new : change->old;
    begin_line(in, change->old, change->new);
    add_change(in, old->at, new->at);
    buf_add_string(&in->out, "  ");
    text_print(&in->out, new->print);
    buf_add_string(&in->out, "  ");
    add_change(in, kind_of(old), kind_of(new));
    buf_add_string(&in->out, "  ");
    text_print(&in->out, new->gist.in[in->language]);
    buf_add_char(&in->out, '\n');
}

static struct text_view mode_of(const struct rule_criterion *criterion)
{
    return text_view_of(criterion->mode == RULE_MODE_MUST ? "must" : "any");
}

static struct text_view level_of(const struct rule_criterion *criterion)
{
    return text_view_of(criterion->level == RULE_LEVEL_REQUEST ? "request" : "claim");
}

/* As the pack writes it. */
static void add_who(struct comparing *in, const struct rule_criterion *criterion)
{
    if (criterion->applies) text_print_joined(&in->out, text_span_view(criterion->applies->span));
    else buf_add_string(&in->out, wording(in, CLI_EVERYONE));
}

/* mode any -> must, level claim -> request, who A -> B, and that the wording is another. */
static void add_differences(struct comparing *in, const struct rule_criterion_change *change)
{
    const char *before = ": ";
    if (change->mode) {
        buf_add_string(&in->out, ": mode ");
        add_change(in, mode_of(change->old), mode_of(change->new));
        before = ", ";
    }
    if (change->level) {
        buf_add_string(&in->out, before);
        buf_add_string(&in->out, "level ");
        add_change(in, level_of(change->old), level_of(change->new));
        before = ", ";
    }
    if (change->who) {
        buf_add_string(&in->out, before);
        buf_add_string(&in->out, "applies ");
        add_who(in, change->old);
        buf_add_string(&in->out, ARROW);
        add_who(in, change->new);
        before = ", ";
    }
    if (change->asks) {
        buf_add_string(&in->out, before);
        buf_add_string(&in->out, "asks ");
        add_change(in, change->old->asks.in[in->language], change->new->asks.in[in->language]);
    }
}

static void add_criterion(struct comparing *in, const struct rule_criterion_change *change)
{
    const struct rule_criterion *old = change->old ? change->old : change->new;
    const struct rule_criterion *new = change->new ? change->new : change->old;
    begin_line(in, change->old, change->new);
    add_change(in, old->id, new->id);
    if (change->old && change->new) {
        add_differences(in, change);
    } else {
        buf_add_string(&in->out, " (");
        text_print(&in->out, mode_of(new));
        buf_add_string(&in->out, ")  ");
        text_print(&in->out, new->asks.in[in->language]);
    }
    buf_add_char(&in->out, '\n');
}

/* ---- all of it */

static void add_row(struct comparing *in, const struct cli_columns *table, size_t row)
{
    const struct rule_clause_change *change = &in->changes.clauses[row];
    cli_columns_row(&in->out, table, row, 0);
    for (size_t i = 0; i < change->sentence_count; i++)
        add_sentence(in, &change->sentences[i]);
    for (size_t i = 0; i < change->criterion_count; i++)
        add_criterion(in, &change->criteria[i]);
}

static void count_fates(const struct comparing *in, size_t counts[FATES])
{
    for (size_t i = 0; i < in->changes.count; i++) {
        bool fates[FATES];
        fates_of(&in->changes.clauses[i], fates);
        for (int f = 0; f < FATES; f++)
            counts[f] += fates[f];
    }
}

static enum cli_exit print_map(struct comparing *in, struct arena *arena)
{
    size_t counts[FATES] = {0};
    struct cli_columns table;
    cli_columns_init(&table, arena, 4);
    fill_map(in, &table);
    for (size_t i = 0; i < in->changes.count; i++)
        add_row(in, &table, i);
    if (table.status != STATUS_OK) in->out.status = table.status;
    if (!cli_print(&in->out, in->arguments->language)) return CLI_EXIT_TROUBLE;
    count_fates(in, counts);
    const size_t numbers[] = {in->old->clause_count, in->new->clause_count, counts[SAME], counts[MOVED],
                              counts[REWORDED],      counts[NEW],           counts[GONE]};
    cli_say_numbers(in->arguments->language, CLI_AGAINST_DONE, numbers);
    return cli_flush(in->arguments->language) ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

enum cli_exit cli_rules_against(const struct cli_arguments *arguments, const struct rule_set *set, struct arena *arena)
{
    struct rule_set *old = cli_pack_load_named(arguments, cli_value(arguments, CLI_OPTION_AGAINST, ""));
    struct comparing in = {.arguments = arguments, .language = cli_text_language(arguments), .old = old, .new = set};
    enum cli_exit exit = CLI_EXIT_TROUBLE;
    if (!old) return exit;
    buf_init(&in.out);
    if (rule_editions_compare(arena, old, set, &in.changes) == STATUS_OK) exit = print_map(&in, arena);
    else cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    buf_clear(&in.out);
    rule_set_free(old);
    return exit;
}
