/* juten - checks budget requests against a prioritisation guideline. The only installed header.
 *
 *     struct juten *run = NULL;
 *     juten_open(&(struct juten_settings){.language = "ja", .as_of = "2019-08-31"}, &run);
 *     juten_add_file(run, "mic.yaml", true);
 *     juten_add_report(run, "json", write_somewhere, context);
 *     if (juten_check(run) == JUTEN_OK) ... juten_counts(run, &counts);
 *     juten_close(run);
 *
 * A run loads its packs once, takes inputs, judges them on several threads and writes its reports, inputs sorted by
 * path. It does so once: another check needs another run. It prints nothing, reads no clock, no locale, no environment.
 * Strings are UTF-8; those in the settings are borrowed until juten_close. One thread uses a run at a time. */
#ifndef JUTEN_H
#define JUTEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define JUTEN_VERSION "0.1.0"

struct juten;

enum juten_status {
    JUTEN_OK,
    JUTEN_NO_MEMORY,
    JUTEN_WRITE,  /* a report could not be written, or the temporary file for its parts not be read back */
    JUTEN_PACK,   /* a pack is missing or broken: juten_problem says how */
    JUTEN_SETTING /* a setting is wrong: juten_problem says which */
};

/* How far a check has come. */
struct juten_progress {
    size_t inputs, of; /* reported, of all; a large one counts when all of it is */
    size_t requests;   /* in those, and in what was reported of a large one */
};

struct juten_settings {
    const char *language;      /* "ja" (NULL too) or "en" */
    const char *pack;          /* name of an embedded pack, or a folder; NULL: by the file's fiscal year */
    const char *as_of;         /* YYYY-MM-DD, written into every result; needed */
    const char *min_severity;  /* "note" (default), "warning", "error": what is shown */
    const char *fail_on;       /* "error" (NULL too), "warning", "note", "none": what is a failure */
    const char *const *select; /* rule id globs, NULL-terminated; NULL: all */
    const char *const *ignore;
    const char *const *severity; /* "ID-GLOB=note", "=warning", "=error": the level of findings, never a verdict */
    const char *const *clauses;  /* clause labels in any notation; only claims on these are judged */
    const char
        *input_format;   /* "yaml", "json", "ndjson", "csv", "markdown", "xlsx"; NULL: by the ending of each path */
    const char *columns; /* path of a file that maps the columns of tables; NULL: by the names of fields alone */
    const char *total;   /* printed for all requests together, in any notation; NULL: none */
    const char *total_supplementary;
    const char *redact;      /* "text", "amounts", "all": what no report may tell; NULL: nothing is taken out */
    uint64_t (*clock)(void); /* nanoseconds that never go back, for juten_timing; NULL: nothing is timed */
    unsigned jobs;           /* worker threads; 0: one */
    /* Told how far the check has come, on the calling thread, after each input and each piece of a large one; NULL:
     * nobody is told. */
    void (*progress)(void *context, const struct juten_progress *so_far);
    void *progress_context;
    bool color, quiet, verbose; /* for text and compact */
    bool notes;                 /* these show findings of the level note too, as they do when verbose */
    bool explain;               /* the reasoning for every claim */
    bool omit_waived;           /* sarif leaves out findings whose waiver holds */
    bool exit_zero;             /* the outcome is clean whatever was found */
    bool allow_empty;           /* no file to check, or to compare with, is no trouble */
    bool wants_previous;        /* files to compare with were asked for */
    bool suggest;               /* for every request the clauses that its text would justify */
    /* Where the bytes of a file are (an input, waivers, the map of columns), when not at the path that it is known by
     * and reported under; NULL: there. The answer must live as long as the run. NULL: every file is at its path. */
    const char *(*stands_at)(void *context, const char *path);
    void *stands_at_context;
};

struct juten_counts {
    size_t files, requests, claims, criteria, skipped, errors, waived;
    size_t previous; /* submissions given as previous that are of an earlier year than one checked, so compared with */
    size_t error_findings, warning_findings, note_findings; /* those that the selection shows */
};

/* Loads the packs. On JUTEN_PACK and JUTEN_SETTING *out_run is set too, for juten_problem; close it in any case. */
enum juten_status juten_open(const struct juten_settings *settings, struct juten **out_run);
void juten_close(struct juten *run); /* accepts NULL */

/* What was wrong, in the settings' language, one cause per line; "" when nothing was. Lives as long as the run. */
const char *juten_problem(const struct juten *run);

/* Adds an input; reports have them sorted by path, whatever the order of adding. A `named` one must be a submission
 * (else it is an error), one found in a folder is skipped when it is none. The path is copied. */
enum juten_status juten_add_file(struct juten *run, const char *path, bool named);
/* Adds a file of an earlier year: read for the figures and texts that rules over the set compare with, never judged
 * and in no total. A `named` one must be a submission. The path is copied. */
enum juten_status juten_add_previous(struct juten *run, const char *path, bool named);
/* Adds an input from memory under that name; bytes are copied. One of more than 256 MB is refused when it is read; its
 * bytes are not looked at. */
enum juten_status juten_add_bytes(struct juten *run, const char *name, const void *bytes, size_t len);
/* Inputs added from here on meet the waivers of that file (juten-waivers.yaml; NULL: none, as at first): findings that
 * it approves are reported as waived and counted apart. `whole`: all that it may be about is checked, so that a request
 * which is not there is missed. JUTEN_SETTING when it can't be read: juten_problem says why. */
enum juten_status juten_meet_waivers(struct juten *run, const char *path, bool whole);

/* What an input comes to when all is mended that takes no judgement: slips of YAML (full-width colons and blanks,
 * values that need quotes), notation of clause labels, digits and units. Comments, order and every word stay. */
struct juten_mended {
    const char *bytes; /* the whole file in its own encoding; empty when nothing changes */
    size_t len;
    size_t lines;     /* that change */
    const char *diff; /* a unified diff in UTF-8 */
    bool more;        /* so much was wrong that mending it again would go on */
    bool is_table;    /* tables are not mended */
    /* What still keeps it from being read, one line each as a check reports it; empty when nothing does. */
    const char *problems;
};
/* Reads an input and mends it in memory; writes nothing. Nothing changes in tables, in what can't be opened or decoded,
 * and in a file not `named` that is no submission. What it gives lives until the next call or juten_close. */
enum juten_status juten_mend_file(struct juten *run, const char *path, bool named, struct juten_mended *out_mended);
enum juten_status juten_mend_bytes(struct juten *run, const char *name, const void *bytes, size_t len,
                                   struct juten_mended *out_mended);

/* Notes files that were passed over before they came here. */
void juten_add_skipped(struct juten *run, size_t count);

/* Notes that something besides the check could not be done; before juten_check. */
void juten_note_failure(struct juten *run);

/* The repository in which the inputs lie, for reports that name it (SARIF); before juten_check. All is borrowed. */
struct juten_repository {
    const char *uri;      /* absolute, without anybody's name or password */
    const char *revision; /* that is checked out */
    const char *branch;   /* NULL: none is */
    const char *root;     /* its folder from the one that paths of inputs are relative to: "", "../", "../../" … */
};
enum juten_status juten_name_repository(struct juten *run, const struct juten_repository *repository);

/* Adds a report. `write` gets the bytes in order and returns false when it can't go on. JUTEN_SETTING: no such format.
 */
enum juten_status juten_add_report(struct juten *run, const char *format,
                                   bool (*write)(void *context, const char *bytes, size_t len), void *context);

/* Where the bytes of a report go, as above. */
struct juten_place {
    bool (*write)(void *context, const char *bytes, size_t len);
    void *context;
};
/* Adds a report for each ministry that is met, with what concerns it alone; `open` gives the place of each and returns
 * false when there is none. Inputs that cannot be read go to one of their own, named for a ministry that is unknown. */
enum juten_status juten_add_reports(struct juten *run, const char *format,
                                    bool (*open)(void *context, const char *ministry, struct juten_place *out_place),
                                    void *context);

/* Reads, judges and reports all inputs; an input that cannot be read is reported as an error and the others go on.
 * JUTEN_SETTING when juten_open has failed or the run has been checked before. */
enum juten_status juten_check(struct juten *run);

void juten_counts(const struct juten *run, struct juten_counts *out_counts);
/* What the run comes to by its settings: nothing failed, findings fail, or not all could be done (an input could not be
 * read, there was none, or what juten_note_failure tells of). Reports that tell an exit status tell this one. */
enum juten_outcome { JUTEN_CLEAN, JUTEN_FINDINGS, JUTEN_TROUBLE };
enum juten_outcome juten_outcome(const struct juten *run);

/* The last line of `text`: the counts in words. Lives as long as the run; NULL when memory is out. */
const char *juten_counts_line(struct juten *run);
/* What reports say besides their bytes (a limit of who reads them is passed), and when verbose, files read, their
 * encodings and the packs used for them, files skipped: one line each. Lives as long as the run; NULL when memory is
 * out. */
const char *juten_details(struct juten *run);

/* Where the time of a run with a clock went, once it has been checked: the n-th phase of all in the settings' language,
 * and its nanoseconds, those of all threads together. False after the last one. */
bool juten_timing(const struct juten *run, size_t index, const char **out_phase, uint64_t *out_nanoseconds);

/* Name of the n-th report format, NULL after the last; whether its counts go elsewhere; whether it is no text; whether
 * the setting `color` means anything to it. */
const char *juten_format_name(size_t index);
bool juten_format_is_for_machines(const char *format);
bool juten_format_is_binary(const char *format);
bool juten_format_has_colors(const char *format);
/* The package that a format needs and that is not installed, "": this build cannot write it, whatever is installed;
 * NULL: it lacks nothing, or there is no such format. */
const char *juten_format_lacks(const char *format);

#ifdef __cplusplus
}
#endif

#endif
