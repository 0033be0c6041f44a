/* cli/template - the submission that a template shows, and what may be chosen in it: all from the pack. */
#ifndef CLI_TEMPLATE_H
#define CLI_TEMPLATE_H

#include "doc/format.h"
#include "doc/write.h"
#include "rule/ruleset.h"

#define CLI_TEMPLATE_LISTS   4
#define CLI_TEMPLATE_FORMATS (1u << DOC_FORMAT_YAML | 1u << DOC_FORMAT_CSV | 1u << DOC_FORMAT_XLSX)

/* Values that a field's cells may be filled in from. */
struct cli_template_list {
    const char *title;
    const struct text_view *items;
    size_t count;
};

struct cli_template {
    struct arena *arena;
    const struct rule_set *rules;
    const char *language;
    enum text_language text_language;
    struct doc_written_set set;                         /* one submission with one request: placeholders */
    struct cli_template_list lists[CLI_TEMPLATE_LISTS]; /* ministries, categories, booleans, clauses */
};

/* Makes the submission and the lists; `arena`, `rules` and the languages are given. */
enum status cli_template_make(struct cli_template *template) MUST_CHECK;
/* Index of the list that a field's values come from, or -1. */
int cli_template_list_of(enum doc_field field);

/* The template as a grid: title, fields of the file, what each column wants, header, one request. Its choices refer to
 * the sheet with the lists. */
enum status cli_template_grid(const struct cli_template *template, struct doc_xlsx_page *out_page) MUST_CHECK;
/* The sheet with the lists. */
enum status cli_template_lists(const struct cli_template *template, struct doc_xlsx_page *out_page) MUST_CHECK;

#endif
