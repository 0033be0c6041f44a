#include "base/buf.h"

#include "base/alloc.h"

#include <stdbool.h>
#include <string.h>

#define FIRST_CAPACITY 256
#define INT_DIGITS     20 /* of UINT64_MAX */

void buf_init(struct buf *buf)
{
    *buf = (struct buf){NULL, 0, 0, STATUS_OK};
}

void buf_clear(struct buf *buf)
{
    alloc_free(buf->bytes);
    buf_init(buf);
}

void buf_reset(struct buf *buf)
{
    buf->len = 0;
    buf->status = STATUS_OK;
    if (buf->bytes) buf->bytes[0] = '\0';
}

char *buf_room(struct buf *buf, size_t len)
{
    if (buf->status != STATUS_OK) return NULL;
    if (len >= buf->capacity - buf->len) { /* with a NUL behind */
        size_t wanted = buf->capacity ? buf->capacity : FIRST_CAPACITY;
        while (wanted - buf->len <= len && wanted <= SIZE_MAX / 2)
            wanted *= 2;
        char *bytes = wanted - buf->len > len ? alloc_resize(buf->bytes, wanted) : NULL;
        if (!bytes) {
            buf->status = STATUS_NO_MEMORY;
            return NULL;
        }
        buf->bytes = bytes;
        buf->capacity = wanted;
    }
    char *end = buf->bytes + buf->len;
    buf->len += len;
    buf->bytes[buf->len] = '\0';
    return end;
}

void buf_add(struct buf *buf, const char *bytes, size_t len)
{
    if (len == 0) return;
    char *end = buf_room(buf, len);
    if (end) memcpy(end, bytes, len);
}

void buf_add_string(struct buf *buf, const char *string)
{
    buf_add(buf, string, strlen(string));
}

void buf_add_char(struct buf *buf, char c)
{
    char *end = buf_room(buf, 1);
    if (end) *end = c;
}

void buf_add_repeat(struct buf *buf, char c, size_t count)
{
    if (count == 0) return;
    char *end = buf_room(buf, count);
    if (end) memset(end, c, count);
}

/* Decimal digits, written from the end of `room` backwards, a comma before every third when grouped. */
static void add_decimal(struct buf *buf, int64_t value, bool grouped)
{
    char room[INT_DIGITS + INT_DIGITS / 3 + 1];
    char *end = room + sizeof room;
    char *at = end;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    for (int digit = 0; digit == 0 || rest > 0; digit++, rest /= 10) {
        if (grouped && digit > 0 && digit % 3 == 0) *--at = ',';
        *--at = (char)('0' + rest % 10);
    }
    if (value < 0) *--at = '-';
    buf_add(buf, at, (size_t)(end - at));
}

void buf_add_int(struct buf *buf, int64_t value)
{
    add_decimal(buf, value, false);
}

void buf_add_hex(struct buf *buf, uint64_t value)
{
    unsigned shift = 64;
    while (shift > 4 && value >> (shift - 4) == 0)
        shift -= 4;
    while (shift > 0) {
        shift -= 4;
        buf_add_char(buf, "0123456789abcdef"[value >> shift & 15]);
    }
}

void buf_add_grouped(struct buf *buf, int64_t value)
{
    add_decimal(buf, value, true);
}

enum status buf_status(const struct buf *buf)
{
    return buf->status;
}
