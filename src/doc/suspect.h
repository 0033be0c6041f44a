/* doc/suspect - characters in a text that are not what they seem to be: they escape a search and mislead a reader.
 * Pure. */
#ifndef DOC_SUSPECT_H
#define DOC_SUSPECT_H

#include "text/sentence.h"
#include "text/view.h"

enum doc_suspect {
    DOC_SUSPECT_INVISIBLE,   /* bidi controls; zero-width characters inside a word */
    DOC_SUSPECT_HOMOGLYPH,   /* letters of another script inside a Latin or katakana word */
    DOC_SUSPECT_REPLACEMENT, /* U+FFFD */
    DOC_SUSPECT_EXTRACTION,  /* runs of U+25A0, U+25A1: glyphs lost when text was taken from a PDF */
    DOC_SUSPECTS
};

/* Finds the first of each kind: bit 1 << kind of the result is set when out_found[kind] is (byte offsets). */
unsigned doc_suspect_find(struct text_view text, struct text_range out_found[DOC_SUSPECTS]);

#endif
