#include "report/json_part.h"

void report_json_int(struct json_writer *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_add_int(json, value);
}

void report_json_view(struct json_writer *json, const char *key, struct text_view view)
{
    json_key(json, key);
    json_add_string(json, view.at ? view.at : "", view.len);
}

const char *report_json_category(enum doc_category category)
{
    static const char *const names[] = {[DOC_CATEGORY_NONE] = NULL,
                                        [DOC_CATEGORY_NEW] = "new",
                                        [DOC_CATEGORY_CONTINUING] = "continuing",
                                        [DOC_CATEGORY_EXPANDED] = "expanded"};
    return names[category];
}

const char *report_json_amount_kind(enum doc_amount_kind kind)
{
    static const char *const names[] = {
        [DOC_AMOUNT_ABSENT] = NULL,           [DOC_AMOUNT_WRONG] = NULL,
        [DOC_AMOUNT_FIGURE] = "figure",       [DOC_AMOUNT_NONE] = "none",
        [DOC_AMOUNT_ITEM_ONLY] = "item_only", [DOC_AMOUNT_ELSEWHERE] = "elsewhere",
        [DOC_AMOUNT_PART_OF] = "part_of",
    };
    return names[kind];
}
