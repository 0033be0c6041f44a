/* Requests are cut from the front of the newest page. A request larger than LARGE gets a page of its own, chained
 * behind the newest one so that the rest of that one stays in use. Pages come zeroed and nothing is handed out twice,
 * so what is handed out is zeroed.
 *
 * With -DJUTEN_ARENA_MALLOC every request counts as large: a block of its own, of just its size. */
#include "base/arena.h"

#include "base/alloc.h"

#include <stdint.h>
#include <string.h>

#define FIRST_PAGE  ((size_t)8 * 1024)    /* many arenas live for one value; the next pages double, */
#define LAST_PAGE   ((size_t)1024 * 1024) /* up to here: big pages come zeroed from the system and cost no clearing */
#define ALIGNMENT   _Alignof(max_align_t)
#define FIRST_ITEMS 8

#ifdef JUTEN_ARENA_MALLOC
#define LARGE ((size_t)0)
#else
#define LARGE ((size_t)16 * 1024)
#endif

struct page {
    struct page *next;
    size_t len;
    _Alignas(max_align_t) char data[];
};

struct arena {
    struct page *pages; /* the newest first */
    char *free;         /* unused rest of the page that is cut from */
    size_t free_len;
    size_t next_page; /* bytes of the next page */
    size_t bytes;
};

struct arena *arena_new(void)
{
    struct arena *arena = alloc_zeroed(1, sizeof *arena);
    if (!arena) return NULL;
    arena->bytes = sizeof *arena;
    arena->next_page = FIRST_PAGE;
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena) return;
    for (struct page *page = arena->pages, *next; page; page = next) {
        next = page->next;
        alloc_free(page);
    }
    alloc_free(arena);
}

/* The page that is cut from, the largest so far, stays; large blocks and smaller pages go. */
void arena_clear(struct arena *arena)
{
    struct page *kept = arena->free ? arena->pages : NULL;
    struct page *page = kept ? kept->next : arena->pages;
    for (struct page *next; page; page = next) {
        next = page->next;
        arena->bytes -= sizeof *page + page->len;
        alloc_free(page);
    }
    arena->pages = kept;
    if (!kept) return;
    memset(kept->data, 0, (size_t)(arena->free - kept->data));
    kept->next = NULL;
    arena->free = kept->data;
    arena->free_len = kept->len;
}

static struct page *page_new(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct page)) return NULL;
    struct page *page = alloc_zeroed(1, sizeof *page + size);
    if (!page) return NULL;
    page->len = size;
    arena->bytes += sizeof *page + size;
    return page;
}

static void *alloc_large(struct arena *arena, size_t size)
{
    struct page *page = page_new(arena, size);
    if (!page) return NULL;
    struct page **link = arena->pages ? &arena->pages->next : &arena->pages;
    page->next = *link;
    *link = page;
    return page->data;
}

static void *alloc_from_new_page(struct arena *arena, size_t size)
{
    size_t page_bytes = arena->next_page;
    while (page_bytes < size) {
        page_bytes *= 2;
    }
    struct page *page = page_new(arena, page_bytes);
    if (!page) return NULL;
    if (page_bytes < LAST_PAGE) arena->next_page = 2 * page_bytes;
    page->next = arena->pages;
    arena->pages = page;
    arena->free = page->data + size;
    arena->free_len = page_bytes - size;
    return page->data;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > LARGE) return alloc_large(arena, size);
    if (size == 0) size = 1;
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size > arena->free_len) return alloc_from_new_page(arena, size);
    char *block = arena->free;
    arena->free += size;
    arena->free_len -= size;
    return block;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t len)
{
    if (len == SIZE_MAX) return NULL;
    char *copy = arena_alloc(arena, len + 1);
    if (copy && len > 0) memcpy(copy, bytes, len);
    return copy;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
    if (count < *capacity) return items;
    size_t wanted = *capacity < FIRST_ITEMS ? FIRST_ITEMS : *capacity * 2;
    if (wanted <= count || wanted > SIZE_MAX / item_size) return NULL;
    void *grown = arena_alloc(arena, wanted * item_size);
    if (!grown) return NULL;
    if (count > 0) memcpy(grown, items, count * item_size);
    *capacity = wanted;
    return grown;
}

void arena_each(const struct arena *arena, arena_visit *visit, void *context)
{
    for (const struct page *page = arena->pages; page; page = page->next)
        visit(context, page->data, page->len);
}

size_t arena_bytes(const struct arena *arena)
{
    return arena->bytes;
}
