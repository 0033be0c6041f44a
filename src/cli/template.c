#include "cli/template.h"

#include "cli/message.h"
#include "doc/amount.h"
#include "review/record.h"

#include <stdio.h>

#define UNIT_YEN 1000000 /* of bare numbers: what budget tables are mostly in */

/* What the template shows with something in it; the rest is only named. */
static const enum doc_field file_fields[] = {DOC_FIELD_MINISTRY, DOC_FIELD_FISCAL_YEAR, DOC_FIELD_UNIT,
                                             DOC_FIELD_REQUESTS};
static const enum doc_field request_fields[] = {DOC_FIELD_ID,        DOC_FIELD_TITLE,    DOC_FIELD_CATEGORY,
                                                DOC_FIELD_AMOUNT,    DOC_FIELD_PREVIOUS, DOC_FIELD_SUMMARY,
                                                DOC_FIELD_PRIORITIES};
static const enum doc_field claim_fields[] = {DOC_FIELD_AREA, DOC_FIELD_JUSTIFICATION};
#define COUNT(fields) (sizeof(fields) / sizeof *(fields))

/* ---- the submission */

static struct text_view category_of(const struct cli_template *template, enum doc_category category)
{
    struct text_view label = template->rules->words.category_labels[category];
    return template->text_language == TEXT_JA && label.len > 0 ? label : text_view_of(review_category_name(category));
}

/* NULL bytes when memory is out. */
static struct text_view year_of(const struct cli_template *template)
{
    char digits[16];
    int len = snprintf(digits, sizeof digits, "%d", rule_set_last_year(template->rules));
    const char *kept = arena_copy(template->arena, digits, (size_t)len);
    return (struct text_view){kept, kept ? (size_t)len : 0};
}

static struct text_view value_of(const struct cli_template *template, enum doc_field field)
{
    if (field == DOC_FIELD_FISCAL_YEAR && rule_set_last_year(template->rules) > 0) return year_of(template);
    if (field == DOC_FIELD_UNIT) return doc_amount_unit_word(UNIT_YEN);
    if (field == DOC_FIELD_CATEGORY) return category_of(template, DOC_CATEGORY_NEW);
    return text_view_of(cli_wording(template->language, CLI_PLACEHOLDER));
}

static enum status make(const struct cli_template *template, const enum doc_field *fields, size_t count,
                        struct doc_written *out_written)
{
    struct doc_written_member *members = arena_alloc(template->arena, count * sizeof *members);
    if (!members) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        struct text_view value = value_of(template, fields[i]);
        if (!value.at) return STATUS_NO_MEMORY;
        members[i] = (struct doc_written_member){.field = fields[i], .quoted = true, .text = value};
    }
    *out_written = (struct doc_written){.members = members, .count = count};
    return STATUS_OK;
}

/* Makes the last field, a list, hold the one item. */
static void nest(const struct doc_written *from, const struct doc_written *item)
{
    struct doc_written_member *last = (struct doc_written_member *)&from->members[from->count - 1]; /* made by make */
    *last = (struct doc_written_member){.field = last->field, .list = true, .items = item, .count = 1};
}

static enum status make_submission(struct cli_template *template)
{
    struct doc_written *parts = arena_alloc(template->arena, 3 * sizeof *parts);
    if (!parts) return STATUS_NO_MEMORY;
    enum status status = make(template, file_fields, COUNT(file_fields), &parts[0]);
    if (status == STATUS_OK) status = make(template, request_fields, COUNT(request_fields), &parts[1]);
    if (status == STATUS_OK) status = make(template, claim_fields, COUNT(claim_fields), &parts[2]);
    if (status != STATUS_OK) return status;
    nest(&parts[0], &parts[1]);
    nest(&parts[1], &parts[2]);
    template->set = (struct doc_written_set){parts, 1};
    return STATUS_OK;
}

/* ---- what may be chosen */

enum { MINISTRIES, CATEGORIES, BOOLEANS, CLAUSES };

int cli_template_list_of(enum doc_field field)
{
    if (field == DOC_FIELD_MINISTRY) return MINISTRIES;
    if (field == DOC_FIELD_AREA) return CLAUSES;
    if (doc_field_type(field) == DOC_TYPE_CATEGORY) return CATEGORIES;
    return doc_field_type(field) == DOC_TYPE_BOOLEAN ? BOOLEANS : -1;
}

/* "2(1)③ heading": label and heading together are read as the label. */
static enum status clause_name(const struct cli_template *template, const struct rule_clause *clause,
                               struct text_view *out)
{
    struct buf name;
    buf_init(&name);
    buf_add(&name, clause->label.at, clause->label.len);
    buf_add_char(&name, ' ');
    buf_add(&name, clause->heading.in[TEXT_JA].at, clause->heading.in[TEXT_JA].len);
    const char *kept = buf_status(&name) == STATUS_OK ? arena_copy(template->arena, name.bytes, name.len) : NULL;
    *out = (struct text_view){kept, name.len};
    buf_clear(&name);
    return kept ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status fill_clauses(const struct cli_template *template, struct text_view *items, size_t *out_count)
{
    const struct rule_set *rules = template->rules;
    enum status status = STATUS_OK;
    *out_count = 0;
    for (size_t i = 0; i < rules->clause_count && status == STATUS_OK; i++)
        if (rules->clauses[i].claimable) status = clause_name(template, &rules->clauses[i], &items[(*out_count)++]);
    return status;
}

static void fill_words(const struct cli_template *template, struct text_view *categories, struct text_view *booleans)
{
    static const char *const truths[] = {"no", "yes"};
    for (int i = DOC_CATEGORY_NEW; i < DOC_CATEGORIES; i++)
        categories[i - 1] = category_of(template, (enum doc_category)i);
    for (int i = 0; i < 2; i++) {
        struct text_view label = template->rules->words.boolean_labels[1 - i];
        bool own = template->text_language == TEXT_JA && label.len > 0;
        booleans[i] = own ? label : text_view_of(truths[1 - i]);
    }
}

enum status cli_template_make(struct cli_template *template)
{
    static const enum cli_message titles[] = {CLI_INIT_MINISTRIES, CLI_INIT_CATEGORIES, CLI_INIT_BOOLEANS,
                                              CLI_INIT_CLAUSES};
    const struct rule_set *rules = template->rules;
    const size_t counts[] = {rules->words.ministry_count, DOC_CATEGORIES - 1, 2, rules->clause_count};
    struct text_view *items[CLI_TEMPLATE_LISTS];
    for (int i = 0; i < CLI_TEMPLATE_LISTS; i++) {
        items[i] = arena_alloc(template->arena, (counts[i] + 1) * sizeof **items);
        if (!items[i]) return STATUS_NO_MEMORY;
        template->lists[i] =
            (struct cli_template_list){cli_wording(template->language, titles[i]), items[i], counts[i]};
    }
    for (size_t i = 0; i < rules->words.ministry_count; i++) /* claims and headings are Japanese, so are names */
        items[MINISTRIES][i] = rules->words.ministries[i].name;
    fill_words(template, items[CATEGORIES], items[BOOLEANS]);
    enum status status = fill_clauses(template, items[CLAUSES], &template->lists[CLAUSES].count);
    return status == STATUS_OK ? make_submission(template) : status;
}
