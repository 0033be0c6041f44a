/* A workbook is an archive of XML parts. Which part is what is told by relations: `_rels/.rels` names the workbook
 * part, whose own relations name the parts of its sheets, texts and styles:
 *
 *     _rels/.rels -> xl/workbook.xml -> xl/_rels/workbook.xml.rels -> xl/worksheets/sheet1.xml, xl/sharedStrings.xml */
#include "doc/xlsx_book.h"

#include "doc/xlsx_page.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "doc/number_format.h"
#include "text/utf8.h"

#include <string.h>

#define CHUNK      16384
#define PART_BYTES 512

static const struct text_view none = {"", 0};

/* ---- refusing */

enum status doc_xlsx_refuse(struct doc_xlsx_book *book, enum diagnostic_code code, struct text_view a,
                            struct text_view b, enum status status)
{
    text_diagnostics_add(book->diagnostics, code, book->path, (struct text_span){0}, a, b, none);
    return book->diagnostics->status == STATUS_OK ? status : book->diagnostics->status;
}

/* A refusal that names a limit in digits. */
static enum status refuse_most(struct doc_xlsx_book *book, enum diagnostic_code code, size_t most, const char *b)
{
    struct buf digits;
    buf_init(&digits);
    buf_add_int(&digits, (int64_t)most);
    const char *kept = buf_status(&digits) == STATUS_OK ? arena_copy(book->arena, digits.bytes, digits.len) : NULL;
    struct text_view shown = {kept, digits.len};
    buf_clear(&digits);
    return kept ? doc_xlsx_refuse(book, code, shown, text_view_of(b), STATUS_LIMIT) : STATUS_NO_MEMORY;
}

enum status doc_xlsx_refuse_text(struct doc_xlsx_book *book)
{
    return refuse_most(book, DIAGNOSTIC_XLSX_TEXT, book->text_most / (1024 * 1024), "");
}

enum status doc_xlsx_refuse_cell_text(struct doc_xlsx_book *book)
{
    return doc_xlsx_refuse(book, DIAGNOSTIC_XLSX_CELL_TEXT, text_view_of("1"), none, STATUS_LIMIT);
}

enum status doc_xlsx_refuse_cells(struct doc_xlsx_book *book)
{
    return refuse_most(book, DIAGNOSTIC_XLSX_CELLS, book->cells_most, "");
}

static enum status refuse_archive(struct doc_xlsx_book *book, enum doc_zip_fault fault, enum status status)
{
    static const struct {
        enum diagnostic_code code;
        const char *argument;
    } codes[] = {
        [DOC_ZIP_FINE] = {DIAGNOSTIC_XLSX_BROKEN, "zip"},    [DOC_ZIP_BROKEN] = {DIAGNOSTIC_XLSX_BROKEN, "zip"},
        [DOC_ZIP_ENCRYPTED] = {DIAGNOSTIC_XLSX_LOCKED, ""},  [DOC_ZIP_ENTRIES] = {DIAGNOSTIC_XLSX_PARTS, "1000"},
        [DOC_ZIP_BYTES] = {DIAGNOSTIC_XLSX_EXPANDED, "256"}, [DOC_ZIP_RATIO] = {DIAGNOSTIC_XLSX_RATIO, "200"}};
    return doc_xlsx_refuse(book, codes[fault].code, text_view_of(codes[fault].argument), none, status);
}

static enum status refuse_part(struct doc_xlsx_book *book, const char *part, enum doc_xml_fault fault,
                               enum status status)
{
    const char *kept = arena_copy(book->arena, part, strlen(part));
    if (!kept) return STATUS_NO_MEMORY;
    static const enum diagnostic_code codes[] = {[DOC_XML_FINE] = DIAGNOSTIC_XLSX_BROKEN,
                                                 [DOC_XML_BROKEN] = DIAGNOSTIC_XLSX_BROKEN,
                                                 [DOC_XML_DOCTYPE] = DIAGNOSTIC_XLSX_DOCTYPE,
                                                 [DOC_XML_DEPTH] = DIAGNOSTIC_XLSX_DEPTH,
                                                 [DOC_XML_TOKEN] = DIAGNOSTIC_XLSX_TOKEN};
    const char *limit = fault == DOC_XML_TOKEN ? "1" : "64";
    return doc_xlsx_refuse(book, codes[fault], text_view_of(kept), text_view_of(limit), status);
}

/* ---- parts */

static enum status feed_part(struct doc_xlsx_book *book, const char *part, struct doc_xml *xml, char *chunk)
{
    uint32_t len = 1;
    while (len > 0) {
        enum doc_xml_fault fault;
        enum status status = doc_zip_read(book->zip, chunk, CHUNK, &len);
        if (status == STATUS_LIMIT) return refuse_archive(book, DOC_ZIP_BYTES, status);
        if (status != STATUS_OK) return refuse_part(book, part, DOC_XML_BROKEN, STATUS_INVALID);
        status = doc_xml_feed(xml, chunk, len, len == 0, &fault);
        if (status != STATUS_OK) return fault == DOC_XML_FINE ? status : refuse_part(book, part, fault, status);
    }
    return STATUS_OK;
}

enum status doc_xlsx_part_read(struct doc_xlsx_book *book, const char *part, const struct doc_xml_listener *listener)
{
    struct doc_xml *xml = NULL;
    if (!part || !doc_zip_find(book->zip, part))
        return refuse_part(book, part ? part : "xl/worksheets", DOC_XML_BROKEN, STATUS_INVALID);
    char *chunk = alloc_bytes(CHUNK);
    enum status status = chunk ? doc_xml_new(listener, &xml) : STATUS_NO_MEMORY;
    if (status == STATUS_OK) status = feed_part(book, part, xml, chunk);
    doc_xml_free(xml);
    alloc_free(chunk);
    return status;
}

static enum status ignore_end(void *context, const char *name)
{
    (void)context;
    (void)name;
    return STATUS_OK;
}

static enum status ignore_text(void *context, struct text_view text)
{
    (void)context;
    (void)text;
    return STATUS_OK;
}

static bool keep(struct doc_xlsx_book *book, const char *text, struct text_view *out_kept)
{
    size_t len = text ? strlen(text) : 0;
    const char *kept = arena_copy(book->arena, text ? text : "", len);
    *out_kept = (struct text_view){kept, kept ? len : 0};
    return kept != NULL;
}

long doc_xlsx_number(const char *text, long most, long otherwise)
{
    long number = 0;
    if (!text || !*text) return otherwise;
    for (; *text; text++) {
        if (*text < '0' || *text > '9') return otherwise;
        number = number * 10 + (*text - '0');
        if (number > most) return otherwise;
    }
    return number;
}

bool doc_xlsx_is_true(const char *text)
{
    return text && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

/* ---- texts */

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The character that "_x000D_" stands for, or -1. */
static long escaped(const char *at, size_t left)
{
    long point = 0;
    if (left < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_') return -1;
    for (int i = 2; i < 6; i++) {
        if (hex_value(at[i]) < 0) return -1;
        point = point * 16 + hex_value(at[i]);
    }
    return point;
}

static size_t encode(uint32_t point, char *to)
{
    if (point < 0x80) {
        to[0] = (char)point;
        return 1;
    }
    size_t at = 0;
    if (point >= 0x800) to[at++] = (char)(0xE0 | (point >> 12));
    to[at++] = (char)(point >= 0x800 ? 0x80 | ((point >> 6) & 0x3F) : 0xC0 | (point >> 6));
    to[at++] = (char)(0x80 | (point & 0x3F));
    return at;
}

size_t doc_xlsx_unescape(char *bytes, size_t len)
{
    size_t to = 0;
    for (size_t at = 0; at < len;) {
        long point = escaped(bytes + at, len - at);
        bool readable = point > 0 && (point < 0xD800 || point > 0xDFFF) && point != 0xFFFE && point != 0xFFFF;
        if (!readable) {
            bytes[to++] = bytes[at++];
            continue;
        }
        at += 7;
        to += encode((uint32_t)point, bytes + to);
    }
    size_t kept = 0;
    for (size_t at = 0; at < to; at++) {
        bool pair = bytes[at] == '\r' && at + 1 < to && bytes[at + 1] == '\n';
        if (!pair) bytes[kept++] = bytes[at] == '\r' ? '\n' : bytes[at];
    }
    return kept;
}

/* ---- relations */

struct relations {
    struct doc_xlsx_book *book;
    const char *base; /* the part whose relations these are */
};

/* The part that a target means, seen from the folder of the base: "worksheets/sheet1.xml", "/xl/styles.xml". */
static enum status find_part(struct doc_xlsx_book *book, const char *base, const char *target, const char **out_part)
{
    char part[PART_BYTES];
    const char *slash = strrchr(base, '/');
    size_t folder = *target == '/' || !slash ? 0 : (size_t)(slash - base) + 1;
    if (*target == '/') target++;
    while (strncmp(target, "../", 3) == 0) {
        target += 3;
        if (folder > 0) folder--;
        while (folder > 0 && base[folder - 1] != '/')
            folder--;
    }
    size_t len = strlen(target);
    if (folder + len >= sizeof part) return STATUS_OK; /* no part has such a name */
    memcpy(part, base, folder);
    memcpy(part + folder, target, len);
    *out_part = arena_copy(book->arena, part, folder + len);
    return *out_part ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status relation_begin(void *context, const char *name, const char *const *attributes)
{
    struct relations *relations = context;
    struct doc_xlsx_book *book = relations->book;
    if (strcmp(name, "Relationship") != 0) return STATUS_OK;
    if (book->relation_count >= LIMIT_ZIP_ENTRIES) return refuse_archive(book, DOC_ZIP_ENTRIES, STATUS_LIMIT);
    const char *mode = doc_xml_attribute(attributes, "TargetMode"), *target = doc_xml_attribute(attributes, "Target");
    struct doc_xlsx_relation relation = {.part = NULL};
    struct doc_xlsx_relation *items =
        arena_grow(book->arena, book->relations, book->relation_count, &book->relation_capacity, sizeof *items);
    if (!items || !keep(book, doc_xml_attribute(attributes, "Id"), &relation.id) ||
        !keep(book, doc_xml_attribute(attributes, "Type"), &relation.type))
        return STATUS_NO_MEMORY;
    book->relations = items;
    bool inside = target && !(mode && strcmp(mode, "External") == 0);
    if (inside && find_part(book, relations->base, target, &relation.part) != STATUS_OK) return STATUS_NO_MEMORY;
    items[book->relation_count++] = relation;
    return STATUS_OK;
}

static enum status read_relations(struct doc_xlsx_book *book, const char *base)
{
    char part[PART_BYTES];
    const char *slash = strrchr(base, '/');
    size_t folder = slash ? (size_t)(slash - base) + 1 : 0, file = strlen(base) - folder;
    if (folder + file + sizeof "_rels/.rels" > sizeof part)
        return refuse_part(book, base, DOC_XML_BROKEN, STATUS_INVALID);
    memcpy(part, base, folder);
    memcpy(part + folder, "_rels/", 6);
    memcpy(part + folder + 6, base + folder, file);
    memcpy(part + folder + 6 + file, ".rels", sizeof ".rels");
    struct relations relations = {book, base};
    const struct doc_xml_listener listener = {&relations, relation_begin, ignore_end, ignore_text};
    book->relations = NULL;
    book->relation_count = book->relation_capacity = 0;
    return doc_xlsx_part_read(book, part, &listener);
}

/* The part that is related in this way: the last word of the type's address. */
static const char *related(const struct doc_xlsx_book *book, const char *type)
{
    struct text_view end = text_view_of(type);
    for (size_t i = 0; i < book->relation_count; i++) {
        struct text_view has = book->relations[i].type;
        bool fits = has.len >= end.len && text_view_equal(text_view_part(has, has.len - end.len, has.len), end);
        if (fits) return book->relations[i].part;
    }
    return NULL;
}

/* ---- the workbook part */

static enum status add_sheet(struct doc_xlsx_book *book, const char *const *attributes)
{
    const char *state = doc_xml_attribute(attributes, "state");
    struct doc_xlsx_sheet sheet = {.hidden = state && strcmp(state, "visible") != 0};
    struct doc_xlsx_sheet *sheets =
        arena_grow(book->arena, book->sheets, book->sheet_count, &book->sheet_capacity, sizeof *sheets);
    if (book->sheet_count >= LIMIT_SHEETS)
        return doc_xlsx_refuse(book, DIAGNOSTIC_XLSX_SHEETS, text_view_of("256"), none, STATUS_LIMIT);
    if (!sheets || !keep(book, doc_xml_attribute(attributes, "name"), &sheet.name)) return STATUS_NO_MEMORY;
    for (size_t i = 0; attributes[i]; i += 2) /* r:id, not sheetId */
        if (strchr(attributes[i], ':') && strcmp(strchr(attributes[i], ':'), ":id") == 0 &&
            !keep(book, attributes[i + 1], &sheet.relation))
            return STATUS_NO_MEMORY;
    book->sheets = sheets;
    sheets[book->sheet_count++] = sheet;
    return STATUS_OK;
}

static enum status workbook_begin(void *context, const char *name, const char *const *attributes)
{
    struct doc_xlsx_book *book = context;
    if (strcmp(name, "sheet") == 0) return add_sheet(book, attributes);
    if (strcmp(name, "definedName") == 0) {
        const char *defined = doc_xml_attribute(attributes, "name");
        book->is_report |= defined && strcmp(defined, DOC_XLSX_OF_REPORT) == 0;
    }
    if (strcmp(name, "externalReference") == 0)
        return doc_xlsx_refuse(book, DIAGNOSTIC_XLSX_EXTERNAL, none, none, STATUS_INVALID);
    if (strcmp(name, "workbookPr") == 0) book->from_1904 = doc_xlsx_is_true(doc_xml_attribute(attributes, "date1904"));
    if (strcmp(name, "calcPr") == 0)
        book->uncalculated = doc_xlsx_is_true(doc_xml_attribute(attributes, "fullCalcOnLoad"));
    return STATUS_OK;
}

static void place_sheets(struct doc_xlsx_book *book)
{
    struct text_view wanted = text_view_of("/worksheet");
    for (size_t s = 0; s < book->sheet_count; s++)
        for (size_t i = 0; i < book->relation_count; i++) {
            const struct doc_xlsx_relation *relation = &book->relations[i];
            bool table =
                relation->type.len >= wanted.len &&
                text_view_equal(text_view_part(relation->type, relation->type.len - wanted.len, relation->type.len),
                                wanted);
            if (table && text_view_equal(relation->id, book->sheets[s].relation)) book->sheets[s].part = relation->part;
        }
}

/* Two sheets that are one part: no program writes that, and the part would be read for each. */
static enum status check_sheets(struct doc_xlsx_book *book)
{
    for (size_t i = 1; i < book->sheet_count; i++)
        for (size_t j = 0; book->sheets[i].part && j < i; j++)
            if (book->sheets[j].part && strcmp(book->sheets[i].part, book->sheets[j].part) == 0)
                return refuse_part(book, book->sheets[i].part, DOC_XML_BROKEN, STATUS_INVALID);
    return STATUS_OK;
}

/* ---- shared texts */

struct strings {
    struct doc_xlsx_book *book;
    struct buf text; /* of the item that is read */
    int phonetic;    /* depth in furigana: how words are read, not what they say */
    bool in_text;
};

static enum status strings_begin(void *context, const char *name, const char *const *attributes)
{
    struct strings *strings = context;
    (void)attributes;
    if (strcmp(name, "rPh") == 0) strings->phonetic++;
    strings->in_text = strcmp(name, "t") == 0 && strings->phonetic == 0;
    if (strcmp(name, "si") == 0) buf_reset(&strings->text);
    return STATUS_OK;
}

static enum status end_string(struct strings *strings)
{
    struct doc_xlsx_book *book = strings->book;
    struct text_view *items =
        arena_grow(book->arena, book->strings, book->string_count, &book->string_capacity, sizeof *items);
    size_t len = strings->text.len > 0 ? doc_xlsx_unescape(strings->text.bytes, strings->text.len) : 0;
    const char *kept = len > 0 ? arena_copy(book->arena, strings->text.bytes, len) : "";
    if (!items || !kept) return STATUS_NO_MEMORY;
    if (len + sizeof *items > book->text_left) return doc_xlsx_refuse_text(book);
    book->text_left -= len + sizeof *items;
    book->strings = items;
    struct text_view text = {kept, len};
    items[book->string_count++] = text_view_trim(text).len > 0 ? text : (struct text_view){"", 0};
    return STATUS_OK;
}

static enum status strings_end(void *context, const char *name)
{
    struct strings *strings = context;
    strings->in_text = false;
    if (strcmp(name, "rPh") == 0) strings->phonetic--;
    return strcmp(name, "si") == 0 ? end_string(strings) : STATUS_OK;
}

static enum status strings_text(void *context, struct text_view text)
{
    struct strings *strings = context;
    if (!strings->in_text) return STATUS_OK;
    if (strings->text.len + text.len > LIMIT_SCALAR_BYTES) return doc_xlsx_refuse_cell_text(strings->book);
    buf_add(&strings->text, text.at, text.len);
    return buf_status(&strings->text);
}

static enum status read_strings(struct doc_xlsx_book *book, const char *part)
{
    struct strings strings = {.book = book};
    const struct doc_xml_listener listener = {&strings, strings_begin, strings_end, strings_text};
    buf_init(&strings.text);
    enum status status = part ? doc_xlsx_part_read(book, part, &listener) : STATUS_OK;
    buf_clear(&strings.text);
    book->text_left = book->text_most; /* the cells' own budget */
    return status;
}

/* ---- styles */

struct own_format {
    long id;
    struct text_view code;
};

struct styles {
    struct doc_xlsx_book *book;
    struct own_format *own; /* formats that the file writes out */
    size_t own_count, own_capacity;
    bool in_cells; /* cellXfs: the styles that cells name */
};

static enum status add_own(struct styles *styles, const char *const *attributes)
{
    if (styles->own_count >= LIMIT_NUMBER_FORMATS)
        return doc_xlsx_refuse(styles->book, DIAGNOSTIC_XLSX_FORMATS, text_view_of("1024"), none, STATUS_LIMIT);
    struct own_format *own =
        arena_grow(styles->book->arena, styles->own, styles->own_count, &styles->own_capacity, sizeof *own);
    if (!own || !keep(styles->book, doc_xml_attribute(attributes, "formatCode"), &own[styles->own_count].code))
        return STATUS_NO_MEMORY;
    own[styles->own_count++].id = doc_xlsx_number(doc_xml_attribute(attributes, "numFmtId"), 100000, -1);
    styles->own = own;
    return STATUS_OK;
}

static enum status add_style(struct styles *styles, const char *const *attributes)
{
    struct doc_xlsx_book *book = styles->book;
    long id = doc_xlsx_number(doc_xml_attribute(attributes, "numFmtId"), 100000, 0);
    struct text_view *formats =
        arena_grow(book->arena, book->formats, book->format_count, &book->format_capacity, sizeof *formats);
    if (!formats) return STATUS_NO_MEMORY;
    if (book->format_count >= LIMIT_STYLES)
        return doc_xlsx_refuse(book, DIAGNOSTIC_XLSX_STYLES, text_view_of("65536"), none, STATUS_LIMIT);
    book->formats = formats;
    formats[book->format_count] = text_view_of(doc_number_format_built_in(id));
    for (size_t i = 0; i < styles->own_count; i++)
        if (styles->own[i].id == id) formats[book->format_count] = styles->own[i].code;
    book->format_count++;
    return STATUS_OK;
}

static enum status styles_begin(void *context, const char *name, const char *const *attributes)
{
    struct styles *styles = context;
    if (strcmp(name, "cellXfs") == 0) styles->in_cells = true;
    if (strcmp(name, "numFmt") == 0) return add_own(styles, attributes);
    return styles->in_cells && strcmp(name, "xf") == 0 ? add_style(styles, attributes) : STATUS_OK;
}

static enum status styles_end(void *context, const char *name)
{
    struct styles *styles = context;
    if (strcmp(name, "cellXfs") == 0) styles->in_cells = false;
    return STATUS_OK;
}

static enum status read_styles(struct doc_xlsx_book *book, const char *part)
{
    struct styles styles = {.book = book};
    const struct doc_xml_listener listener = {&styles, styles_begin, styles_end, ignore_text};
    return part ? doc_xlsx_part_read(book, part, &listener) : STATUS_OK;
}

/* ---- the package */

static bool is_compound_file(struct text_view bytes)
{
    return text_view_starts(bytes, text_view_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
}

static enum status read_workbook(struct doc_xlsx_book *book)
{
    enum status status = read_relations(book, "");
    const char *workbook = status == STATUS_OK ? related(book, "/officeDocument") : NULL;
    const struct doc_xml_listener listener = {book, workbook_begin, ignore_end, ignore_text};
    if (status != STATUS_OK) return status;
    if (!workbook) return refuse_part(book, "_rels/.rels", DOC_XML_BROKEN, STATUS_INVALID);
    status = read_relations(book, workbook);
    if (status == STATUS_OK) status = doc_xlsx_part_read(book, workbook, &listener);
    if (status == STATUS_OK) place_sheets(book);
    return status == STATUS_OK ? check_sheets(book) : status;
}

static void set_limits(struct doc_xlsx_book *book, size_t file_bytes)
{
    size_t cells = file_bytes / LIMIT_TABLE_CELL_BYTES, text = file_bytes * LIMIT_TABLE_TEXT_RATIO;
    if (text > LIMIT_FILE_BYTES) text = LIMIT_FILE_BYTES; /* spans are 32 bits wide */
    book->cells_left = book->cells_most = cells > LIMIT_TABLE_CELLS ? cells : LIMIT_TABLE_CELLS;
    book->text_left = book->text_most = text > LIMIT_TABLE_TEXT ? text : LIMIT_TABLE_TEXT;
}

enum status doc_xlsx_book_open(struct doc_xlsx_book *book, struct text_view bytes)
{
    enum doc_zip_fault fault;
    set_limits(book, bytes.len);
    if (is_compound_file(bytes)) return doc_xlsx_refuse(book, DIAGNOSTIC_XLSX_LOCKED, none, none, STATUS_INVALID);
    enum status status = doc_zip_open(bytes, &book->zip, &fault);
    if (status == STATUS_NO_MEMORY) return status;
    if (status != STATUS_OK) return refuse_archive(book, fault, status);
    if (doc_zip_has(book->zip, "xl/externalLinks/") || doc_zip_has(book->zip, "xl/connections"))
        return doc_xlsx_refuse(book, DIAGNOSTIC_XLSX_EXTERNAL, none, none, STATUS_INVALID);
    status = read_workbook(book);
    if (status == STATUS_OK) status = read_strings(book, related(book, "/sharedStrings"));
    if (status == STATUS_OK) status = read_styles(book, related(book, "/styles"));
    return status;
}

void doc_xlsx_book_close(struct doc_xlsx_book *book)
{
    doc_zip_close(book->zip);
    book->zip = NULL;
}
