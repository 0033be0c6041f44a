/* support/table - rows of tests/table/<topic>.txt, which people can read and extend without C.
 *
 * One row per line, fields separated by one or more tabs; empty lines and lines that begin with # are skipped.
 * In a field \n \r \t \s (blank) \\ and \xHH stand for bytes, \uXXXX and \UXXXXXXXX for a code point in UTF-8, and a
 * field that is just \e is empty. The folder is $JUTEN_TESTS/table, else tests/table. */
#ifndef SUPPORT_TABLE_H
#define SUPPORT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#define TABLE_FIELDS 8

struct table_field {
    char *at; /* followed by a NUL that is not counted */
    size_t len;
};

struct table_row {
    unsigned line;
    size_t count;
    struct table_field fields[TABLE_FIELDS]; /* empty beyond count */
    char place[64];                          /* "utf8.txt:12", for messages */
};

struct table {
    char *bytes;
    struct table_row *rows;
    size_t count;
};

/* Reads the table; fails the running test when there is none, or no row in it. */
void table_open(struct table *table, const char *name);
void table_close(struct table *table);

/* Says which row went wrong and fails the running test when `holds` is false. */
void table_expect(const struct table_row *row, bool holds, const char *what);

#endif
