/* Clause labels by the newest pack's grammar: they name clauses that are there, and a clause's own label names it. */
#include "support/fuzzing.h"

#include "doc/label.h"

static void check(const struct doc_label_table *table, const struct doc_label *label)
{
    size_t count = doc_label_count(table);
    bool named = label->result == DOC_LABEL_OK || label->result == DOC_LABEL_HEADING || label->result == DOC_LABEL_ITEM;
    fuzz_require(!named || label->clause < count, "a label names a clause that is there");
    fuzz_require(label->result != DOC_LABEL_HEADING || (label->other < count && label->other != label->clause),
                 "a heading belongs to another clause");
    fuzz_require(label->nearest_count <= DOC_LABEL_NEAREST, "few are near");
    for (size_t i = 0; i < label->nearest_count; i++)
        fuzz_require(label->nearest[i] < count, "what is near is there");
    if (label->result == DOC_LABEL_OK)
        fuzz_require(label->item <= doc_label_clause(table, label->clause)->item_count, "an item is of its clause");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct doc_label_table *table = fuzz_rules()->labels;
    struct arena *arena = arena_new();
    struct doc_label label, again;
    enum status status = doc_label_parse(table, arena, fuzz_text(bytes, len), &label);
    fuzz_require(status == STATUS_OK, "a label is read");
    check(table, &label);
    if (label.result == DOC_LABEL_OK) {
        status = doc_label_parse(table, arena, doc_label_clause(table, label.clause)->label, &again);
        fuzz_require(status == STATUS_OK && again.result == DOC_LABEL_OK && again.clause == label.clause,
                     "a clause's own label names it");
    }
    arena_free(arena);
    return 0;
}
