/* `juten explain ID`: a rule, criterion, clause (by id or by its label in any notation) or concept. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "report/describe.h"
#include "text/nearest.h"

/* The label as the pack writes it, when `id` is a clause label in any notation; else the id itself. */
static struct text_view canonical(const struct rule_set *set, struct arena *arena, const char *id)
{
    struct doc_label label;
    if (doc_label_parse(set->labels, arena, text_view_of(id), &label) == STATUS_OK && label.result == DOC_LABEL_OK)
        return set->clauses[label.clause].label;
    return text_view_of(id);
}

/* Every id that can be asked for; NULL when memory is out. */
static struct text_view *all_ids(const struct rule_set *set, struct arena *arena, size_t *out_count)
{
    size_t most = set->clause_count + set->criterion_count + set->form_count + set->concept_count, count = 0;
    struct text_view *ids = arena_alloc(arena, (most + 1) * sizeof *ids);
    for (size_t i = 0; ids && i < set->clause_count; i++)
        ids[count++] = set->clauses[i].id;
    for (size_t i = 0; ids && i < set->criterion_count; i++)
        ids[count++] = set->criteria[i].id;
    for (size_t i = 0; ids && i < set->form_count; i++)
        ids[count++] = set->forms[i].id;
    for (size_t i = 0; ids && i < set->concept_count; i++)
        if (set->concepts[i].name.len > 0)
            ids[count++] = set->concepts[i].name;
    *out_count = count;
    return ids;
}

static enum cli_exit say_unknown(const struct cli_arguments *arguments, const struct rule_set *set,
                                 struct arena *arena, const char *id)
{
    char suggestion[CLI_SUGGESTION_ROOM] = "";
    size_t count;
    struct text_view *ids = all_ids(set, arena, &count);
    size_t nearest = ids ? text_nearest(text_view_of(id), ids, count) : (size_t)-1;
    if (nearest != (size_t)-1)
        cli_suggestion(arguments->language, ids[nearest], suggestion);
    cli_say(stderr, arguments->language, CLI_NO_SUCH_ID, id, suggestion);
    return CLI_EXIT_TROUBLE;
}

static enum cli_exit explain_all(const struct cli_arguments *arguments, const struct rule_set *set,
                                 struct arena *arena, struct buf *out)
{
    for (size_t i = 0; i < arguments->path_count; i++) {
        struct text_view id = canonical(set, arena, arguments->paths[i]);
        if (!report_describe(out, cli_text_language(arguments), set, id) && out->status == STATUS_OK)
            return say_unknown(arguments, set, arena, arguments->paths[i]);
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
    set = arena ? cli_pack_load(arguments) : NULL;
    buf_init(&out);
    enum cli_exit exit = set ? explain_all(arguments, set, arena, &out) : CLI_EXIT_TROUBLE;
    buf_clear(&out);
    rule_set_free(set);
    arena_free(arena);
    return exit;
}
