#include "rule/frozen.h"

#include "base/alloc.h"

/* What a stored pointer points to. */
static const char *target_of(const struct rule_frozen *frozen, uintptr_t link, const char *linked, const char *text)
{
    if (link < frozen->linked_len) return linked + link;
    link -= frozen->linked_len;
    return link < frozen->plain_len ? (const char *)frozen->plain + link : text + (link - frozen->plain_len);
}

static void set_links(const struct rule_frozen *frozen, struct arena *arena, char *linked, const char *text)
{
    for (size_t i = 0; i < frozen->link_count; i++) {
        uintptr_t link = frozen->linked[frozen->links[i]];
        const void *target = link == RULE_FROZEN_ARENA ? (void *)arena : target_of(frozen, link, linked, text);
        memcpy(linked + frozen->links[i] * sizeof target, &target, sizeof target);
    }
}

enum status rule_frozen_thaw(const struct rule_frozen *frozen, const char *text, struct rule_set **out_set)
{
    struct arena *arena = arena_new();
    char *linked = arena ? arena_alloc(arena, frozen->linked_len) : NULL;
    if (!linked) {
        arena_free(arena);
        return STATUS_NO_MEMORY;
    }
    alloc_populate(linked, frozen->linked_len);
    memcpy(linked, frozen->linked, frozen->linked_len);
    set_links(frozen, arena, linked, text);
    *out_set = (struct rule_set *)(void *)linked;
    return STATUS_OK;
}
