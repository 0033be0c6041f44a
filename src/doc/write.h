/* doc/write - submissions into the bytes of a form: the way back from doc/written. One function per form, each in a
 * file of its own; CSV and workbooks share the layout of doc/write_table.
 *
 * What a form cannot hold is a diagnostic at its place in the input, never left out; the exception are fields with
 * nothing in them, of which a table cannot keep that they were there: they are counted. */
#ifndef DOC_WRITE_H
#define DOC_WRITE_H

#include "base/buf.h"
#include "doc/written.h"
#include "doc/xlsx_page.h"

struct doc_writing {
    struct arena *arena;
    const struct doc_vocabulary *words;
    enum text_language language; /* of the names of fields */
    struct text_diagnostics *diagnostics;
    bool guided;     /* YAML: say above each field what it wants, and name those that may be added */
    size_t dropped;  /* fields with nothing in them that a table does not have */
    size_t reflowed; /* line ends CR that a workbook has as LF */
};

/* Each appends the whole set. STATUS_INVALID after at least one diagnostic, STATUS_NO_MEMORY. */
enum status doc_write_yaml(struct doc_writing *writing, const struct doc_written_set *set,
                           struct buf *out) MUST_CHECK; /* a stream of documents */
enum status doc_write_json(struct doc_writing *writing, const struct doc_written_set *set,
                           struct buf *out) MUST_CHECK; /* one submission */
enum status doc_write_lines(struct doc_writing *writing, const struct doc_written_set *set,
                            struct buf *out) MUST_CHECK; /* ndjson: one a line */
enum status doc_write_csv(struct doc_writing *writing, const struct doc_written_set *set,
                          struct buf *out) MUST_CHECK; /* one table; ministries and years are columns */
enum status doc_write_markdown(struct doc_writing *writing, const struct doc_written_set *set,
                               struct buf *out) MUST_CHECK; /* one request; its summary is the text */

/* Appends one cell of a CSV file, quoted and guarded where that is needed. */
void doc_write_csv_cell(struct buf *out, struct text_view text);
/* Writes the workbook over the file at `path`: a sheet for each submission. Besides, STATUS_IO with *out_problem. */
enum status doc_write_xlsx(struct doc_writing *writing, const struct doc_written_set *set, const char *path,
                           enum doc_xlsx_problem *out_problem) MUST_CHECK;

/* Appends the fields of one mapping, an item of that list or of none (DOC_FIELD_COUNT), as YAML, indented by so many
 * blanks, without `except`. */
void doc_write_yaml_fields(struct doc_writing *writing, const struct doc_written *from, enum doc_field list,
                           size_t indent, const struct doc_written_member *except, struct buf *out);

#endif
