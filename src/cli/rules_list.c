/* `juten rules list`: every id that can be named, one a line: id, level or mode, words. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "report/wording.h"
#include "text/printable.h"

/* A message without its [[optional parts]]. */
static void add_words(struct buf *out, struct text_view words)
{
    size_t open, close;
    while ((open = text_view_find(words, text_view_of("[["), 0)) != (size_t)-1 &&
           (close = text_view_find(words, text_view_of("]]"), open)) != (size_t)-1) {
        text_print(out, text_view_part(words, 0, open));
        words = text_view_part(words, close + 2, words.len);
    }
    text_print(out, words);
}

static void add_line(struct buf *out, const char *indent, struct text_view id, const char *kind, struct text_view words)
{
    buf_add_string(out, indent);
    text_print(out, id);
    buf_add_char(out, '\t');
    buf_add_string(out, kind);
    buf_add_char(out, '\t');
    add_words(out, words);
    buf_add_char(out, '\n');
}

static void add_clause(struct buf *out, const struct rule_set *set, size_t index, enum text_language language)
{
    const struct rule_clause *clause = &set->clauses[index];
    text_print(out, clause->id);
    buf_add_char(out, '\t');
    text_print(out, clause->label);
    buf_add_char(out, '\t');
    text_print(out, clause->heading.in[language]);
    buf_add_char(out, '\n');
    for (size_t i = 0; i < set->criterion_count; i++)
        if (set->criteria[i].clause == index)
            add_line(out, "  ", set->criteria[i].id, set->criteria[i].mode == RULE_MODE_MUST ? "must" : "any",
                     set->criteria[i].asks.in[language]);
}

static void add_forms(struct buf *out, const struct rule_set *set, enum text_language language)
{
    for (size_t i = 0; i < set->form_count; i++) {
        const struct rule_case *first = &set->forms[i].cases[0];
        struct text_view words = first->message.in[language];
        for (size_t code = 0; first->messages && words.len == 0 && code < DOC_SAW_COUNT; code++)
            words = first->messages[code].in[language];
        add_line(out, "", set->forms[i].id, report_severity_name(set->forms[i].severity), words);
    }
}

enum cli_exit cli_rules_list(const struct cli_arguments *arguments)
{
    struct rule_set *set = cli_pack_load(arguments);
    struct buf out;
    enum text_language language = cli_text_language(arguments);
    if (!set) return CLI_EXIT_TROUBLE;
    buf_init(&out);
    for (size_t i = 0; i < set->clause_count; i++)
        add_clause(&out, set, i, language);
    add_forms(&out, set, language);
    bool written = cli_print(&out, arguments->language);
    buf_clear(&out);
    rule_set_free(set);
    return written ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}
