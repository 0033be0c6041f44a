/* support/fuzzing - what the fuzz targets share: the entry that a fuzzer calls, what it means that something does not
 * hold, and the reading of an input in any format with all that must hold of it whatever the bytes.
 *
 * A target is given bytes and must come back; what does not hold ends the process with a word, as a crash would. */
#ifndef SUPPORT_FUZZING_H
#define SUPPORT_FUZZING_H

#include "doc/input.h"
#include "rule/pack.h"

/* Of each target: what libFuzzer, or standalone.c, calls with every input. Gives 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Ends the process, naming what does not hold, unless it does. */
void fuzz_require(bool holds, const char *what);

/* The newest pack inside the program, loaded once and never given back. */
const struct rule_set *fuzz_rules(void);

/* Whether the span is nowhere, or bytes of its source; whole characters, as all have that are read from a text. */
bool fuzz_is_in_file(struct text_span span);
bool fuzz_is_inside(struct text_span span);

/* Reads the bytes as an input of that format and every tree in it as a submission: all places lie inside, something is
 * said of whatever is refused, and everything that is said is UTF-8. */
void fuzz_read(enum doc_format format, const uint8_t *bytes, size_t len);

/* The bytes as UTF-8 text: up to the first that is none. */
struct text_view fuzz_text(const uint8_t *bytes, size_t len);

#endif
