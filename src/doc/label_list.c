/* doc/label - whether a field names more clauses than one.
 *
 *     2(1)①、2(1)②    2(1)① 森林の保全／2(1)②    2(1)①、③    2(1)①③
 *
 * Each part between marks must be a clause that the guideline has; behind one, a numeral of the last level's kind
 * stands for the clause beside it. */
#include "doc/label_part.h"

#define LISTED_MOST 32 /* clauses in one field that are looked at */

static const struct {
    const char *mark;
    bool loose;
} list_marks[] = {
#define LABEL_LIST_MARK(mark, loose) {mark, loose},
#include "doc/label.def"
};

struct list {
    const struct doc_label_table *table;
    struct arena *arena;
    bool loose;   /* by marks too that headings may have: then each part must have its number */
    size_t last;  /* the clause of the last part that had one of its own */
    size_t count; /* clauses found so far */
    enum status status;
};

static size_t mark_at(struct text_view text, size_t at, bool loose)
{
    struct text_view rest = text_view_part(text, at, text.len);
    for (size_t i = 0; i < sizeof list_marks / sizeof *list_marks; i++)
        if (list_marks[i].loose <= loose && text_view_starts_with(rest, list_marks[i].mark))
            return strlen(list_marks[i].mark);
    return 0;
}

/* Length of the marks there that may part listed clauses; 0 when none does. */
static size_t marks_at(struct text_view text, size_t at, bool loose)
{
    size_t end = at;
    for (size_t len; end < text.len && (len = mark_at(text, end, loose)) > 0;)
        end += len;
    return end - at;
}

/* Whether the numeral stands for the neighbour of the clause: ③ behind 2(4)①. Plain numbers may be a level more. */
static bool is_neighbour(const struct list *list, const struct doc_label_token *token)
{
    const bool plain = token->kind == DOC_ARABIC || token->kind == DOC_KANJI;
    if (plain || list->last == DOC_LABEL_NOWHERE) return false;
    const struct doc_clause_name *clause = doc_label_clause(list->table, list->last);
    struct doc_label_numbers numbers = {.depth = clause->depth};
    memcpy(numbers.levels, clause->numbers, sizeof numbers.levels);
    const size_t level = clause->depth - 1;
    if (token->kind != list->table->grammar.levels[level].numeral) return false;
    numbers.levels[level] = token->value;
    return doc_label_find(list->table, &numbers) != DOC_LABEL_NOWHERE;
}

static bool is_clause(struct list *list, struct text_view text)
{
    struct doc_label label = {.result = DOC_LABEL_MALFORMED};
    enum status status = doc_label_parse(list->table, list->arena, text, &label);
    if (status != STATUS_OK) list->status = status;
    if (label.result != DOC_LABEL_OK || (list->loose && label.written == 0)) return false;
    list->last = label.clause;
    list->count++;
    return true;
}

/* The first `own` numerals are a clause, or none of them; each further one is a neighbour of it. */
static bool is_clause_with_neighbours(struct list *list, struct text_view text, const struct doc_label_tokens *tokens,
                                      size_t own)
{
    if (tokens->count == 0 || tokens->items[tokens->count - 1].end < text.len) return false;
    if (own > 0 && !is_clause(list, text_view_part(text, 0, tokens->items[own - 1].end))) return false;
    for (size_t i = own; i < tokens->count; i++)
        if (!is_neighbour(list, &tokens->items[i])) return false;
    list->count += tokens->count - own;
    return true;
}

/* One clause, or one with numerals behind it that stand for its neighbours, or such numerals alone. */
static bool is_part(struct list *list, struct text_view text)
{
    struct doc_label_tokens tokens;
    doc_label_cut(&list->table->grammar, text, &tokens);
    if (is_clause_with_neighbours(list, text, &tokens, 0) || is_clause(list, text)) return true;
    for (size_t own = tokens.count; own-- > 1;) {
        const size_t count = list->count;
        if (is_clause_with_neighbours(list, text, &tokens, own)) return true;
        list->count = count;
    }
    return false;
}

/* Whether the text is parts with marks between them, two clauses or more in all. */
static bool is_parted(struct list *list, struct text_view text)
{
    size_t begin = 0;
    for (size_t at = 0; at <= text.len; at++) {
        size_t marks = marks_at(text, at, list->loose);
        if (marks == 0 && at < text.len) continue;
        struct text_view part = text_view_trim(text_view_part(text, begin, at));
        if (list->count >= LISTED_MOST || !is_part(list, part)) return false;
        begin = at + marks;
        if (marks > 0) at = begin - 1;
    }
    return list->count > 1;
}

enum status doc_label_lists(const struct doc_label_table *table, struct arena *arena, struct text_view text,
                            bool *out_several)
{
    struct list list = {.table = table, .arena = arena, .last = DOC_LABEL_NOWHERE, .status = STATUS_OK};
    *out_several = is_parted(&list, text);
    if (*out_several || list.status != STATUS_OK) return list.status;
    list = (struct list){.table = table, .arena = arena, .loose = true, .last = DOC_LABEL_NOWHERE};
    *out_several = is_parted(&list, text);
    return list.status;
}
