/* doc/submission_reader - what the parts of the submission reader share (private to doc/submission*.c).
 *
 * A reading goes from mapping to mapping. Each is first sorted into slots, one per field; then the fields are read from
 * their slots. What is noticed becomes observations at once. Memory failures are sticky in `status`: after one, nothing
 * more is noted and what is read is worthless. */
#ifndef DOC_SUBMISSION_READER_H
#define DOC_SUBMISSION_READER_H

#include "doc/submission.h"
#include "doc/yaml_line.h"

#define DOC_NEAREST_LOOKUPS 1000 /* did-you-mean searches per submission: they are slow, and nobody reads so many */

struct doc_slot {
    const struct doc_node *key;
    const struct doc_node *value; /* of the kind that the field wants, or an empty scalar; NULL: not there */
    bool told;                    /* a mistake about this field has been noted: it is not missing besides */
    bool broken;                  /* its value is known to be wrong, and that has been noted */
};

struct doc_slots {
    struct text_span span; /* of the mapping */
    struct doc_slot of[DOC_FIELD_COUNT];
};

#define DOC_KEYS_KNOWN 64

/* A key as it is written, and the field that it names (-1: none). */
struct doc_known_key {
    struct text_view key;
    int field;
};

struct doc_reading {
    struct arena *arena;
    const struct doc_vocabulary *words;
    const struct doc_label_table *labels;
    struct text_diagnostics *diagnostics;
    int64_t unit_yen;
    uint32_t request; /* where the reading is, for observations */
    uint32_t item;
    bool in_breakdown;
    struct doc_observation *seen; /* on the heap: they are put in order in the arena when all is read */
    size_t seen_count;
    size_t seen_capacity;
    size_t nearest_lookups;
    struct doc_known_key
        known[DOC_KEYS_KNOWN]; /* keys met so far, one of each hash: the same few come again and again */
    bool refused;              /* a diagnostic was added: the file is no submission to be judged */
    enum status status;
};

/* ---- submission.c: the whole */

/* Reads the submission's own fields. The list of its requests, when there is one that can be read; else NULL. */
const struct doc_node *doc_reading_head(struct doc_reading *reading, const struct doc_node *root,
                                        struct doc_submission *submission);
void doc_reading_requests(struct doc_reading *reading, const struct doc_node *list, struct doc_submission *submission);
/* Puts what was noticed into the submission, in the order of the file. */
enum status doc_reading_sort(struct doc_reading *reading, struct doc_submission *submission) MUST_CHECK;

/* ---- submission_field.c: keys */

/* doc_find_word during a reading, whose status takes the failure. */
int doc_reading_find(struct doc_reading *reading, const struct doc_words *words, struct text_view text);
/* The field that a name stands for, -1 when none. The name lives as long as the reading. */
int doc_reading_find_field(struct doc_reading *reading, struct text_view name);
/* Sorts the members of a mapping. Keys that have no place here, second names of a field and values of the wrong kind
 * are noted. */
void doc_slots_fill(struct doc_reading *reading, const struct doc_node *mapping, enum doc_home home,
                    struct doc_slots *out_slots);

/* ---- submission_slip.c: what YAML takes without a word */

/* The field name that a mistaken key means: without full-width blanks and a list mark before it ("　- id" means id),
 * and up to a full-width colon. */
struct text_view doc_key_meant(struct text_view key);
/* Each notes a slip in a key that is no field, and then returns true. */
bool doc_slip_wide_space(struct doc_reading *reading, struct doc_slots *slots, const struct doc_node *key);
bool doc_slip_curly_key(struct doc_reading *reading, struct doc_slots *slots, const struct doc_node *key);
/* A full-width colon, or one without a blank behind it. */
bool doc_slip_colon(struct doc_reading *reading, struct doc_slots *slots, const struct doc_node *key);
/* The same where a list's item is a text because all of its colons are such. */
bool doc_slip_colon_item(struct doc_reading *reading, const struct doc_node *item);
/* { item: x, amount: 30,000千円 }: how many members after `at` are the rest of its value, noted as one mistake. */
size_t doc_slip_flow_comma(struct doc_reading *reading, const struct doc_node *mapping, size_t at);
/* Notes slips in the value of a field; one that can't be read is taken away. */
void doc_slip_value(struct doc_reading *reading, struct doc_slots *slots, enum doc_field field);

/* ---- submission_value.c: values */

/* Notes an observation at the place where the reading is. Arguments are borrowed. */
void doc_reading_see(struct doc_reading *reading, enum doc_observation_code code, enum doc_field field,
                     struct text_span span, const struct text_view arguments[DOC_OBSERVATION_ARGUMENTS]);
/* The same with the name of the field, as the file writes it, as the first of up to three arguments. */
void doc_slot_see(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field,
                  enum doc_observation_code code, struct text_span span, struct text_view b, struct text_view c);
/* The nearest of the words, or nothing. */
struct text_view doc_reading_nearest(struct doc_reading *reading, const struct doc_words *words, struct text_view text);

/* False, with a note, when an item of the list field is no mapping. */
bool doc_reading_wants_mapping(struct doc_reading *reading, const struct doc_node *node, enum doc_field list);
bool doc_slot_is_empty(const struct doc_slot *slot); /* not there, or nothing in it */
/* Notes every field that is needed there (doc/field.h) and is absent or empty. */
void doc_slots_require(struct doc_reading *reading, const struct doc_slots *slots, enum doc_home home);
struct doc_text doc_slot_text(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field);
struct doc_amount doc_slot_amount(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field);
enum doc_category doc_slot_category(struct doc_reading *reading, const struct doc_slots *slots);
enum doc_truth doc_slot_truth(struct doc_reading *reading, const struct doc_slots *slots, enum doc_field field);

/* ---- submission_request.c, submission_claim.c */

/* `node` is a mapping. */
void doc_request_read(struct doc_reading *reading, const struct doc_node *node, struct doc_request *out_request);
/* `slots` holds a list of claims. */
void doc_claims_read(struct doc_reading *reading, const struct doc_slots *slots, struct doc_request *request);

#endif
