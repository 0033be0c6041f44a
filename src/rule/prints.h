/* rule/prints - the file guideline.prints: a guideline without its words, made by `juten rules print`.
 *
 *     juten-prints/1
 *     sentence 3f9a00c1d2e4b586        first 16 hex digits of the SHA-256 of a folded sentence, in the text's order
 *     grams 4                          letters of a gram; hashes follow, 8 hex digits each, ascending, 8 on a line
 *     0007c1aa 0011e93c ...
 */
#ifndef RULE_PRINTS_H
#define RULE_PRINTS_H

#include "base/buf.h"
#include "rule/loader.h"
#include "text/sentence.h"

#define RULE_PRINT_DIGITS 16

/* The grams of all .prints files of the packs, and of their `wording`: ascending, each once. Faults name the line that
 * is not understood. */
void rule_prints_read(struct rule_loader *load);

/* Digits of a folded sentence's print, and a NUL. */
void rule_print_of(struct text_view folded, char out_print[RULE_PRINT_DIGITS + 1]);

/* Writes the file for a guideline's text. `with_words`: each sentence's folded text stands behind its print, after a
 * tab, for whoever writes the register. Grams that touch a title, heading or set phrase of the pack are left out. */
enum status rule_prints_write(struct arena *arena, const struct rule_set *set, struct text_view text, bool with_words,
                              struct buf *out) MUST_CHECK;

/* Whether a gram with that hash stands in the guideline. */
bool rule_is_printed(const struct rule_guards *guards, uint32_t hash);

#define RULE_PRINT_BITS  12 /* of a hash, that lead to the prints which have the same */
#define RULE_PRINT_HEADS ((size_t)1 << RULE_PRINT_BITS)
#define RULE_PRINT_SEEN  16 /* upper bits of a hash, of which most that are asked for have no print */

#endif
