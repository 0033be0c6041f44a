/* `juten rules trace [FILE]`: the links between the guideline's sentences and the criteria, clause by clause, then what
 * is wrong with them; with FILE, the guideline's text, also where the register and the text differ. Exit 1 when
 * anything is wrong. With --against it compares two editions instead (rules_against.c). */
#include "rule/trace.h"

#include "cli/columns.h"
#include "cli/command.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "cli/rules_against.h"
#include "doc/input.h"
#include "text/printable.h"

#define INDENT 2

struct tracing {
    const struct cli_arguments *arguments;
    const struct rule_set *set;
    struct arena *arena;
    struct buf out;
    size_t sentences, links;
};

static const char *const modes[] = {[RULE_MODE_ANY] = "any", [RULE_MODE_MUST] = "must"};

/* ---- links */

static void add_criteria(struct tracing *in, struct cli_columns *table, size_t clause, struct text_view at)
{
    struct buf cell;
    buf_init(&cell);
    for (size_t i = 0; i < in->set->criterion_count; i++) {
        const struct rule_criterion *criterion = &in->set->criteria[i];
        if (criterion->clause != clause || !rule_trace_links(criterion, at)) continue;
        in->links++;
        if (cell.len > 0) buf_add_string(&cell, ", ");
        buf_add(&cell, criterion->id.at, criterion->id.len);
        buf_add_string(&cell, " (");
        buf_add_string(&cell, modes[criterion->mode]);
        buf_add_char(&cell, ')');
    }
    if (cell.len == 0) buf_add_char(&cell, '-');
    cli_columns_take(table, &cell);
}

static void add_clause(struct tracing *in, size_t index)
{
    enum text_language language = cli_text_language(in->arguments);
    const struct rule_clause *clause = &in->set->clauses[index];
    struct cli_columns table;
    cli_columns_init(&table, in->arena, 4);
    text_print(&in->out, clause->label);
    buf_add_char(&in->out, ' ');
    text_print(&in->out, clause->heading.in[language]);
    buf_add_char(&in->out, '\n');
    for (size_t i = 0; i < clause->sentence_count; i++, in->sentences++) {
        cli_columns_add(&table, clause->sentences[i].at);
        cli_columns_add(&table, text_view_of(rule_sentence_kind_name(clause->sentences[i].kind)));
        add_criteria(in, &table, index, clause->sentences[i].at);
        cli_columns_add(&table, clause->sentences[i].gist.in[language]);
    }
    for (size_t i = 0; i < cli_columns_rows(&table); i++)
        cli_columns_row(&in->out, &table, i, INDENT);
    if (table.status != STATUS_OK) in->out.status = table.status;
}

/* ---- what is wrong */

/* STATUS_INVALID when the text can't be read. */
static enum status trace_text(struct tracing *in, const char *path, struct text_diagnostics *problems)
{
    struct text_diagnostics faults;
    struct text_source *source;
    text_diagnostics_init(&faults, in->arena);
    enum status status = doc_input_open(in->arena, &(struct doc_input){.path = path}, &faults, &source);
    if (status == STATUS_OK) status = rule_trace_text(in->set, source, problems);
    cli_pack_print(stderr, in->arguments, &faults);
    return status;
}

static enum cli_exit trace(struct tracing *in)
{
    struct text_diagnostics problems;
    text_diagnostics_init(&problems, in->arena);
    for (size_t i = 0; i < in->set->clause_count; i++)
        add_clause(in, i);
    enum status status = rule_trace(in->set, &problems);
    if (status == STATUS_OK && in->arguments->path_count > 0)
        status = trace_text(in, in->arguments->paths[0], &problems);
    if (status == STATUS_NO_MEMORY) cli_say(stderr, in->arguments->language, CLI_NO_MEMORY, NULL, NULL);
    if (status != STATUS_OK || !cli_print(&in->out, in->arguments->language)) return CLI_EXIT_TROUBLE;
    const size_t numbers[] = {in->sentences, in->set->criterion_count, in->links, problems.count + problems.dropped};
    bool printed = cli_pack_print(stdout, in->arguments, &problems);
    cli_say_numbers(in->arguments->language, CLI_TRACE_DONE, numbers);
    if (!cli_flush(in->arguments->language) || !printed) return CLI_EXIT_TROUBLE;
    return problems.count > 0 ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
}

enum cli_exit cli_rules_trace(const struct cli_arguments *arguments)
{
    struct tracing in = {.arguments = arguments};
    struct rule_set *set = NULL;
    bool against = cli_given(arguments, CLI_OPTION_AGAINST);
    enum cli_exit exit = CLI_EXIT_TROUBLE;
    buf_init(&in.out);
    if (arguments->path_count > (against ? 0 : 1))
        cli_say(stderr, arguments->language, CLI_USAGE_OF, "rules trace [FILE] | rules trace --against NAME|DIR", NULL);
    else in.set = set = cli_pack_load(arguments);
    in.arena = set ? arena_new() : NULL;
    if (set && !in.arena) cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    else if (set && against) exit = cli_rules_against(arguments, set, in.arena);
    else if (set) exit = trace(&in);
    buf_clear(&in.out);
    arena_free(in.arena);
    rule_set_free(set);
    return exit;
}
