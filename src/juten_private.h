/* juten_private - what the files of the facade share: a run, its inputs, and what becomes of each. */
#ifndef JUTEN_PRIVATE_H
#define JUTEN_PRIVATE_H

#include "juten.h"

#include "base/depot.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/profile.h"
#include "doc/input.h"
#include "doc/slices.h"
#include "doc/table_map.h"
#include "eval/evaluate.h"
#include "eval/set.h"
#include "report/outlet.h"
#include "report/record.h"
#include "report/wording.h"

#define JUTEN_SLICED_FROM ((size_t)4 * 1024 * 1024) /* bytes; smaller inputs are read once and not twice */
#define JUTEN_SLICE_BYTES ((size_t)64 * 1024)

#define PACKS_MAX   16
#define REPORTS_MAX 9 /* those that the command takes, and the summary of a job */

struct waiver_file {
    const char *path;
    struct review_waivers held;
    bool whole;
    struct waiver_file *next; /* in the order in which they were first met */
};

struct input {
    const char *path;
    const char *stands_at;  /* NULL: at its path */
    struct text_view bytes; /* of an input from memory */
    bool in_memory;
    bool named;
    struct waiver_file *meets; /* NULL: no waivers */
    bool previous;             /* of an earlier year: read for its figures and texts only */
};

/* What became of one input; lives from its work until it is reported. */
struct outcome {
    /* of each document what the rules over the set compare */
    struct eval_set_source *sources;
    size_t source_count;
    int *earlier_years; /* of the submissions given as previous */
    size_t earlier_count;
    struct arena *arena;
    enum status status;
    struct text_diagnostics errors;
    struct report_document *documents;
    size_t document_count;
    struct review_error *unreadable; /* `errors` in words */
    size_t request_count;            /* of all documents */
    uint32_t root;                   /* index of the YAML document being judged */
    size_t skipped;
    char sha256[HASH_SHA256_HEX];
};

struct output {
    struct report_outlet outlet;
    struct juten *run;
    const struct report_format *format;
    struct juten_place place;                                                         /* of one report */
    bool (*open)(void *context, const char *ministry, struct juten_place *out_place); /* of one for each; else NULL */
    void *context;
};

struct juten {
    struct arena *arena;
    struct juten_settings settings;
    struct rule_set *packs[PACKS_MAX];
    struct review_pack review_packs[PACKS_MAX];
    size_t pack_count;
    struct eval_settings eval;
    enum doc_format format;
    const struct doc_column_map *columns; /* NULL: none */
    struct eval_set *set;                 /* rules over the set; NULL: none is wanted */
    struct report_run report_run;
    struct review_manifest manifest;
    struct waiver_file *waivers, *meets; /* files read; the one that inputs added now meet, or NULL */
    struct input *inputs;
    size_t input_count, input_capacity;
    size_t slice_count; /* judged so far */
    size_t sliced_from,
        slice_bytes; /* inputs that are judged slice by slice (juten_slices.c), and how large these are */
    struct outcome *outcomes;
    struct depot depot; /* arenas for outcomes */
    struct text_matcher *matchers[LIMIT_JOBS];
    struct arena *scratches[LIMIT_JOBS]; /* of the workers, as matchers are */
    struct profile profiles[LIMIT_JOBS]; /* of the workers */
    struct profile profile;              /* of the calling thread */
    unsigned jobs;
    struct output outputs[REPORTS_MAX];
    size_t output_count;
    struct review_totals totals;
    size_t previous;          /* submissions of earlier years than newest_year */
    int newest_year;          /* of those judged; they come before the previous ones (compare_inputs) */
    struct arena *mend_arena; /* of what juten_mend_file gave last */
    struct buf mend_diff, mend_problems;
    bool opened, checked;
    struct buf problem, counts_line, details;
};

/* Where the bytes of that file are, when the settings know of another place than its path; else NULL. */
const char *juten_stands_at(const struct juten *run, const char *path);

/* The pack that governs a fiscal year; the newest when the year is unknown (0), the one asked for when one was. NULL:
 * none governs it. */
const struct rule_set *juten_pack_of(const struct juten *run, int year);

/* Says in `problem`: the setting, what it was, what it must be. JUTEN_SETTING. */
enum juten_status juten_refuse(struct juten *run, const char *name, const char *value, enum report_phrase wanted);
/* Reads the settings that need no pack. JUTEN_SETTING after saying in `problem` which is wrong. */
enum juten_status juten_settings_apply(struct juten *run);
/* Looks those up that name something of a pack: clauses, rules. As above. */
enum juten_status juten_settings_find(struct juten *run);

/* Tells whoever wants to know that so many inputs are done, and what has been counted. */
void juten_tell_progress(const struct juten *run, size_t inputs);

/* Lays the waivers that an input meets over its findings. */
enum status juten_waivers_mark(const struct input *input, struct outcome *outcome);
/* Lays them over the findings over the set, and adds to these what is wrong with the waivers. */
enum status juten_waivers_conclude(struct juten *run, struct review_finding **findings, size_t *count);

/* Begins every report. */
enum status juten_outputs_begin(struct juten *run);

/* Reads and judges input number `index` into its outcome, on any thread. */
void juten_judge(struct juten *run, size_t index, unsigned worker);

/* Hex digits of the SHA-256 of an input's bytes. */
void juten_hash(struct text_view bytes, char out_hex[HASH_SHA256_HEX]);

/* A slice of an input. */
struct juten_slice {
    const struct input *input;
    const struct doc_slices *slices;
    size_t index;
    const struct rule_set *pack;
    const char *sha256; /* of the input */
};
/* Reads and judges a slice into its outcome, on any thread. */
void juten_judge_slice(struct juten *run, const struct juten_slice *slice, struct outcome *outcome, unsigned worker);

/* Reports what became of an input, or of a slice, and gives its memory back; on the calling thread. */
enum status juten_report(struct juten *run, const struct input *input, struct outcome *outcome);

/* Whether an input may be judged slice by slice: it is large, and all reports take parts. */
bool juten_is_large(const struct juten *run, const struct input *input);
/* Judges and reports such an input; *out_sliced false, and nothing done, when it can't be cut. */
enum status juten_run_slices(struct juten *run, const struct input *input, bool *out_sliced) MUST_CHECK;

#endif
