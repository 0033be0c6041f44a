/* text/source - the text of one input and its lines.
 *
 * A source keeps the text as UTF-8 (its BOM included) and knows where lines begin; offsets everywhere in juten are
 * bytes into this text. For a file in UTF-8 these are the file's own bytes; text that was read from another encoding is
 * a copy, and only places (struct text_place) count the file's bytes. Lines end at LF, CR or CRLF only, as editors have
 * it (not at U+0085, U+2028, U+2029 as libyaml does). Columns are computed when asked for. The source lives in the
 * arena it was made in; the bytes are borrowed and must live as long. Immutable after it is opened, except that tables
 * of lines and (for long lines) columns and offsets are built by the first question for a place (so: one thread per
 * source); without memory for them the answers are the same, only slower. Line 1 begins after a BOM, and what follows
 * the last line end is a line too, be it empty. */
#ifndef TEXT_SOURCE_H
#define TEXT_SOURCE_H

#include "base/arena.h"
#include "base/status.h"
#include "text/encoding.h"
#include "text/line_hash.h"
#include "text/view.h"

#include <stdint.h>

struct text_source;

/* Where something stands: bytes [begin, end) of a source. A span without a source is "nowhere". */
struct text_span {
    const struct text_source *source;
    uint32_t begin;
    uint32_t end;
};

/* A byte offset as people and formats count it. */
struct text_place {
    uint32_t line;          /* from 1; in a workbook the row */
    uint32_t column;        /* from 1, code points; a BOM at the start of the file is not counted; of the cell's text */
    uint32_t byte;          /* from 0, in the original file, whatever its encoding; a BOM counts; 0 in a workbook */
    uint32_t cell;          /* in a workbook the cell's column, from 1; else 0 */
    struct text_view sheet; /* in a workbook the sheet's name; lives as long as the source */
    uint32_t unit;          /* the column in UTF-16 code units, from 1 */
};

/* What strict decoding found wrong, for the diagnostic. */
struct text_defect {
    uint32_t at; /* first byte of the offending sequence in the source's text, which ends there if it was not UTF-8 */
    enum text_defect_kind {
        TEXT_DEFECT_NONE,
        TEXT_DEFECT_UTF8,    /* not UTF-8: bad lead, bad continuation, overlong, surrogate, above U+10FFFF */
        TEXT_DEFECT_UTF16,   /* text_source_open: another encoding; else a lone surrogate, or half a unit at the end */
        TEXT_DEFECT_CP932,   /* neither UTF-8 nor CP932: a lead byte of no character, a trail byte that does not fit */
        TEXT_DEFECT_EUC,     /* EUC-JP */
        TEXT_DEFECT_BINARY,  /* a NUL: not text at all */
        TEXT_DEFECT_JIS,     /* ISO-2022-JP, as in mails */
        TEXT_DEFECT_UNMARKED /* UTF-16 without its byte order mark */
    } kind;
};

/* Opens bytes as UTF-8 text. `path` is only for messages (borrowed). STATUS_LIMIT above LIMIT_FILE_BYTES.
 * The source is made even when the text is defective (so that the defect's place can be told): look at *out_defect. */
enum status text_source_open(struct arena *arena, const char *path, struct text_view bytes,
                             struct text_source **out_source, struct text_defect *out_defect) MUST_CHECK;

/* Opens bytes as what ministries hand in: UTF-16 with a BOM, UTF-8, CP932, tried in this order and each strictly; but
 * as no CP932 what is EUC-JP, or UTF-8 for the most part, and not what is ISO-2022-JP or UTF-16 without a BOM.
 * Otherwise as text_source_open. */
enum status text_source_open_any(struct arena *arena, const char *path, struct text_view bytes,
                                 struct text_source **out_source, struct text_defect *out_defect) MUST_CHECK;

/* The same for bytes that were checked when the program was built: not looked at again. */
enum status text_source_open_checked(struct arena *arena, const char *path, struct text_view bytes,
                                     struct text_source **out_source) MUST_CHECK;

const char *text_source_path(const struct text_source *source);            /* as given */
enum text_encoding text_source_encoding(const struct text_source *source); /* of the file */
struct text_view text_source_bytes(const struct text_source *source);      /* the text as UTF-8, with UTF-8's BOM */
uint32_t text_source_start(const struct text_source *source);              /* 0, or 3 after that BOM */

/* Builds all that questions for places would build, and the hashes of lines if wanted: from then on any number of
 * threads may ask. False when memory is out. */
bool text_source_settle(struct text_source *source, bool line_hashes) MUST_CHECK;

/* The place of a byte offset in the text (offsets past the end are taken as the end; an offset inside a character as
 * its start). */
struct text_place text_source_place(const struct text_source *source, uint32_t byte);
/* Where a place was told last: the next one on its line is counted from there, which costs little where one question
 * follows another. {0} at first; any source may follow any other while both live. */
struct text_cursor {
    const struct text_source *source;
    uint32_t line, begin, end;    /* and the bytes of that line, with its break */
    uint32_t byte, points, units; /* so many code points and UTF-16 code units stand before that byte on the line */
};
/* text_source_place, from there. */
struct text_place text_cursor_place(struct text_cursor *cursor, const struct text_source *source, uint32_t byte);
/* The line (from 1) of these bytes that holds the byte, in a workbook too. */
uint32_t text_source_line_of(const struct text_source *source, uint32_t byte);
/* The bytes of a line (from 1) without its line end; empty when there is no such line. */
struct text_view text_source_line(const struct text_source *source, uint32_t line);
/* Byte offset where that line begins (end of the source when there is no such line). */
uint32_t text_source_line_begin(const struct text_source *source, uint32_t line);
uint32_t text_source_line_count(const struct text_source *source);
/* What the line (from 1) is known again by, over the bytes of the text with their BOM; NULL when there is no such line,
 * or no memory for the table of them. */
const struct text_line_hash *text_source_line_hash(const struct text_source *source, uint32_t line);

/* A cell of a source that is a table: where its bytes stand, and how a spreadsheet counts it, from 1. */
struct text_cell {
    uint32_t begin, end;
    uint32_t row, column;
    struct text_view header; /* name of its column, or empty */
};
/* Tells the source its cells, in the order of bytes; they must live as long. */
void text_source_set_cells(struct text_source *source, const struct text_cell *cells, size_t count);
/* Makes it a workbook's sheet: its bytes are the texts of its cells, and places are told as cells. */
void text_source_set_sheet(struct text_source *source, struct text_view name);
bool text_source_is_sheet(const struct text_source *source); /* text_source_set_sheet was called */
/* The cell that a byte stands in; NULL when none does. */
const struct text_cell *text_source_cell(const struct text_source *source, uint32_t byte);

/* The text of a span as it was written; empty for a span without source. */
struct text_view text_span_view(struct text_span span);

#endif
