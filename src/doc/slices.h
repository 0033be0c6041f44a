/* doc/slices - a large submission cut between its requests, so that no more of it need be in memory at once than one
 * slice.
 *
 * The file is read to its end once, request by request, each of which is forgotten but for its own values.
 * Then every slice can be read by itself, in any thread: it gives the very requests, observations and spans that the
 * whole file would give. A file is cut only where that is sure: YAML in block style, or in flow style from its root on
 * as JSON is, with the list of requests as its last member, no anchors, nothing that a diagnostic would be about, no
 * two requests with one name. */
#ifndef DOC_SLICES_H
#define DOC_SLICES_H

#include "doc/submission.h"

/* The words that a submission is read with. */
struct doc_slice_words {
    const struct doc_vocabulary *words;
    const struct doc_label_table *labels;
};

struct doc_slice {
    uint32_t begin, end; /* bytes of the source: the items of the list; whole lines, unless in flow style */
    size_t first, count; /* requests */
};

struct doc_slice_style;

struct doc_slices {
    struct doc_slice_words with;
    struct doc_submission whole;
    struct doc_request *requests; /* of the whole, on the heap */
    struct doc_slice *items;      /* likewise */
    size_t count;                 /* 0: it can't be cut */
    const struct doc_slice_style *style;
};

struct doc_slice_settings {
    size_t bytes; /* that a slice has at least */
    /* Chooses the words by what stands before the requests; leaves `words` NULL when it is not to be cut after all. */
    enum status (*choose)(void *context, const struct doc_node *head, struct doc_slice_words *out_with);
    void *context;
};

/* Cuts the first document of the source. The head of the submission lives in the arena. Only memory can fail. End with
 * doc_slices_clear in any case. */
enum status doc_slices_find(struct arena *arena, const struct text_source *source,
                            const struct doc_slice_settings *settings, struct doc_slices *out_slices) MUST_CHECK;
void doc_slices_clear(struct doc_slices *slices);

/* Reads slice number `index` as a part of the submission: what was noticed before the requests is part of the first.
 * Lives in the arena. Only memory can fail. */
enum status doc_slice_read(struct arena *arena, const struct doc_slices *slices, size_t index,
                           struct doc_submission **out_part) MUST_CHECK;

#endif
