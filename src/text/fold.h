/* text/fold - one writing for every spelling, with the way back.
 *
 * Terms and texts pass through the same folding, so a rule is written once:
 *   NFKC and case folding (utf8proc) · half-width katakana, NFD kana (by NFKC) · dash families: after katakana they are
 *   the long-vowel mark, elsewhere '-' · wave dashes: '~' · middle dots: U+30FB · double bars: U+2016 · CJK Radicals
 *   Supplement (NFKC leaves all but two) · trailing long-vowel marks of a katakana word of three letters or more are
 *   dropped (JIS Z 8301) · zero-width characters, soft hyphens, variation selectors are dropped · spelling variants
 * that the common pack lists (longest first) · one line break with the blanks around it between two Japanese characters
 * is dropped (a term may cross it); so are blanks between a Japanese character and an ASCII letter or digit · runs of
 *   other blanks become one.
 * Clause labels must be parsed before folding: it turns U+2460 into 1.
 *
 * Example: "ｻｲﾊﾞｰ　ｾｷｭﾘﾃｨー" -> "サイバ セキュリティ"; the map leads every folded byte back to its source bytes.
 *
 * Folding is idempotent (a text in which spelling rules feed each other for more than eight rounds keeps its own
 * spelling). The map is exact: a hit at folded [begin, end) comes from source [text_fold_begin(begin),
 * text_fold_end(end)), whole characters; dropped characters belong to the character before them.
 * A folder is immutable after text_folder_new and shared by threads. */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/arena.h"
#include "base/status.h"
#include "text/view.h"

#include <stdint.h>

struct text_folder;

/* One spelling rule: every occurrence of `from` becomes `to` (both are themselves folded without spelling rules). */
struct text_spelling {
    struct text_view from;
    struct text_view to;
};

/* Makes a folder in the arena; both sides of the rules are folded here. A `from` that begins (ends) with an ASCII
 * letter or digit is replaced only at that word's boundary. STATUS_INVALID when a `to` contains a `from` (folding would
 * not be idempotent), a `from` has fewer than two code points or a `to` none: *out_bad is then the index of that rule.
 */
enum status text_folder_new(struct arena *arena, const struct text_spelling *spellings, size_t count,
                            struct text_folder **out_folder, size_t *out_bad) MUST_CHECK;

/* A stretch of folded text and the source text that it comes from. In a plain run both have the same bytes (or the same
 * length and boundaries); in any other the whole stretch maps to the whole source stretch. */
struct text_fold_run {
    uint32_t folded; /* begin in the folded bytes */
    uint32_t source; /* begin in the source bytes */
    uint32_t folded_len;
    uint32_t source_len;
    bool plain;
};

struct text_folded {
    struct text_view text;            /* folded bytes, NUL-terminated */
    const struct text_fold_run *runs; /* ordered, covering text; count >= 1 unless text is empty */
    size_t run_count;
    uint32_t source_len; /* bytes of what was folded */
};

/* Folds valid UTF-8 of at most LIMIT_FILE_BYTES; the result lives in the arena. */
enum status text_fold(const struct text_folder *folder, struct arena *arena, struct text_view source,
                      struct text_folded *out_folded) MUST_CHECK;

/* Whether folding leaves the text as it is, told without folding it; false when that takes a closer look. The arena is
 * used only when a spelling rule fits. */
bool text_fold_keeps(const struct text_folder *folder, struct arena *arena, struct text_view source);

/* Source offset where the folded byte `at` begins / where the folded stretch that ends at `at` ends. */
uint32_t text_fold_begin(const struct text_folded *folded, uint32_t at);
uint32_t text_fold_end(const struct text_folded *folded, uint32_t at);
/* Folded offset of a source offset: the first folded byte whose source begins at or after it. */
uint32_t text_fold_at(const struct text_folded *folded, uint32_t source);

#endif
