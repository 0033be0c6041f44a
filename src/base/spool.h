/* base/spool - bytes put aside and read back by their offset, in memory up to SPOOL_MEMORY, beyond that in an unnamed
 * temporary file; where none can be made, in memory all the same. What it takes of memory so does not grow with what
 * is put aside. Reads that follow each other are taken from a window of SPOOL_WINDOW bytes. Owned in place:
 * spool_clear. One thread. */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define SPOOL_MEMORY (1u << 20)
#define SPOOL_WINDOW ((size_t)64 * 1024)

struct spool {
    struct buf tail; /* what is not in the file yet */
    FILE *file;      /* NULL: none yet */
    uint64_t filed;  /* bytes in it */
    bool unfiled;    /* no file could be made */
    char *window;    /* bytes of the file; NULL: nobody has read on yet */
    uint64_t window_begin;
    size_t window_len;
    uint64_t read_end; /* where the last read from the file ended */
};

/* An empty spool; takes no memory yet. */
void spool_init(struct spool *spool);
void spool_clear(struct spool *spool);
/* Puts bytes behind all others; *out_offset is where they stand. STATUS_NO_MEMORY. */
enum status spool_add(struct spool *spool, const void *bytes, size_t len, uint64_t *out_offset) MUST_CHECK;
/* How many bytes were put there: where the next ones will stand. */
static inline uint64_t spool_len(const struct spool *spool)
{
    return spool->filed + spool->tail.len;
}
/* Puts what a buffer holds behind all others and empties it. Its failure, STATUS_NO_MEMORY. */
enum status spool_take(struct spool *spool, struct buf *from) MUST_CHECK;
/* Puts what another spool holds behind all others; that one stays as it is. STATUS_NO_MEMORY, STATUS_IO. */
enum status spool_append(struct spool *spool, struct spool *from) MUST_CHECK;
/* Reads len bytes that stand at that offset: of one piece or of several. STATUS_IO. */
enum status spool_read(struct spool *spool, uint64_t offset, void *out_bytes, size_t len) MUST_CHECK;

#endif
