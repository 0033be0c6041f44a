/* report/word - evidence as a reader would write it: the whole word that a hit stands in.
 *
 * A hit may end inside a word or behind it (サイバー of サイバーセキュリティ, 点検す of 点検する, 専門家を, 整え、),
 * begin before it (の更新), or be its ending alone (た of 実施した); shown so it reads like a slip. Where a word of
 * kanji ends no rule tells, so those are left alone, but for one that lacks its first (小企業). Places and JSON keep
 * the hit itself. */
#ifndef REPORT_WORD_H
#define REPORT_WORD_H

#include "text/source.h"

/* The bytes of the source: katakana on both sides and the hiragana that end a verb put to the span, a particle at
 * either end and marks at the last taken away. The span itself without a source. */
struct text_view report_word(struct text_span span);

#endif
