/* text/pattern - regular expressions over folded text (the one door to PCRE2).
 *
 * UTF mode with Unicode properties, JIT where available (not with -DJUTEN_NO_JIT), limits from base/limits.h.
 * A match that hits a limit is TEXT_MATCH_LIMIT: the verdict is then unknown, never "no match".
 * A pattern is checked when it is made and compiled when first used; the compiled code is published by an atomic
 * pointer, so a pattern is shared by threads without a lock. The code is the only part of it outside its arena. A
 * matcher (scratch memory) belongs to one thread. */
#ifndef TEXT_PATTERN_H
#define TEXT_PATTERN_H

#include "base/arena.h"
#include "base/status.h"
#include "text/view.h"

#include <stdbool.h>
#include <stdint.h>

struct text_pattern;
struct text_matcher;

enum text_match { TEXT_MATCH_NONE, TEXT_MATCH_FOUND, TEXT_MATCH_LIMIT, TEXT_MATCH_NO_MEMORY };

/* What is wrong with an expression: PCRE2's own words and the byte offset in it. */
struct text_pattern_error {
    char message[160];
    size_t offset;
};

/* `expression` is borrowed, the pattern lives in the arena. With check_now it is compiled at once and STATUS_INVALID
 * fills *out_error; without, it is known good and compiled on first use. */
enum status text_pattern_new(struct arena *arena, struct text_view expression, bool check_now,
                             struct text_pattern **out_pattern, struct text_pattern_error *out_error) MUST_CHECK;
/* Gives back the compiled code, as every pattern needs before its arena dies; used again, it is compiled again. Takes
 * NULL. */
void text_pattern_clear(struct text_pattern *pattern);
struct text_view text_pattern_expression(const struct text_pattern *pattern);

/* Scratch memory for one thread, with the limits; STATUS_NO_MEMORY only. Good for any pattern, again and again. */
enum status text_matcher_new(struct text_matcher **out_matcher) MUST_CHECK;
void text_matcher_free(struct text_matcher *matcher); /* takes NULL */

/* First match in subject at or after byte `from` (a character's start), which may look back before it; empty matches
 * are skipped. The outputs are set only when found. */
enum text_match text_pattern_find(struct text_pattern *pattern, struct text_matcher *matcher, struct text_view subject,
                                  size_t from, size_t *out_begin, size_t *out_end);

/* Counts the steps of a search; for lint. One thread uses a meter at a time. */
struct text_meter;

/* STATUS_INVALID when the expression does not compile. Borrows nothing. */
enum status text_meter_new(struct text_view expression, struct text_meter **out_meter) MUST_CHECK;
void text_meter_free(struct text_meter *meter); /* takes NULL */
/* The steps, as PCRE2 counts them towards the match limit, that looking for a match takes from the worst of the
 * characters that begin in the first `places` bytes, to within one part in sixteen; UINT32_MAX when `most` don't
 * suffice. The same on every machine: without JIT and without the shortcuts that look for a literal first.
 * STATUS_NO_MEMORY only.
 */
enum status text_meter_steps(struct text_meter *meter, struct text_view subject, size_t places, uint32_t most,
                             uint32_t *out_steps) MUST_CHECK;

/* Literals of which one must stand in any match, each of two code points or more; none when nothing can be told. */
struct text_needed {
    struct text_view *literals;
    size_t count;
};
#define TEXT_NEEDED 2

/* What one part of any match must be, and what another part must be too:
 *     '(?:組込|埋め?込み)(?:機器|システム)'        機器 or システム
 *     '(?:社員|職員)[^。]{0,8}(?:不在|不足)'       社員 or 職員, and 不在 or 不足
 * The second is empty when nothing more is needed; the first when nothing can be told (lint refuses such a pattern). */
enum status text_pattern_literals(struct arena *arena, struct text_view expression,
                                  struct text_needed out_needed[TEXT_NEEDED]) MUST_CHECK;

#endif
