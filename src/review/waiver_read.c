/* Reading a file of waivers. A key says who may be excused from what, so nothing is guessed. */
#include "base/date.h"
#include "doc/input.h"
#include "doc/strict.h"
#include "review/names.h"
#include "review/waiver.h"

#include <string.h>

#define FORMAT             "juten-waivers/1"
#define FINGERPRINT_DIGITS 32
#define SHA256_DIGITS      64
#define YEAR_LEAST         1
#define YEAR_MOST          9999

static const struct text_view none = {"", 0};

static const struct doc_strict_codes codes = {.documents = DIAGNOSTIC_WAIVERS_DOCUMENTS,
                                              .format = DIAGNOSTIC_WAIVERS_FORMAT,
                                              .mapping = DIAGNOSTIC_WAIVERS_MAPPING,
                                              .text = DIAGNOSTIC_WAIVERS_TEXT,
                                              .list = DIAGNOSTIC_WAIVERS_LIST,
                                              .key = DIAGNOSTIC_WAIVERS_KEY,
                                              .key_near = DIAGNOSTIC_WAIVERS_KEY_NEAR,
                                              .required = DIAGNOSTIC_WAIVERS_REQUIRED};

enum {
    FINGERPRINT,
    TEXT_SHA256,
    RULE,
    MINISTRY,
    FISCAL_YEAR,
    REQUEST,
    AREA,
    OVER_SET,
    STATE,
    REASON,
    BY,
    DATE,
    UNTIL,
    KEYS
};
static const struct text_view keys[KEYS] = {[FINGERPRINT] = {"fingerprint", 11},
                                            [TEXT_SHA256] = {"text_sha256", 11},
                                            [RULE] = {"rule", 4},
                                            [MINISTRY] = {"ministry", 8},
                                            [FISCAL_YEAR] = {"fiscal_year", 11},
                                            [REQUEST] = {"request", 7},
                                            [AREA] = {"area", 4},
                                            [OVER_SET] = {"over_set", 8},
                                            [STATE] = {"state", 5},
                                            [REASON] = {"reason", 6},
                                            [BY] = {"by", 2},
                                            [DATE] = {"date", 4},
                                            [UNTIL] = {"until", 5}};

/* ---- values */

static struct text_view text_at(struct doc_strict *it, const struct doc_node *node)
{
    struct text_view text = none;
    if (node) (void)doc_strict_text(it, node, &text);
    return text;
}

static bool is_hash(struct text_view text, size_t digits)
{
    if (text.len != digits) return false;
    for (size_t i = 0; i < digits; i++)
        if (!memchr("0123456789abcdef", text.at[i], 16)) return false;
    return true;
}

static struct text_view hash_at(struct doc_strict *it, const struct doc_node *node, size_t digits)
{
    struct text_view text = text_at(it, node);
    struct text_view wanted = text_view_of(digits == SHA256_DIGITS ? "64" : "32");
    if (text.len > 0 && !is_hash(text, digits)) doc_strict_fault(it, DIAGNOSTIC_WAIVERS_HASH, node, text, wanted);
    return text;
}

static struct text_view date_at(struct doc_strict *it, const struct doc_node *node)
{
    struct text_view text = text_at(it, node);
    char date[DATE_LEN + 1] = "";
    if (text.len == DATE_LEN) memcpy(date, text.at, DATE_LEN);
    if (node && text.len > 0 && !date_is_valid(date)) doc_strict_fault(it, DIAGNOSTIC_WAIVERS_DATE, node, text, none);
    return text;
}

static int year_at(struct doc_strict *it, const struct doc_node *node)
{
    struct text_view text = text_at(it, node);
    int year = 0;
    for (size_t i = 0; i < text.len && i < 5; i++)
        year = text.at[i] >= '0' && text.at[i] <= '9' && year >= 0 ? 10 * year + text.at[i] - '0' : -1;
    if (text.len == 0 || (year >= YEAR_LEAST && year <= YEAR_MOST)) return year;
    text_diagnostics_add(it->diagnostics, DIAGNOSTIC_WAIVERS_VALUE, NULL, node->span, keys[FISCAL_YEAR], text,
                         text_view_of("YYYY"));
    return 0;
}

static bool truth_at(struct doc_strict *it, const struct doc_node *node)
{
    struct text_view text = text_at(it, node);
    bool yes = text_view_equal(text, text_view_of("true"));
    if (text.len > 0 && !yes && !text_view_equal(text, text_view_of("false")))
        text_diagnostics_add(it->diagnostics, DIAGNOSTIC_WAIVERS_VALUE, NULL, node->span, keys[OVER_SET], text,
                             text_view_of("true, false"));
    return yes;
}

static enum review_waiver_state state_at(struct doc_strict *it, const struct doc_node *node)
{
    struct text_view text = text_at(it, node);
    for (int i = 0; i < REVIEW_WAIVER_STATES; i++)
        if (text_view_equal(text, text_view_of(review_waiver_state_at(i)))) return (enum review_waiver_state)i;
    if (text.len > 0)
        doc_strict_fault(it, DIAGNOSTIC_WAIVERS_STATE, node, text,
                         text_view_of("open, investigating, approved, rejected, closed"));
    return REVIEW_WAIVER_OPEN;
}

/* ---- entries */

static void require(struct doc_strict *it, const struct doc_node *node, const struct doc_node **values, int key)
{
    if (!values[key]) doc_strict_fault(it, DIAGNOSTIC_WAIVERS_REQUIRED, node, keys[key], none);
}

static void read_waiver(struct doc_strict *it, const struct doc_node *node, struct review_waiver *waiver)
{
    const struct doc_node *values[KEYS];
    if (!doc_strict_keys(it, node, keys, KEYS, values)) return;
    require(it, node, values, FINGERPRINT);
    require(it, node, values, STATE);
    require(it, node, values, REASON);
    if (node->count == 0) return;
    *waiver = (struct review_waiver){.fingerprint = hash_at(it, values[FINGERPRINT], FINGERPRINT_DIGITS),
                                     .text_sha256 = hash_at(it, values[TEXT_SHA256], SHA256_DIGITS),
                                     .rule = text_at(it, values[RULE]),
                                     .ministry = text_at(it, values[MINISTRY]),
                                     .year = year_at(it, values[FISCAL_YEAR]),
                                     .request = text_at(it, values[REQUEST]),
                                     .area = text_at(it, values[AREA]),
                                     .over_set = truth_at(it, values[OVER_SET]),
                                     .state = state_at(it, values[STATE]),
                                     .reason = text_at(it, values[REASON]),
                                     .by = text_at(it, values[BY]),
                                     .date = date_at(it, values[DATE]),
                                     .until = date_at(it, values[UNTIL]),
                                     .span = node->span};
    waiver->span.end = node->members[node->count - 1].value->span.end; /* not where YAML says: behind comments */
    if (values[REASON] && values[REASON]->quoted && waiver->reason.len == 0)
        doc_strict_fault(it, DIAGNOSTIC_WAIVERS_REASON, values[REASON], none, none);
}

static void read_list(struct doc_strict *it, const struct doc_node *list, struct review_waivers *waivers)
{
    if (list->kind == DOC_SCALAR && doc_node_is_empty(list)) return; /* none are left */
    if (list->kind != DOC_SEQUENCE) {
        doc_strict_fault(it, DIAGNOSTIC_WAIVERS_LIST, list, none, none);
        return;
    }
    for (size_t i = 0; i < list->count && it->status == STATUS_OK; i++) {
        struct review_waiver *items =
            arena_grow(waivers->arena, waivers->items, waivers->count, &waivers->capacity, sizeof *items);
        if (items) {
            waivers->items = items;
            read_waiver(it, list->members[i].value, &items[waivers->count++]);
        } else {
            it->status = STATUS_NO_MEMORY;
        }
    }
}

static enum status read_source(struct review_waivers *waivers, const struct text_source *source,
                               struct text_diagnostics *diagnostics)
{
    static const struct text_view members[] = {{"format", 6}, {"waivers", 7}};
    struct doc_strict it = {.arena = waivers->arena, .diagnostics = diagnostics, .codes = &codes};
    const struct doc_node *root, *values[2];
    size_t faults = diagnostics->count;
    enum status status = doc_strict_root(&it, source, &root);
    if (status != STATUS_OK) return status;
    if (doc_strict_keys(&it, root, members, 2, values)) {
        doc_strict_format(&it, root, values[0], FORMAT);
        if (values[1]) read_list(&it, values[1], waivers);
        else doc_strict_fault(&it, DIAGNOSTIC_WAIVERS_REQUIRED, root, members[1], none);
    }
    return doc_strict_end(&it, faults);
}

enum status review_waivers_read(struct review_waivers *waivers, const char *path, const char *stands_at,
                                struct text_diagnostics *diagnostics, struct review_waiver_file *out_file)
{
    struct doc_input input = {.path = path, .stands_at = stands_at, .format = DOC_FORMAT_YAML};
    size_t said = diagnostics->count;
    enum status status = doc_input_open(waivers->arena, &input, diagnostics, &out_file->source);
    if (status == STATUS_OK) status = read_source(waivers, out_file->source, diagnostics);
    out_file->bytes = input.bytes;
    for (size_t i = said; i < diagnostics->count; i++) { /* an empty file lacks what this one needs */
        enum diagnostic_code *code = &diagnostics->items[i].code;
        if (*code == DIAGNOSTIC_FILE_EMPTY || *code == DIAGNOSTIC_YAML_EMPTY) *code = DIAGNOSTIC_WAIVERS_EMPTY;
    }
    return status == STATUS_LIMIT ? STATUS_INVALID : status;
}
