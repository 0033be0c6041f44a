/* `juten rules coverage`: every sentence of the guideline's register with the criteria that answer it. Exit 1 when one
 * that asks for something has none. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "text/printable.h"

/* Appends the ids of the criteria whose source names the sentence; how many there are. */
static size_t add_criteria(struct buf *out, const struct rule_set *set, uint32_t clause, struct text_view at)
{
    size_t found = 0;
    for (size_t i = 0; i < set->criterion_count; i++) {
        const struct rule_criterion *criterion = &set->criteria[i];
        for (size_t s = 0; criterion->clause == clause && s < criterion->source_count; s++) {
            if (!text_view_equal(criterion->source[s], at)) continue;
            buf_add_string(out, found++ > 0 ? " " : "");
            text_print(out, criterion->id);
        }
    }
    return found;
}

static bool add_sentence(struct buf *out, const struct rule_set *set, uint32_t clause,
                         const struct rule_sentence *sentence, enum text_language language)
{
    text_print(out, set->clauses[clause].label);
    buf_add_char(out, '\t');
    text_print(out, sentence->at);
    buf_add_char(out, '\t');
    buf_add_string(out, rule_sentence_kind_name(sentence->kind));
    buf_add_char(out, '\t');
    size_t found = add_criteria(out, set, clause, sentence->at);
    bool missing = sentence->kind == RULE_ASKS && found == 0;
    buf_add_string(out, missing ? "-\t" : "\t");
    text_print(out, sentence->gist.in[language]);
    buf_add_char(out, '\n');
    return !missing;
}

enum cli_exit cli_rules_coverage(const struct cli_arguments *arguments)
{
    struct rule_set *set = cli_pack_load(arguments);
    struct buf out;
    size_t sentences = 0, missing = 0;
    char counts[2][24];
    if (!set) return CLI_EXIT_TROUBLE;
    buf_init(&out);
    for (uint32_t c = 0; c < set->clause_count; c++)
        for (size_t i = 0; i < set->clauses[c].sentence_count; i++, sentences++)
            missing += !add_sentence(&out, set, c, &set->clauses[c].sentences[i], cli_text_language(arguments));
    snprintf(counts[0], sizeof counts[0], "%zu", sentences);
    snprintf(counts[1], sizeof counts[1], "%zu", missing);
    bool written = cli_print(&out, arguments->language);
    cli_say(stdout, arguments->language, CLI_COVERAGE_DONE, counts[0], counts[1]);
    buf_clear(&out);
    rule_set_free(set);
    if (!written || !cli_flush(arguments->language)) return CLI_EXIT_TROUBLE;
    return missing > 0 ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
}
