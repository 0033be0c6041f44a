/* base/buf - a growable byte buffer with a sticky failure.
 *
 * A series of appends is checked once at its end: after a failed append all further ones do nothing and buf_status
 * tells what happened. The bytes are always followed by a NUL that is not counted. Owned in place: buf_clear. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

struct buf {
    char *bytes; /* NULL while empty */
    size_t len;
    size_t capacity;
    enum status status;
};

/* Makes an empty buffer; takes no memory yet. */
void buf_init(struct buf *buf);
void buf_clear(struct buf *buf); /* frees; the buffer is empty and usable again */
void buf_reset(struct buf *buf); /* length 0, failure forgotten, memory kept */

/* Appends bytes that do not lie in the buffer itself; when memory is out, the failure is remembered. */
void buf_add(struct buf *buf, const char *bytes, size_t len);
/* buf_room where the buffer has to grow. */
char *buf_grow(struct buf *buf, size_t len);
/* Room for len bytes more, which the caller writes: they count as added. NULL when memory is out, now or before. */
static inline char *buf_room(struct buf *buf, size_t len)
{
    if (buf->status != STATUS_OK || len >= buf->capacity - buf->len) return buf_grow(buf, len); /* a NUL is behind */
    char *end = buf->bytes + buf->len;
    buf->len += len;
    end[len] = '\0';
    return end;
}
/* Takes back the last bytes of such room, which were not needed. */
static inline void buf_take_back(struct buf *buf, size_t len)
{
    buf->len -= len;
    buf->bytes[buf->len] = '\0';
}
void buf_add_string(struct buf *buf, const char *string);   /* up to its NUL */
void buf_add_char(struct buf *buf, char c);                 /* one byte */
void buf_add_repeat(struct buf *buf, char c, size_t count); /* count times the same byte */
void buf_add_int(struct buf *buf, int64_t value);           /* -1234567 */
void buf_add_hex(struct buf *buf, uint64_t value);          /* ff: lower case, no leading zeros */
void buf_add_grouped(struct buf *buf, int64_t value);       /* 1234567 -> 1,234,567 */
enum status buf_status(const struct buf *buf) MUST_CHECK;

#define BUF_INT 20 /* bytes of INT64_MIN */
/* Writes what buf_add_int adds, at most BUF_INT bytes and no NUL; gives their end. */
char *buf_write_int(char *to, int64_t value);

#endif
