#include "support/folding.h"

#include "text/fold_private.h"
#include "text/utf8.h"

static const struct {
    const char *from, *to;
} spellings[] = {
    {"取り組み", "取組"},     {"取組み", "取組"},       {"手続き", "手続"},
    {"位置づけ", "位置付け"}, {"ウィルス", "ウイルス"}, {"インタフェース", "インターフェース"},
    {"更に", "さらに"},       {"受け入れ", "受入"},     {"受入れ", "受入"},
    {"打ち合わせ", "打合せ"}, {"サイバ・", "サイバー"}, {"アイ", "xキー"},
    {"web site", "ウェブ"},   {"か゛ん", "はー-"},      {"トルク", "回転力"},
    {"組みひも", "組紐"},
};
#define SPELLINGS (sizeof spellings / sizeof spellings[0])

struct text_folder *folding_plain_folder(struct arena *arena)
{
    struct text_folder *folder = NULL;
    size_t bad = 0;
    return text_folder_new(arena, NULL, 0, &folder, &bad) == STATUS_OK ? folder : NULL;
}

struct text_folder *folding_spelling_folder(struct arena *arena)
{
    struct text_spelling rules[SPELLINGS];
    for (size_t i = 0; i < SPELLINGS; i++) {
        rules[i] = (struct text_spelling){text_view_of(spellings[i].from), text_view_of(spellings[i].to)};
    }
    struct text_folder *folder = NULL;
    size_t bad = 0;
    return text_folder_new(arena, rules, SPELLINGS, &folder, &bad) == STATUS_OK ? folder : NULL;
}

static bool is_boundary(struct text_view text, size_t at)
{
    return at == text.len || ((unsigned char)text.at[at] & 0xC0) != 0x80;
}

static const char *cover_problem(const struct text_folded *folded, struct text_view source)
{
    uint32_t in_folded = 0, in_source = 0;
    if (folded->source_len != source.len) return "source_len is not the length of the source";
    if (folded->run_count == 0) return folded->text.len == 0 ? NULL : "text without a run";
    for (size_t i = 0; i < folded->run_count; i++) {
        const struct text_fold_run *run = &folded->runs[i];
        if (run->folded != in_folded || run->source != in_source) return "runs leave a hole";
        if (run->folded_len == 0 || run->source_len == 0) return "an empty run";
        if (!is_boundary(folded->text, run->folded) || !is_boundary(source, run->source))
            return "a run begins inside a character";
        in_folded += run->folded_len;
        in_source += run->source_len;
    }
    return in_folded == folded->text.len && in_source == source.len ? NULL : "runs do not cover both sides";
}

/* What context decides is left out of comparisons: dashes and long-vowel marks, blanks, line feeds. */
static bool next_solid(struct text_view text, size_t *at, uint32_t *out_point)
{
    while (*at < text.len) {
        *at += text_utf8_decode(text_view_part(text, *at, text.len), out_point);
        if (*out_point != '-' && *out_point != 0x30FC && *out_point != ' ' && *out_point != '\n') return true;
    }
    return false;
}

static bool is_solid_equal(struct text_view a, struct text_view b)
{
    size_t in_a = 0, in_b = 0;
    for (;;) {
        uint32_t point_a = 0, point_b = 0;
        bool more = next_solid(a, &in_a, &point_a);
        if (more != next_solid(b, &in_b, &point_b)) return false;
        if (!more) return true;
        if (point_a != point_b) return false;
    }
}

/* Whether the source stretch, folded alone, gives the folded stretch, but for what neighbours decide. */
static bool comes_from(const struct text_folder *folder, struct arena *arena, struct text_view source,
                       struct text_view folded)
{
    struct text_folded alone;
    if (text_view_equal(source, folded)) return true;
    return text_fold(folder, arena, source, &alone) == STATUS_OK && is_solid_equal(alone.text, folded);
}

static const char *plain_run_problem(const struct text_folder *folder, struct arena *arena, struct text_view source,
                                     struct text_view folded)
{
    if (source.len != folded.len) return "a plain run with two lengths";
    for (size_t at = 0, len = 0; at < source.len; at += len) {
        uint32_t from = 0, to = 0;
        len = text_utf8_decode(text_view_part(source, at, source.len), &from);
        if (len != text_utf8_decode(text_view_part(folded, at, folded.len), &to))
            return "a plain run with two ways to cut it";
        if (from != to &&
            !comes_from(folder, arena, text_view_part(source, at, at + len), text_view_part(folded, at, at + len)))
            return "a character of a plain run does not come from its source";
    }
    return NULL;
}

static const char *runs_problem(const struct text_folder *folder, struct arena *arena, struct text_view source,
                                const struct text_folded *folded)
{
    const char *problem = NULL;
    for (size_t i = 0; i < folded->run_count && !problem; i++) {
        const struct text_fold_run *run = &folded->runs[i];
        struct text_view from = text_view_part(source, run->source, run->source + run->source_len);
        struct text_view to = text_view_part(folded->text, run->folded, run->folded + run->folded_len);
        if (run->plain) problem = plain_run_problem(folder, arena, from, to);
        else if (!comes_from(folder, arena, from, to)) problem = "a whole run does not come from its source";
    }
    return problem;
}

static const char *question_problem(struct text_view source, const struct text_folded *folded)
{
    uint32_t last = 0;
    for (uint32_t at = 0, len = 0, point = 0; at < folded->text.len; at += len) {
        len = (uint32_t)text_utf8_decode(text_view_part(folded->text, at, folded->text.len), &point);
        uint32_t begin = text_fold_begin(folded, at), end = text_fold_end(folded, at + len);
        if (begin < last || begin >= end || end > source.len) return "begin and end are not in order";
        if (!is_boundary(source, begin) || !is_boundary(source, end)) return "begin or end inside a character";
        if (text_fold_at(folded, begin) > at || text_fold_at(folded, end) < at + len)
            return "the way there is not the way back";
        last = begin;
    }
    if (text_fold_end(folded, (uint32_t)folded->text.len) != (folded->text.len ? source.len : 0))
        return "the end is not the end";
    return NULL;
}

static bool is_same(const struct text_folded *a, const struct text_folded *b)
{
    bool same = text_view_equal(a->text, b->text) && a->run_count == b->run_count;
    for (size_t i = 0; same && i < a->run_count; i++) {
        const struct text_fold_run *left = &a->runs[i], *right = &b->runs[i];
        same = left->folded == right->folded && left->source == right->source &&
               left->folded_len == right->folded_len && left->source_len == right->source_len &&
               left->plain == right->plain;
    }
    return same;
}

static const char *problem_with(const struct text_folder *folder, struct arena *arena, struct text_view text,
                                struct text_folded *out_folded)
{
    struct text_folded slow, again;
    if (text_fold(folder, arena, text, out_folded) != STATUS_OK) return "folding failed";
    if (text_fold_by(folder, arena, text, TEXT_FOLD_SLOW, &slow) != STATUS_OK || !is_same(out_folded, &slow))
        return "the slow path comes to something else";
    if (text_fold(folder, arena, out_folded->text, &again) != STATUS_OK ||
        !text_view_equal(again.text, out_folded->text))
        return "folding the folded text changes it";
    if (out_folded->text.at[out_folded->text.len] != '\0') return "no NUL at the end";
    const char *problem = cover_problem(out_folded, text);
    return problem ? problem : question_problem(text, out_folded);
}

const char *folding_problem(const struct text_folder *plain, const struct text_folder *folder, struct text_view text)
{
    struct text_folded folded;
    struct arena *arena = arena_new();
    if (!arena) return "memory is out";
    const char *problem = problem_with(plain, arena, text, &folded);
    if (!problem) problem = runs_problem(plain, arena, text, &folded);
    if (!problem && folder) problem = problem_with(folder, arena, text, &folded);
    arena_free(arena);
    return problem;
}
