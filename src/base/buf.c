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

char *buf_grow(struct buf *buf, size_t len)
{
    if (buf->status != STATUS_OK) return NULL;
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
    return buf_room(buf, len);
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

/* A number's digits and its sign are written from the end of some room backwards. */
static uint64_t magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

char *buf_write_int(char *to, int64_t value)
{
    const uint64_t number = magnitude(value);
    size_t digits = 1;
    for (uint64_t rest = number; rest >= 10; rest /= 10)
        digits++;
    if (value < 0) *to++ = '-';
    uint64_t rest = number;
    for (size_t i = digits; i-- > 0; rest /= 10)
        to[i] = (char)('0' + rest % 10);
    return to + digits;
}

void buf_add_int(struct buf *buf, int64_t value)
{
    char *room = buf_room(buf, BUF_INT);
    if (room) buf_take_back(buf, (size_t)(room + BUF_INT - buf_write_int(room, value)));
}

void buf_add_grouped(struct buf *buf, int64_t value)
{
    char room[INT_DIGITS + INT_DIGITS / 3 + 1], *const end = room + sizeof room, *at = end;
    uint64_t rest = magnitude(value);
    for (int digit = 0; digit == 0 || rest > 0; digit++, rest /= 10) {
        if (digit > 0 && digit % 3 == 0) *--at = ',';
        *--at = (char)('0' + rest % 10);
    }
    if (value < 0) *--at = '-';
    buf_add(buf, at, (size_t)(end - at));
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

enum status buf_status(const struct buf *buf)
{
    return buf->status;
}
