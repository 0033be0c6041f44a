#include "text/source.h"

#include "base/limits.h"
#include "text/utf8.h"

#include <assert.h>

#define BOM          "\xEF\xBB\xBF"
#define COUNTED_STEP 4096u /* bytes: a column in a longer line is counted from the table */
#define ORIGIN_STEP  256u  /* bytes: an offset in a file of another encoding is counted from the table */

/* How long a piece of text is. */
struct count {
    uint32_t points, units; /* Unicode code points, UTF-16 code units */
};

struct text_source {
    struct arena *arena;
    const char *path;
    struct text_view bytes;
    uint32_t start;
    bool returns;    /* a CR stands in it, so lines may end at more than LF; told with `lines` */
    bool short_only; /* no character of four bytes stands in it; likewise */
    uint32_t *lines; /* where each line begins; NULL until asked for, and when there was no memory for it */
    uint32_t line_count;
    const struct text_cell *cells;
    size_t cell_count;
    struct text_view sheet;        /* name; NULL: not of a workbook */
    struct count *counted;         /* what stands before each COUNTED_STEP-th byte; NULL as `lines` is */
    struct text_line_hash *hashes; /* of each line; as above */
    enum text_encoding encoding;
    uint32_t *origins; /* of another encoding than UTF-8: bytes of the file before each ORIGIN_STEP-th byte; as above */
};

static struct text_defect defect_of(struct text_view bytes)
{
    if (text_encoding_marked(bytes) != TEXT_ENCODING_UTF8) return (struct text_defect){0, TEXT_DEFECT_UTF16};
    const char *nul = bytes.len > 0 ? memchr(bytes.at, '\0', bytes.len) : NULL;
    if (nul) return (struct text_defect){(uint32_t)(nul - bytes.at), TEXT_DEFECT_BINARY};
    size_t valid = text_utf8_check(bytes);
    return (struct text_defect){(uint32_t)valid, valid < bytes.len ? TEXT_DEFECT_UTF8 : TEXT_DEFECT_NONE};
}

enum status text_source_open_checked(struct arena *arena, const char *path, struct text_view bytes,
                                     struct text_source **out_source)
{
    if (bytes.len > LIMIT_FILE_BYTES) return STATUS_LIMIT;
    struct text_source *source = arena_alloc(arena, sizeof *source);
    if (!source) return STATUS_NO_MEMORY;
    source->arena = arena;
    source->path = path;
    source->bytes = (struct text_view){bytes.at ? bytes.at : "", bytes.len};
    source->start = text_view_starts(bytes, text_view_of(BOM)) ? sizeof BOM - 1 : 0;
    *out_source = source;
    return STATUS_OK;
}

enum status text_source_open(struct arena *arena, const char *path, struct text_view bytes,
                             struct text_source **out_source, struct text_defect *out_defect)
{
    enum status status = text_source_open_checked(arena, path, bytes, out_source);
    if (status == STATUS_OK) *out_defect = defect_of(bytes);
    return status;
}

/* ---- other encodings */

/* What is wrong where another encoding could not be read on. */
static enum text_defect_kind kind_of(enum text_encoding encoding, struct text_view rest)
{
    if (rest.len == 0) return TEXT_DEFECT_NONE;
    if (encoding == TEXT_ENCODING_CP932) return TEXT_DEFECT_CP932; /* NUL was looked for before */
    bool nul = rest.len >= 2 && rest.at[0] == '\0' && rest.at[1] == '\0';
    return nul ? TEXT_DEFECT_BINARY : TEXT_DEFECT_UTF16;
}

/* Puts the text of another encoding in the place of the file's bytes: all of it, or up to what is wrong. */
static enum status decode(struct text_source *source, enum text_encoding encoding, struct text_defect *out_defect)
{
    struct text_view bytes = source->bytes;
    bytes = text_view_part(bytes, text_encoding_mark(encoding), bytes.len);
    size_t len, good = text_encoding_check(encoding, bytes, &len);
    char *text = arena_alloc(source->arena, len + 1);
    if (!text) return STATUS_NO_MEMORY;
    text_encoding_decode(encoding, text_view_part(bytes, 0, good), text);
    source->bytes = (struct text_view){text, len};
    source->start = 0;
    source->encoding = encoding;
    *out_defect = (struct text_defect){(uint32_t)len, kind_of(encoding, text_view_part(bytes, good, bytes.len))};
    return STATUS_OK;
}

/* The text ends where another encoding begins. */
static void cut_at(struct text_source *source, size_t at, enum text_defect_kind kind, struct text_defect *out_defect)
{
    source->bytes.len = at;
    *out_defect = (struct text_defect){(uint32_t)at, kind};
}

static void cut_at_euc(struct text_source *source, struct text_defect *out_defect)
{
    size_t at = 0;
    while ((unsigned char)source->bytes.at[at] < 0x80)
        at++;
    cut_at(source, at, TEXT_DEFECT_EUC, out_defect);
}

/* For bytes that are not UTF-8. */
static enum status read_otherwise(struct text_source *source, struct text_defect *defect)
{
    if (defect->kind == TEXT_DEFECT_UTF16) return decode(source, text_encoding_marked(source->bytes), defect);
    if (text_encoding_is_broken_utf8(source->bytes)) return STATUS_OK;
    if (!text_encoding_is_euc(source->bytes)) return decode(source, TEXT_ENCODING_CP932, defect);
    cut_at_euc(source, defect);
    return STATUS_OK;
}

enum status text_source_open_any(struct arena *arena, const char *path, struct text_view bytes,
                                 struct text_source **out_source, struct text_defect *out_defect)
{
    struct text_source *source;
    struct text_defect defect;
    enum status status = text_source_open(arena, path, bytes, &source, &defect);
    if (status == STATUS_OK && (defect.kind == TEXT_DEFECT_UTF8 || defect.kind == TEXT_DEFECT_UTF16))
        status = read_otherwise(source, &defect);
    if (status != STATUS_OK) return status;
    size_t jis = defect.kind == TEXT_DEFECT_NONE ? text_encoding_find_jis(source->bytes) : source->bytes.len;
    if (jis < source->bytes.len) cut_at(source, jis, TEXT_DEFECT_JIS, &defect);
    else if (defect.kind == TEXT_DEFECT_BINARY && text_encoding_is_unmarked(bytes))
        cut_at(source, 0, TEXT_DEFECT_UNMARKED, &defect);
    *out_source = source;
    *out_defect = defect;
    return STATUS_OK;
}

/* ---- what it is */

const char *text_source_path(const struct text_source *source)
{
    return source->path;
}

enum text_encoding text_source_encoding(const struct text_source *source)
{
    return source->encoding;
}

struct text_view text_source_bytes(const struct text_source *source)
{
    return source->bytes;
}

uint32_t text_source_start(const struct text_source *source)
{
    return source->start;
}

/* The next line end at or behind `at`, or the end of the text. */
static uint32_t line_end(const struct text_source *source, uint32_t at)
{
    const char *bytes = source->bytes.at;
    uint32_t len = (uint32_t)source->bytes.len;
    if (!source->returns) {
        const char *end = memchr(bytes + at, '\n', len - at);
        return end ? (uint32_t)(end - bytes) : len;
    }
    while (at < len && bytes[at] != '\n' && bytes[at] != '\r')
        at++;
    return at;
}

/* Moves *at behind the next line end, LF, CR or CRLF; false when no further line begins. */
static bool next_line(const struct text_source *source, uint32_t *at)
{
    const char *bytes = source->bytes.at;
    uint32_t len = (uint32_t)source->bytes.len;
    uint32_t i = line_end(source, *at);
    if (i == len) return false;
    bool pair = bytes[i] == '\r' && i + 1 < len && bytes[i + 1] == '\n';
    *at = i + (pair ? 2 : 1);
    return true;
}

static uint32_t count_lines(const struct text_source *source)
{
    uint32_t count = 1;
    for (uint32_t at = source->start; next_line(source, &at);)
        count++;
    return count;
}

/* The line table; NULL when memory is out: then lines are counted from the start each time. */
static const uint32_t *line_table(const struct text_source *source)
{
    struct text_source *self = (struct text_source *)source; /* made non-const above; the table is a cache */
    if (self->lines) return self->lines;
    self->returns = memchr(source->bytes.at, '\r', source->bytes.len) != NULL;
    self->short_only = text_utf8_count_long(source->bytes) == 0;
    self->line_count = count_lines(source);
    uint32_t *lines = arena_alloc(self->arena, self->line_count * sizeof *lines);
    if (!lines) return NULL;
    uint32_t at = self->start;
    for (uint32_t i = 0; i < self->line_count; i++) {
        lines[i] = at;
        next_line(source, &at);
    }
    self->lines = lines;
    return lines;
}

uint32_t text_source_line_count(const struct text_source *source)
{
    line_table(source);
    return source->line_count;
}

uint32_t text_source_line_begin(const struct text_source *source, uint32_t line)
{
    const uint32_t *lines = line_table(source);
    if (line < 1 || line > source->line_count) return (uint32_t)source->bytes.len;
    if (lines) return lines[line - 1];
    uint32_t at = source->start;
    while (--line > 0)
        next_line(source, &at);
    return at;
}

struct text_view text_source_line(const struct text_source *source, uint32_t line)
{
    uint32_t begin = text_source_line_begin(source, line);
    uint32_t end = line > 0 && line <= source->line_count ? text_source_line_begin(source, line + 1) : begin;
    while (end > begin && (source->bytes.at[end - 1] == '\n' || source->bytes.at[end - 1] == '\r'))
        end--;
    return text_view_part(source->bytes, begin, end);
}

const struct text_line_hash *text_source_line_hash(const struct text_source *source, uint32_t line)
{
    struct text_source *self = (struct text_source *)source; /* a cache, as the line table is */
    const uint32_t *lines = line_table(source);
    if (!lines || line < 1 || line > source->line_count) return NULL;
    if (!self->hashes) {
        uint32_t begin = self->lines[0];
        self->lines[0] = 0; /* a BOM is a character here */
        self->hashes = text_line_hashes(self->arena, source->bytes, lines, source->line_count);
        self->lines[0] = begin;
    }
    return self->hashes ? &self->hashes[line - 1] : NULL;
}

/* The line (from 1) that holds the byte, without a table. */
static uint32_t count_to(const struct text_source *source, uint32_t byte)
{
    uint32_t line = 1;
    for (uint32_t at = source->start; next_line(source, &at) && at <= byte;)
        line++;
    return line;
}

uint32_t text_source_line_of(const struct text_source *source, uint32_t byte)
{
    const uint32_t *lines = line_table(source);
    if (!lines) return count_to(source, byte);
    uint32_t low = 0, high = source->line_count; /* the line is in [low, high) */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (lines[middle] <= byte) low = middle;
        else high = middle;
    }
    return low + 1;
}

/* The start of the character that holds the byte; the byte itself where the text is no UTF-8. */
static uint32_t character_start(struct text_view bytes, uint32_t byte)
{
    uint32_t point;
    if (byte >= bytes.len || ((unsigned char)bytes.at[byte] & 0xC0) != 0x80) return byte; /* none goes on here */
    for (uint32_t back = 1; back <= 3 && back <= byte; back++) {
        if (text_utf8_decode(text_view_part(bytes, byte - back, bytes.len), &point) > back) return byte - back;
    }
    return byte;
}

/* A character is two units of UTF-16 when it is four bytes of UTF-8. */
static struct count count_in(const struct text_source *source, struct text_view text)
{
    struct count count = {(uint32_t)text_utf8_count(text), 0};
    count.units = count.points + (source->short_only ? 0 : (uint32_t)text_utf8_count_long(text));
    return count;
}

static struct count count_sum(struct count a, struct count b)
{
    return (struct count){a.points + b.points, a.units + b.units};
}

/* What stands before each COUNTED_STEP-th byte, for files that are one long line; NULL when memory is out. */
static const struct count *counted_table(const struct text_source *source)
{
    struct text_source *self = (struct text_source *)source; /* a cache, as the line table is */
    if (self->counted) return self->counted;
    struct count *counted = arena_alloc(self->arena, (source->bytes.len / COUNTED_STEP + 1) * sizeof *counted);
    if (!counted) return NULL;
    for (size_t i = 1; i <= source->bytes.len / COUNTED_STEP; i++) {
        struct text_view step = text_view_part(source->bytes, (i - 1) * COUNTED_STEP, i * COUNTED_STEP);
        counted[i] = count_sum(counted[i - 1], count_in(source, step));
    }
    self->counted = counted;
    return counted;
}

static struct count count_before(const struct text_source *source, const struct count *counted, uint32_t byte)
{
    uint32_t step = byte / COUNTED_STEP;
    return count_sum(counted[step], count_in(source, text_view_part(source->bytes, step * COUNTED_STEP, byte)));
}

/* What stands in [begin, end), both the start of a character. */
static struct count count_between(const struct text_source *source, uint32_t begin, uint32_t end)
{
    const struct count *counted = end - begin > COUNTED_STEP ? counted_table(source) : NULL;
    if (!counted) return count_in(source, text_view_part(source->bytes, begin, end));
    struct count to_end = count_before(source, counted, end), to_begin = count_before(source, counted, begin);
    return (struct count){to_end.points - to_begin.points, to_end.units - to_begin.units};
}

/* The place in a workbook: the last cell that begins at or before the byte, and the character of its text. */
static struct text_place place_in_sheet(const struct text_source *source, uint32_t byte)
{
    size_t low = 0, high = source->cell_count; /* the cell is before `high` */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (source->cells[middle].begin <= byte) low = middle + 1;
        else high = middle;
    }
    if (low == 0) return (struct text_place){1, 1, 0, 1, source->sheet, 1};
    const struct text_cell *cell = &source->cells[low - 1];
    uint32_t end = byte < cell->end ? byte : cell->end;
    struct count before = count_in(source, text_view_part(source->bytes, cell->begin, end));
    return (struct text_place){cell->row, before.points + 1, 0, cell->column, source->sheet, before.units + 1};
}

/* Bytes of the file before each ORIGIN_STEP-th byte of the text; NULL when memory is out. */
static const uint32_t *origin_table(const struct text_source *source)
{
    struct text_source *self = (struct text_source *)source; /* a cache, as the line table is */
    if (self->origins) return self->origins;
    uint32_t *origins = arena_alloc(self->arena, (source->bytes.len / ORIGIN_STEP + 1) * sizeof *origins);
    if (!origins) return NULL;
    origins[0] = (uint32_t)text_encoding_mark(source->encoding);
    for (size_t i = 1; i <= source->bytes.len / ORIGIN_STEP; i++)
        origins[i] = origins[i - 1] + (uint32_t)text_encoding_span(source->encoding, source->bytes,
                                                                   (i - 1) * ORIGIN_STEP, i * ORIGIN_STEP);
    self->origins = origins;
    return origins;
}

/* The offset in the file of a character of the text. */
static uint32_t origin_of(const struct text_source *source, uint32_t byte)
{
    if (source->encoding == TEXT_ENCODING_UTF8) return byte;
    const uint32_t *origins = origin_table(source);
    uint32_t step = origins ? byte / ORIGIN_STEP : 0;
    uint32_t before = origins ? origins[step] : (uint32_t)text_encoding_mark(source->encoding);
    return before + (uint32_t)text_encoding_span(source->encoding, source->bytes, step * ORIGIN_STEP, byte);
}

static void cursor_to_line(struct text_cursor *cursor, const struct text_source *source, uint32_t line)
{
    const uint32_t begin = text_source_line_begin(source, line);
    const bool last = line == source->line_count; /* what stands at the end of the text is its */
    const uint32_t end = last ? (uint32_t)source->bytes.len + 1 : text_source_line_begin(source, line + 1);
    *cursor = (struct text_cursor){.source = source, .line = line, .begin = begin, .end = end, .byte = begin};
}

/* Forwards or back on the line, to the start of a character. */
static void cursor_to(struct text_cursor *cursor, uint32_t byte)
{
    const bool back = byte < cursor->byte;
    const struct count passed =
        back ? count_between(cursor->source, byte, cursor->byte) : count_between(cursor->source, cursor->byte, byte);
    cursor->byte = byte;
    cursor->points = back ? cursor->points - passed.points : cursor->points + passed.points;
    cursor->units = back ? cursor->units - passed.units : cursor->units + passed.units;
}

struct text_place text_cursor_place(struct text_cursor *cursor, const struct text_source *source, uint32_t byte)
{
    if (byte > source->bytes.len) byte = (uint32_t)source->bytes.len;
    byte = character_start(source->bytes, byte);
    if (text_source_is_sheet(source)) return place_in_sheet(source, byte);
    if (cursor->source != source || byte < cursor->begin || byte >= cursor->end)
        cursor_to_line(cursor, source, text_source_line_of(source, byte));
    cursor_to(cursor, byte > cursor->begin ? byte : cursor->begin); /* a BOM stands before its line */
    return (struct text_place){.line = cursor->line,
                               .column = cursor->points + 1,
                               .byte = origin_of(source, byte),
                               .unit = cursor->units + 1};
}

struct text_place text_source_place(const struct text_source *source, uint32_t byte)
{
    struct text_cursor cursor = {0};
    return text_cursor_place(&cursor, source, byte);
}

bool text_source_settle(struct text_source *source, bool line_hashes)
{
    bool lines = line_table(source) && (!line_hashes || text_source_line_hash(source, 1));
    bool origins = source->encoding == TEXT_ENCODING_UTF8 || origin_table(source);
    return lines && counted_table(source) && origins;
}

struct text_view text_span_view(struct text_span span)
{
    if (!span.source) return (struct text_view){"", 0};
    assert(span.begin <= span.end && span.end <= span.source->bytes.len);
    return text_view_part(span.source->bytes, span.begin, span.end);
}

void text_source_set_cells(struct text_source *source, const struct text_cell *cells, size_t count)
{
    source->cells = cells;
    source->cell_count = count;
}

void text_source_set_sheet(struct text_source *source, struct text_view name)
{
    source->sheet = (struct text_view){name.at ? name.at : "", name.len};
}

bool text_source_is_sheet(const struct text_source *source)
{
    return source->sheet.at != NULL;
}

const struct text_cell *text_source_cell(const struct text_source *source, uint32_t byte)
{
    size_t low = 0, high = source->cell_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (source->cells[middle].end <= byte) low = middle + 1;
        else high = middle;
    }
    return low < source->cell_count && source->cells[low].begin <= byte ? &source->cells[low] : NULL;
}
