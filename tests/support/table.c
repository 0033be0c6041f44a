#include "support/table.h"

#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>

static char *read_whole(const char *name)
{
    char path[512];
    const char *root = getenv("JUTEN_TESTS");
    snprintf(path, sizeof path, "%s/table/%s", root ? root : "tests", name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        fail_msg("cannot open %s (run in the root of the repository)", path);
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, (size_t)size, file), (size_t)size);
    bytes[size] = '\0';
    fclose(file);
    return bytes;
}

static size_t put_point(char *to, unsigned long point)
{
    if (point < 0x80) {
        to[0] = (char)point;
        return 1;
    }
    size_t len = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len - 1; i > 0; i--, point >>= 6) {
        to[i] = (char)(0x80 | (point & 0x3F));
    }
    to[0] = (char)(lead[len] | point);
    return len;
}

/* Decodes the escape after the backslash at `from`; returns how many bytes of the file it takes. */
static size_t unescape(const char *from, char *to, size_t *out_len)
{
    size_t digits = from[1] == 'x' ? 2 : from[1] == 'u' ? 4 : from[1] == 'U' ? 8 : 0;
    *out_len = 1;
    if (digits > 0) {
        char hex[9] = {0};
        memcpy(hex, from + 2, strnlen(from + 2, digits));
        unsigned long value = strtoul(hex, NULL, 16);
        *to = (char)value;
        if (digits > 2) {
            *out_len = put_point(to, value);
        }
        return 2 + strlen(hex);
    }
    static const char names[] = "nrts\\";
    static const char values[] = "\n\r\t \\";
    const char *name = from[1] ? strchr(names, from[1]) : NULL;
    if (name) {
        *to = values[name - names];
    } else {
        *out_len = 0; /* \e, the empty field */
    }
    return from[1] ? 2 : 1;
}

/* Undoes the escapes in place: what they stand for is never longer. */
static void decode(struct table_field *field)
{
    size_t len = 0;
    for (size_t i = 0; i < field->len;) {
        size_t added = 1;
        if (field->at[i] == '\\') {
            char bytes[4];
            i += unescape(field->at + i, bytes, &added);
            memcpy(field->at + len, bytes, added);
        } else {
            field->at[len] = field->at[i++];
        }
        len += added;
    }
    field->at[len] = '\0';
    field->len = len;
}

/* Cuts the NUL-terminated line into fields. */
static void cut(struct table_row *row, char *line)
{
    for (char *at = line; *at && row->count < TABLE_FIELDS;) {
        size_t len = strcspn(at, "\t");
        struct table_field *field = &row->fields[row->count++];
        *field = (struct table_field){at, len};
        at += len;
        at += strspn(at, "\t");
        field->at[len] = '\0';
        decode(field);
    }
    for (size_t i = row->count; i < TABLE_FIELDS; i++) {
        row->fields[i] = (struct table_field){line + strlen(line), 0};
    }
}

static void add_row(struct table *table, const char *name, unsigned number, char *line)
{
    table->rows = realloc(table->rows, (table->count + 1) * sizeof *table->rows);
    assert_non_null(table->rows);
    struct table_row *row = &table->rows[table->count++];
    memset(row, 0, sizeof *row);
    row->line = number;
    snprintf(row->place, sizeof row->place, "%s:%u", name, number);
    cut(row, line);
}

void table_open(struct table *table, const char *name)
{
    *table = (struct table){read_whole(name), NULL, 0};
    unsigned number = 0;
    for (char *line = table->bytes; line && *line;) {
        char *end = strchr(line, '\n');
        if (end) {
            *end = '\0';
        }
        number++;
        if (*line && *line != '#') {
            add_row(table, name, number, line);
        }
        line = end ? end + 1 : NULL;
    }
    assert_true(table->count > 0);
}

void table_close(struct table *table)
{
    free(table->rows);
    free(table->bytes);
}

void table_expect(const struct table_row *row, bool holds, const char *what)
{
    if (!holds) {
        fail_msg("tests/table/%s: %s", row->place, what);
    }
}
