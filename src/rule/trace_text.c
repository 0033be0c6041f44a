/* The text is cut as `rules print` cuts it, and each side is looked up on the other by its print. */
#include "rule/prints.h"
#include "rule/trace.h"
#include "text/character.h"
#include "text/mark.h"
#include "text/utf8.h"

#define HEADING_LENGTH 40 /* code points; as for text/sentence.c, a longer numbered line is an item */
#define SHOWN_LENGTH   40 /* code points of a sentence, in a message */
#define DOTS           "..."

static const struct text_view nothing;

struct comparing {
    const struct rule_set *set;
    const struct text_source *source;
    struct text_diagnostics *to;
    struct arena *scratch;
    struct text_ranges sentences; /* of the text after its BOM */
    struct text_view text;
    size_t start;
    struct text_view *prints; /* by sentence */
    enum status status;
};

static void print_sentence(struct comparing *in, size_t index)
{
    struct text_folded folded;
    struct text_range range = in->sentences.items[index];
    in->status =
        text_fold(in->set->words.folder, in->scratch, text_view_part(in->text, range.begin, range.end), &folded);
    if (in->status != STATUS_OK) return;
    char print[RULE_PRINT_DIGITS + 1];
    rule_print_of(folded.text, print);
    char *copy = arena_copy(in->to->arena, print, RULE_PRINT_DIGITS);
    if (!copy) in->status = STATUS_NO_MEMORY;
    in->prints[index] = (struct text_view){copy, copy ? RULE_PRINT_DIGITS : 0};
}

static void cut(struct comparing *in)
{
    in->status = text_sentences(in->scratch, in->text, TEXT_SENTENCE_EXTRACT, &in->sentences);
    if (in->status != STATUS_OK) return;
    in->prints = arena_alloc(in->scratch, (in->sentences.count + 1) * sizeof *in->prints);
    if (!in->prints) in->status = STATUS_NO_MEMORY;
    for (size_t i = 0; i < in->sentences.count && in->status == STATUS_OK; i++)
        print_sentence(in, i);
}

/* ---- what the text lacks */

static bool stands_in_text(const struct comparing *in, struct text_view print)
{
    for (size_t i = 0; i < in->sentences.count; i++)
        if (text_view_equal(in->prints[i], print)) return true;
    return false;
}

static void find_gone(struct comparing *in)
{
    for (size_t c = 0; c < in->set->clause_count; c++) {
        const struct rule_clause *clause = &in->set->clauses[c];
        for (size_t i = 0; i < clause->sentence_count; i++)
            if (!stands_in_text(in, clause->sentences[i].print))
                text_diagnostics_add(in->to, DIAGNOSTIC_TRACE_GONE, NULL, clause->sentences[i].span, clause->label,
                                     clause->sentences[i].at, clause->sentences[i].print);
    }
}

/* ---- what the register lacks */

static bool is_registered(const struct rule_set *set, struct text_view print)
{
    for (size_t c = 0; c < set->clause_count; c++)
        for (size_t i = 0; i < set->clauses[c].sentence_count; i++)
            if (text_view_equal(set->clauses[c].sentences[i].print, print)) return true;
    return false;
}

static bool ends_sentence(struct text_view text)
{
    uint32_t last = 0;
    if (text.len == 0) return false;
    size_t at = text_utf8_previous(text, text.len);
    text_utf8_decode(text_view_part(text, at, text.len), &last);
    return text_is_sentence_end(last);
}

/* The wording of a title: one that the pack knows, whatever stands around it. */
static bool holds_title(struct comparing *in, struct text_view text)
{
    struct text_folded sentence, title;
    struct text_view wanted = in->set->info.title.in[TEXT_JA];
    if (in->status == STATUS_OK) in->status = text_fold(in->set->words.folder, in->scratch, text, &sentence);
    if (in->status == STATUS_OK) in->status = text_fold(in->set->words.folder, in->scratch, wanted, &title);
    return in->status == STATUS_OK && text_view_equal(sentence.text, title.text);
}

static bool is_label(struct comparing *in, struct text_view text)
{
    struct doc_label label;
    if (in->status == STATUS_OK) in->status = doc_label_parse(in->set->labels, in->scratch, text, &label);
    return in->status == STATUS_OK && label.result != DOC_LABEL_MALFORMED && label.result != DOC_LABEL_ITEM;
}

/* A label as the guideline builds them with a heading: of a clause that the register has, or, before a blank, of any
 * other, which heads a group of clauses. */
static bool is_numbered(struct comparing *in, struct text_view text)
{
    size_t end = 0;
    uint32_t point = 0;
    if (!in->set->labels || text_utf8_count(text) > HEADING_LENGTH) return false;
    for (size_t len = 0; end < text.len; end += len) {
        len = text_utf8_decode(text_view_part(text, end, text.len), &point);
        if (text_is_blank(point)) break;
    }
    return is_label(in, text) || (end < text.len && is_label(in, text_view_part(text, 0, end)));
}

static bool is_heading(struct comparing *in, struct text_view text)
{
    return !ends_sentence(text) && (text_mark_is_title(text) || holds_title(in, text) || is_numbered(in, text));
}

/* The beginning of a sentence, for a message. */
static struct text_view shown(struct comparing *in, struct text_view text)
{
    size_t end = 0;
    uint32_t point;
    for (size_t points = 0; end < text.len && points < SHOWN_LENGTH; points++)
        end += text_utf8_decode(text_view_part(text, end, text.len), &point);
    if (end == text.len) return text;
    char *copy = arena_alloc(in->to->arena, end + sizeof DOTS);
    if (!copy) {
        in->status = STATUS_NO_MEMORY;
        return nothing;
    }
    memcpy(copy, text.at, end);
    memcpy(copy + end, DOTS, sizeof DOTS);
    return (struct text_view){copy, end + sizeof DOTS - 1};
}

static void find_unregistered(struct comparing *in)
{
    for (size_t i = 0; i < in->sentences.count && in->status == STATUS_OK; i++) {
        struct text_range range = in->sentences.items[i];
        struct text_view sentence = text_view_part(in->text, range.begin, range.end);
        if (is_registered(in->set, in->prints[i]) || is_heading(in, sentence)) continue;
        struct text_span span = {in->source, (uint32_t)(in->start + range.begin), (uint32_t)(in->start + range.end)};
        text_diagnostics_add(in->to, DIAGNOSTIC_TRACE_UNREGISTERED, NULL, span, shown(in, sentence), in->prints[i],
                             nothing);
    }
}

enum status rule_trace_text(const struct rule_set *set, const struct text_source *text,
                            struct text_diagnostics *diagnostics)
{
    struct text_view bytes = text_source_bytes(text);
    struct comparing in = {.set = set, .source = text, .to = diagnostics, .scratch = arena_new()};
    if (!in.scratch) return STATUS_NO_MEMORY;
    in.start = text_source_start(text);
    in.text = text_view_part(bytes, in.start, bytes.len);
    cut(&in);
    if (in.status == STATUS_OK) find_gone(&in);
    if (in.status == STATUS_OK) find_unregistered(&in);
    arena_free(in.scratch);
    return in.status != STATUS_OK ? in.status : diagnostics->status;
}
