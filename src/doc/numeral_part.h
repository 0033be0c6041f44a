/* doc/numeral_part - private to numeral: roman numerals, which reading and writing share. No allocation, no failure. */
#ifndef DOC_NUMERAL_PART_H
#define DOC_NUMERAL_PART_H

#include "doc/numeral.h"

#define DOC_ROMAN_LETTERS 16 /* room for any value below DOC_ROMAN_END: mmmdccclxxxviii has 15 letters */
#define DOC_ROMAN_END     4000

/* Reads a roman numeral in latin letters of any width or in Unicode's own characters: bytes used, 0 for none. */
size_t doc_numeral_roman(struct text_view view, int64_t *out_value);
/* Writes a value below DOC_ROMAN_END in small letters; returns how many. */
size_t doc_numeral_roman_letters(int64_t value, char out_letters[DOC_ROMAN_LETTERS]);

#endif
