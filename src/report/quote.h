/* report/quote - a sentence of the request with what was found in it marked, shortened around the marks. */
#ifndef REPORT_QUOTE_H
#define REPORT_QUOTE_H

#include "report/excerpt.h"

/* What is marked: evidence 【 】, a word that takes it out 《 》; in colour instead when there are colours. */
struct report_mark {
    struct text_span span;
    bool against;
};

/* The sentence in about `cells` display cells; what does not fit is left out between the marks ("…"). Marks outside the
 * sentence are passed over; they are put in order here. Printable. */
void report_quote(struct buf *out, struct text_span sentence, struct report_mark *marks, size_t count, size_t cells,
                  const struct report_colors *colors);

#endif
