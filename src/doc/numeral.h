/* doc/numeral - numerals as documents write them: half- and full-width digits, kanji (positional 二〇 and with
 * 十百千万億兆), circled ①-㊿, parenthesised ⑴, roman (i IV ⅲ Ⅳ). Tables in numeral.def. Exact integers, overflow is
 * told. */
#ifndef DOC_NUMERAL_H
#define DOC_NUMERAL_H

#include "text/view.h"

#include <stdbool.h>
#include <stdint.h>

enum doc_numeral { DOC_ARABIC, DOC_CIRCLED, DOC_ROMAN, DOC_KANJI, DOC_NUMERALS };

/* Reads one numeral at the start of the view: bytes used (0 = none), its kind and value (1.. for labels; 0 allowed for
 * arabic). Parenthesised one-character forms (⑴) count as arabic, ㈠ as kanji. Roman letters count only as a whole run
 * of letters in one case (no numeral starts "IoT"). A numeral too great for the type is none. */
size_t doc_numeral_read(struct text_view view, enum doc_numeral *out_kind, int64_t *out_value);
/* True when the character at the start of the view is a numeral that brings its own brackets (⑴ ㈠). */
bool doc_numeral_bracketed(struct text_view view);

/* Value of one digit character of any width or a kanji digit; -1 when it is none. Bytes used in *out_len. */
int doc_numeral_digit(struct text_view view, size_t *out_len);
/* The same for digits 0 to 9 of any width only, and for kanji digits only. */
int doc_numeral_arabic_digit(struct text_view view, size_t *out_len);
int doc_numeral_kanji_digit(struct text_view view, size_t *out_len);
/* Value of a kanji power of ten (十 百 千 万 億 兆); 0 when it is none. Bytes used in *out_len. */
int64_t doc_numeral_multiplier(struct text_view view, size_t *out_len);

/* The numeral kind named in a pack (arabic, circled, roman, kanji); false when unknown. */
bool doc_numeral_kind(struct text_view name, enum doc_numeral *out_kind);
/* Writes a value in that kind, UTF-8 without NUL; returns the length (0 when it can't be written so). */
size_t doc_numeral_write(enum doc_numeral kind, int64_t value, char out_bytes[32]);

#endif
