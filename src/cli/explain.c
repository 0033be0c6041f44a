/* `juten explain ID`: a rule, criterion, clause (by id or by its label in any notation), concept (by name or label) or
 * what a file is refused for. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "report/describe.h"
#include "review/waiver.h"
#include "text/nearest.h"

#include <string.h>

static enum cli_exit say_no_memory(const struct cli_arguments *arguments)
{
    cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    return CLI_EXIT_TROUBLE;
}

/* Reads an id as the label of a clause; false after saying that memory is out. */
static bool read_label(const struct cli_arguments *arguments, const struct rule_set *set, struct arena *arena,
                       const char *id, struct doc_label *out_label)
{
    bool read = doc_label_parse(set->labels, arena, text_view_of(id), out_label) == STATUS_OK;
    if (!read) say_no_memory(arguments);
    return read;
}

static void say_nearest_clauses(const struct cli_arguments *arguments, const struct rule_set *set, struct arena *arena,
                                const struct doc_label *label)
{
    cli_say(stderr, arguments->language, CLI_NEAREST_CLAUSES, NULL, NULL);
    for (size_t i = 0; i < label->nearest_count; i++) {
        const struct rule_clause *clause = &set->clauses[label->nearest[i]];
        struct text_view heading = clause->heading.in[cli_text_language(arguments)];
        const char *label_text = arena_copy(arena, clause->label.at, clause->label.len);
        const char *heading_text = arena_copy(arena, heading.at, heading.len);
        bool whole = label_text && heading_text;
        cli_say(stderr, arguments->language, whole ? CLI_NEAREST_CLAUSE : CLI_NO_MEMORY, label_text, heading_text);
    }
}

/* Every id that can be asked for; NULL when memory is out. */
static struct text_view *all_ids(const struct rule_set *set, struct arena *arena, size_t *out_count)
{
    size_t count = 0;
    const struct text_view *rules = rule_set_ids(set, arena, &count);
    size_t most = count + 3 * set->concept_count + REVIEW_WAIVER_FAULTS + DIAGNOSTIC_COUNT;
    struct text_view *ids = rules ? arena_alloc(arena, (most + 1) * sizeof *ids) : NULL;
    if (ids) memcpy(ids, rules, count * sizeof *ids);
    for (size_t i = 0; ids && i < set->concept_count; i++) {
        if (set->concepts[i].name.len == 0) continue;
        ids[count++] = set->concepts[i].name;
        for (size_t language = 0; language < TEXT_LANGUAGES; language++)
            ids[count++] = set->concepts[i].label.in[language];
    }
    for (int fault = 0; ids && fault < REVIEW_WAIVER_FAULTS; fault++)
        ids[count++] = text_view_of(review_waiver_rule((enum review_waiver_fault)fault));
    for (int code = 0; ids && code < DIAGNOSTIC_COUNT; code++)
        ids[count++] = text_view_of(text_diagnostic_id((enum diagnostic_code)code));
    *out_count = count;
    return ids;
}

static enum cli_exit say_unknown(const struct cli_arguments *arguments, const struct rule_set *set, struct arena *arena,
                                 const char *id, const struct doc_label *label)
{
    char suggestion[CLI_SUGGESTION_ROOM] = "";
    size_t count;
    struct text_view *ids = all_ids(set, arena, &count);
    if (!ids) return say_no_memory(arguments);
    size_t nearest = text_nearest(text_view_of(id), ids, count);
    if (nearest != (size_t)-1) cli_suggestion(arguments->language, ids[nearest], suggestion);
    bool is_label = label->result == DOC_LABEL_UNKNOWN;
    cli_say(stderr, arguments->language, CLI_NO_SUCH_ID, id, is_label ? "" : suggestion);
    if (label->nearest_count > 0 && (is_label || nearest == (size_t)-1))
        say_nearest_clauses(arguments, set, arena, label);
    return CLI_EXIT_TROUBLE;
}

static enum cli_exit explain_all(const struct cli_arguments *arguments, const struct rule_set *set, struct arena *arena,
                                 struct buf *out)
{
    for (size_t i = 0; i < arguments->path_count; i++) {
        const char *asked = arguments->paths[i];
        struct doc_label label = {.nearest_count = 0};
        if (!read_label(arguments, set, arena, asked, &label)) return CLI_EXIT_TROUBLE;
        struct text_view id = label.result == DOC_LABEL_OK ? set->clauses[label.clause].label : text_view_of(asked);
        if (!report_describe(out, cli_text_language(arguments), set, id) && out->status == STATUS_OK)
            return say_unknown(arguments, set, arena, asked, &label);
    }
    return cli_print(out, arguments->language) ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

enum cli_exit cli_explain(const struct cli_arguments *arguments)
{
    struct buf out;
    struct arena *arena;
    struct rule_set *set;
    if (arguments->path_count == 0) {
        cli_say(stderr, arguments->language, CLI_USAGE_OF, "explain ID", NULL);
        return CLI_EXIT_TROUBLE;
    }
    arena = arena_new();
    if (!arena) return say_no_memory(arguments);
    set = cli_pack_load(arguments);
    buf_init(&out);
    enum cli_exit exit = set ? explain_all(arguments, set, arena, &out) : CLI_EXIT_TROUBLE;
    buf_clear(&out);
    rule_set_free(set);
    arena_free(arena);
    return exit;
}
