#include "base/spool.h"

#include "base/alloc.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void spool_init(struct spool *spool)
{
    *spool = (struct spool){.file = NULL};
    buf_init(&spool->tail);
}

void spool_clear(struct spool *spool)
{
    if (spool->file) fclose(spool->file);
    alloc_free(spool->window);
    buf_clear(&spool->tail);
    spool_init(spool);
}

/* Moves what is in memory to the end of the file, if there is one and it takes it. */
static void file_tail(struct spool *spool)
{
    if (!spool->file && !spool->unfiled) {
        spool->file = tmpfile();
        spool->unfiled = !spool->file;
    }
    if (spool->unfiled) return;
    for (size_t written = 0; written < spool->tail.len;) {
        ssize_t took = pwrite(fileno(spool->file), spool->tail.bytes + written, spool->tail.len - written,
                              (off_t)(spool->filed + written));
        if (took < 0 && errno == EINTR) continue;
        if (took <= 0) {
            spool->unfiled = true; /* no room there: what comes stays in memory */
            return;
        }
        written += (size_t)took;
    }
    spool->filed += spool->tail.len;
    buf_reset(&spool->tail);
}

enum status spool_add(struct spool *spool, const void *bytes, size_t len, uint64_t *out_offset)
{
    *out_offset = spool_len(spool);
    buf_add(&spool->tail, bytes, len);
    enum status status = buf_status(&spool->tail);
    if (status == STATUS_OK && spool->tail.len >= SPOOL_MEMORY) file_tail(spool);
    return status;
}

enum status spool_take(struct spool *spool, struct buf *from)
{
    uint64_t offset;
    enum status status = buf_status(from);
    if (status == STATUS_OK && from->len > 0) status = spool_add(spool, from->bytes, from->len, &offset);
    buf_reset(from);
    return status;
}

static enum status read_file(struct spool *spool, uint64_t offset, char *out_bytes, size_t len)
{
    while (len > 0) {
        ssize_t got = pread(fileno(spool->file), out_bytes, len, (off_t)offset);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return STATUS_IO;
        out_bytes += got;
        offset += (uint64_t)got;
        len -= (size_t)got;
    }
    return STATUS_OK;
}

/* Fills the window from an offset on; without memory for one, it stays empty. */
static enum status move_window(struct spool *spool, uint64_t offset)
{
    const uint64_t rest = spool->filed - offset;
    spool->window_len = 0;
    if (!spool->window) spool->window = alloc_bytes(SPOOL_WINDOW);
    if (!spool->window) return STATUS_OK;
    const size_t len = rest < SPOOL_WINDOW ? (size_t)rest : SPOOL_WINDOW;
    enum status status = read_file(spool, offset, spool->window, len);
    if (status != STATUS_OK) return status;
    spool->window_begin = offset;
    spool->window_len = len;
    return STATUS_OK;
}

static bool is_in_window(const struct spool *spool, uint64_t offset, size_t len)
{
    return offset >= spool->window_begin && offset + len <= spool->window_begin + spool->window_len;
}

/* Whoever reads on from about where the last read ended will go on so; others read here and there, for whom a window
 * would be read in vain. */
static enum status read_filed(struct spool *spool, uint64_t offset, char *out_bytes, size_t len)
{
    enum status status = STATUS_OK;
    const bool reads_on = offset >= spool->read_end && offset - spool->read_end < SPOOL_WINDOW / 8;
    if (reads_on && len < SPOOL_WINDOW && !is_in_window(spool, offset, len)) status = move_window(spool, offset);
    spool->read_end = offset + len;
    if (status != STATUS_OK || !is_in_window(spool, offset, len)) return read_file(spool, offset, out_bytes, len);
    if (len > 0) memcpy(out_bytes, spool->window + (offset - spool->window_begin), len);
    return STATUS_OK;
}

enum status spool_read(struct spool *spool, uint64_t offset, void *out_bytes, size_t len)
{
    const uint64_t filed = offset < spool->filed ? spool->filed - offset : 0; /* bytes from there on */
    const size_t of_file = filed < len ? (size_t)filed : len, of_tail = len - of_file;
    enum status status = of_file > 0 ? read_filed(spool, offset, out_bytes, of_file) : STATUS_OK;
    if (of_tail > 0)
        memcpy((char *)out_bytes + of_file, spool->tail.bytes + (offset + of_file - spool->filed), of_tail);
    return status;
}

enum status spool_append(struct spool *spool, struct spool *from)
{
    enum status status = STATUS_OK;
    const uint64_t len = spool_len(from);
    for (uint64_t at = 0; at < len && status == STATUS_OK; at += SPOOL_WINDOW) {
        const size_t piece = len - at < SPOOL_WINDOW ? (size_t)(len - at) : SPOOL_WINDOW;
        char *room = buf_room(&spool->tail, piece);
        status = room ? spool_read(from, at, room, piece) : STATUS_NO_MEMORY;
        if (spool->tail.len >= SPOOL_MEMORY) file_tail(spool);
    }
    return status;
}
