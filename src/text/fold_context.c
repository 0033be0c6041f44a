#include "text/fold_context.h"

#include "text/decode.h"
#include "text/utf8.h"

#include <string.h>

#define LONG_MARK         0x30FCu
#define LONG_MARK_LEN     3
#define LETTERS_THAT_STAY 3 /* JIS Z 8301: words of three letters and more lose the final long-vowel mark */

void text_fold_context_begin(struct text_fold_context *context, const struct text_fold_classes *classes,
                             struct arena *arena, size_t expected)
{
    *context = (struct text_fold_context){.classes = classes, .previous = FOLD_BLANK};
    text_fold_out_begin(&context->out, arena, expected);
}

static bool is_katakana(enum text_fold_class kind)
{
    return kind == FOLD_KATAKANA || kind == FOLD_LONG || kind == FOLD_VOICE;
}

static bool is_japanese(enum text_fold_class kind)
{
    return kind == FOLD_HAN || kind == FOLD_HIRAGANA || kind == FOLD_KATAKANA || kind == FOLD_LONG;
}

static bool is_word(enum text_fold_class kind)
{
    return kind == FOLD_WORD || kind == FOLD_CAPITAL;
}

/* Class of the folded character that ends at `at` > 0; *out_begin is where it begins. */
static enum text_fold_class class_before(const struct text_fold_context *context, size_t at, size_t *out_begin)
{
    size_t len = 0;
    *out_begin = text_decode_before(context->out.bytes, at);
    return text_fold_class_of(context->classes, text_decode(context->out.bytes + *out_begin, &len));
}

static bool has_letters(const struct text_fold_context *context, size_t end)
{
    for (int letters = 0; letters < LETTERS_THAT_STAY; letters++) {
        if (end == 0 || !is_katakana(class_before(context, end, &end))) return false;
    }
    return true;
}

/* A run of katakana has ended: takes its final long-vowel marks away. */
static void end_katakana(struct text_fold_context *context)
{
    if (context->previous != FOLD_LONG || context->out.status != STATUS_OK) return;
    size_t end = context->out.len, begin = end;
    enum text_fold_class kind = FOLD_LONG;
    while (kind == FOLD_LONG && begin > 0) {
        end = begin;
        kind = class_before(context, end, &begin);
    }
    if (kind == FOLD_LONG || !has_letters(context, end)) return;
    text_fold_out_shorten(&context->out, end);
    context->previous = kind;
}

static bool gap_closes(const struct text_fold_context *context, enum text_fold_class next)
{
    enum text_fold_class previous = context->previous;
    if (context->breaks == 1) return is_japanese(previous) && is_japanese(next);
    return context->breaks == 0 &&
           ((is_japanese(previous) && is_word(next)) || (is_word(previous) && is_japanese(next)));
}

static void end_gap(struct text_fold_context *context, enum text_fold_class next)
{
    if (gap_closes(context, next)) {
        text_fold_out_drop(&context->out, context->gap_end);
    } else {
        static const char *const gaps[] = {" ", "\n", "\n\n"};
        end_katakana(context);
        size_t len = context->breaks > 0 ? context->breaks : 1;
        text_fold_out_add(&context->out, gaps[context->breaks], len, context->gap_end, len == 1);
        context->previous = FOLD_BLANK;
    }
    context->in_gap = false;
    context->breaks = 0;
}

/* Settles what stands before a character of class `next`. A mark keeps the long-vowel mark before it, which keeps it
 * from the kana: without, the two might compose. */
static void meet(struct text_fold_context *context, enum text_fold_class next)
{
    if (!is_katakana(next) && next != FOLD_MARK) end_katakana(context);
    if (context->in_gap) end_gap(context, next);
}

void text_fold_blank(struct text_fold_context *context, uint32_t source_end, bool is_break)
{
    context->in_gap = true;
    context->gap_end = source_end;
    if (is_break && context->breaks < 2) context->breaks++;
}

void text_fold_skip(struct text_fold_context *context, uint32_t source_end)
{
    if (context->in_gap) context->gap_end = source_end;
    else text_fold_out_drop(&context->out, source_end);
}

/* What a dash or long-vowel mark is here. A mark on the next line goes on with the word of this one; one after a blank
 * does not. */
static uint32_t settle_dash(const struct text_fold_context *context, enum text_fold_class kind)
{
    bool after_kana = is_katakana(context->previous) || (kind == FOLD_LONG && context->previous == FOLD_HIRAGANA);
    bool touches = !context->in_gap || (kind == FOLD_LONG && gap_closes(context, FOLD_LONG));
    return after_kana && touches ? LONG_MARK : '-';
}

void text_fold_push(struct text_fold_context *context, uint32_t point, uint32_t source_end, bool plain)
{
    enum text_fold_class kind = text_fold_class_of(context->classes, point);
    if (kind == FOLD_BLANK || kind == FOLD_BREAK) {
        text_fold_blank(context, source_end, kind == FOLD_BREAK);
        return;
    }
    if (kind == FOLD_DASH || kind == FOLD_LONG) {
        point = settle_dash(context, kind);
        kind = point == LONG_MARK ? FOLD_LONG : FOLD_DASH;
    }
    char bytes[4];
    size_t len = text_utf8_encode(point, bytes);
    meet(context, kind);
    text_fold_out_add(&context->out, bytes, len, source_end, plain);
    context->previous = kind;
}

static void lower_capitals(char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] >= 'A' && bytes[i] <= 'Z') bytes[i] = (char)(bytes[i] + ('a' - 'A'));
    }
}

void text_fold_copy(struct text_fold_context *context, struct text_view bytes, uint32_t source_end,
                    enum text_fold_class first, enum text_fold_class last)
{
    meet(context, first);
    struct text_fold_out *out = &context->out;
    size_t begin = out->len, first_len = 0;
    if (source_end - out->source_end > bytes.len) { /* something was dropped at the very start */
        text_decode(bytes.at, &first_len);
        text_fold_out_add(out, bytes.at, first_len, source_end - (uint32_t)(bytes.len - first_len), false);
    }
    if (first_len < bytes.len) text_fold_out_add(out, bytes.at + first_len, bytes.len - first_len, source_end, true);
    if (out->status == STATUS_OK) lower_capitals(out->bytes + begin, out->len - begin);
    context->previous = last;
}

enum status text_fold_context_end(struct text_fold_context *context, struct text_folded *out_folded)
{
    meet(context, FOLD_OTHER);
    return text_fold_out_end(&context->out, out_folded);
}
