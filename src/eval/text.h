/* eval/text - one text field made ready for matching: folded, cut into sentences, scanned for all terms once.
 *
 * Lives in the scratch arena of its request; hits of concepts are worked out when first asked for and kept
 * (eval/hit.h). */
#ifndef EVAL_TEXT_H
#define EVAL_TEXT_H

#include "base/bitset.h"
#include "eval/context.h"
#include "eval/verdict.h"
#include "text/sentence.h"

/* A concept found: folded bytes [begin, end) of its text. */
struct eval_hit {
    uint32_t begin;
    uint32_t end;
    uint32_t concept;      /* the concept whose term or pattern it is (an included one, perhaps) */
    enum eval_guard guard; /* why it does not count, or EVAL_GUARD_NONE */
};

struct eval_hits {
    struct eval_hit *items; /* ordered by begin, without overlap */
    size_t count;
    bool unknown; /* a pattern hit its limit: there may be more */
};

/* What a sentence's own wording does to all hits in it, and the figure behind it (eval/wording.h). */
struct eval_wording {
    enum eval_guard guard; /* LISTED, PARROTED or NONE */
    uint32_t number;       /* items in a row, or per cent of the sentence that are the guideline's */
    bool compared;         /* with the guideline */
};

/* The hits of one owner of terms. */
struct eval_owner {
    uint32_t owner;
    uint32_t first; /* of the hits */
    uint32_t count;
};

/* What the scan of a text for all terms saw. */
struct eval_seen {
    const struct text_term_hit *hits; /* by owner, then place */
    struct eval_owner *owners;        /* in the order in which the text names them */
    size_t owner_count;
    uint32_t *places;       /* a hash table of owners: their index and one; 0: a free place */
    size_t room;            /* of the table: a power of two, twice the hits at least; 0: there are no hits */
    struct bitset concepts; /* that may have some: all others have none (eval_text_may_have) */
};

/* Hits of a concept as far as they were asked for; NULL: not yet. */
struct eval_known {
    const struct eval_hits *own;    /* before includes and guards */
    const struct eval_hits *sensed; /* with includes, sense told */
    const struct eval_hits *all;    /* with includes, guards set */
};

struct eval_text {
    enum doc_field field;
    uint32_t claim;              /* index of the claim whose justification this is, or RULE_NONE */
    const struct doc_node *node; /* NULL for a made-up text (inline tests) */
    struct text_folded folded;
    struct text_ranges sentences; /* folded offsets */
    const bool *parted;           /* by sentence: a blank line or a heading stands before it */
    struct eval_seen seen;
    struct eval_known *known;           /* by rank of the concept in seen.concepts */
    struct text_range near_of, near;    /* what stands near was last asked of the first; empty: nothing was */
    struct eval_guarded *guarded;       /* guards that were told last (eval/guard.c); NULL: none was */
    bool phrased;                       /* the three below are known */
    struct text_term_hits phrase_words; /* guards' words, by place; owner: enum rule_phrase_term */
    uint32_t *phrase_ends;              /* folded offsets, ascending */
    size_t phrase_end_count;
    struct eval_wording *wording; /* by sentence; NULL: not asked for yet */
    struct eval_denial *denials;  /* by sentence, what it says of the one before (eval/guard.c); NULL: not asked for */
    const bool *opens_matter;     /* by sentence (eval/matter.h); NULL: not asked for yet */
};

/* Whether a clause's anchor stands in the texts that a claim may use (eval/scope.h), once that was asked. */
struct eval_anchoring {
    bool known;
    enum eval_truth truth;
};

/* All texts of one request. */
struct eval_texts {
    struct eval_text *items;
    size_t count;
    struct eval_anchoring *anchoring; /* by claim (the last: all claims together) and clause */
    size_t claim_count;
    struct eval_selection *selected; /* what was selected last (eval/scope.c) */
};

/* Opens a text field; an absent or empty one has no sentences and no hits. */
void eval_text_open(struct eval_context *context, const struct doc_text *from, enum doc_field field, uint32_t claim,
                    struct eval_text *out_text);

/* Whether a concept can have hits in the text: false when none of its sources has a term or a pattern's trigger there.
 */
bool eval_text_may_have(const struct eval_text *text, uint32_t concept);
/* The scanned hits of one owner: first one, and their number in *out_count. */
const struct text_term_hit *eval_text_scanned(const struct eval_text *text, uint32_t owner, size_t *out_count);
/* The sentence that holds a folded offset; the whole text when none does. */
struct text_range eval_text_sentence(const struct eval_text *text, uint32_t at);
/* Index of the sentence that holds a folded offset; the number of sentences when none does. */
size_t eval_text_sentence_index(const struct eval_text *text, uint32_t at);
/* The phrase that holds a folded offset; cuts the text into phrases when first asked. */
struct text_range eval_text_phrase(struct eval_context *context, struct eval_text *text, uint32_t at);
/* What stands near a range of a text: the range, wider by so many characters as the pack allows; all of the text when
 * the pack sets no limit. */
struct text_range eval_text_vicinity(const struct eval_context *context, struct eval_text *text,
                                     struct text_range range);
/* Source span of folded bytes [begin, end); without source for a made-up text. */
struct text_span eval_text_span(const struct eval_text *text, uint32_t begin, uint32_t end);
/* Folded bytes of a range. */
struct text_view eval_text_part(const struct eval_text *text, struct text_range range);

#endif
