/* doc/input - from a path or bytes in memory to the trees that they hold. The door to reading, whatever the format.
 *
 * Everything that can be wrong with an input before its content matters - missing, unreadable, empty, too large, not
 * text, not YAML - becomes a diagnostic with its place. Source and trees live in the arena given. */
#ifndef DOC_INPUT_H
#define DOC_INPUT_H

#include "base/profile.h"
#include "doc/format.h"
#include "doc/vocabulary.h"
#include "doc/yaml.h"

struct doc_column_map;

struct doc_input {
    const char *path;
    const char *stands_at;                /* where its bytes are, when not at its path; else NULL */
    enum doc_format format;               /* AUTO: by the ending of the path */
    const struct doc_column_map *columns; /* of tables of another system; NULL: none */
    bool in_memory;
    struct text_view bytes;  /* of an input in memory; after reading: of any; as they are in the file */
    struct profile *profile; /* of this thread; NULL: none */
};

/* The format that an input is read in: the one given, else by the ending of its path, else YAML. */
enum doc_format doc_input_format(const struct doc_input *input);

/* Opens the input as text: read, not empty, in an encoding that text_source_open_any knows. STATUS_INVALID after a
 * diagnostic; STATUS_NO_MEMORY. */
enum status doc_input_open(struct arena *arena, struct doc_input *input, struct text_diagnostics *diagnostics,
                           struct text_source **out_source) MUST_CHECK;

/* Opens it and reads its trees. `words` name the columns of a table. STATUS_INVALID after at least one diagnostic;
 * STATUS_NO_MEMORY. */
enum status doc_input_read(struct arena *arena, struct doc_input *input, const struct doc_vocabulary *words,
                           struct text_diagnostics *diagnostics, struct doc_roots *out_roots) MUST_CHECK;

struct doc_table;

/* Reads a workbook from its file: every sheet as a table. As doc_input_read. */
enum status doc_input_read_sheets(struct arena *arena, const char *path, struct text_diagnostics *diagnostics,
                                  const struct doc_table **out_tables, size_t *out_count) MUST_CHECK;

/* Reads the file that maps the columns of tables (doc/table_map), from `stands_at` unless NULL. As doc_input_read. */
enum status doc_input_read_columns(struct arena *arena, const char *path, const char *stands_at,
                                   const struct doc_vocabulary *words, struct text_diagnostics *diagnostics,
                                   struct doc_column_map *out_map) MUST_CHECK;

#endif
