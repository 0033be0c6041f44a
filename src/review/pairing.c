#include "review/pairing.h"

#include <stdlib.h>

/* ---- the ways in which two requests may be the same */

enum { ID = 1, TITLE = 2, TEXT = 4 };

struct way {
    int agree; /* what must */
    bool anywhere, alone /* no other free request of either round has it */;
    enum review_match match;
};

static const struct way ways[] = {
    {ID | TITLE | TEXT, false, false, REVIEW_BY_ID},
    {TITLE | TEXT, false, false, REVIEW_BY_TITLE},
    {ID | TITLE, false, false, REVIEW_BY_ID},
    {ID | TEXT, false, false, REVIEW_BY_ID},
    {TITLE, false, true, REVIEW_BY_TITLE},
    {TEXT, false, true, REVIEW_BY_TEXT},
    {ID, false, false, REVIEW_BY_ID},
    {TITLE, false, false, REVIEW_BY_TITLE},
    {TEXT, false, false, REVIEW_BY_TEXT},
    {ID | TITLE, true, false, REVIEW_BY_ID},
    {TITLE | TEXT, true, false, REVIEW_BY_TITLE},
    {ID | TEXT, true, false, REVIEW_BY_ID},
    {TEXT, true, true, REVIEW_BY_TEXT},
};

/* ---- names */

struct key {
    struct text_view ministry, id, title, text; /* what must not agree is empty in all */
    size_t request;
};

struct keys {
    struct key *items;
    size_t count;
};

static int compare_keys(const struct key *x, const struct key *y)
{
    int order = text_view_compare(x->text, y->text);
    if (order == 0) order = text_view_compare(x->title, y->title);
    if (order == 0) order = text_view_compare(x->id, y->id);
    return order != 0 ? order : text_view_compare(x->ministry, y->ministry);
}

static int compare_placed_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    int order = compare_keys(x, y);
    return order != 0 ? order : (x->request > y->request) - (x->request < y->request);
}

static bool is_free(const struct review_round *round, size_t request)
{
    return round->partner[request] == REVIEW_NONE;
}

/* A request has a key for each of its claims' texts, or one. */
static size_t keys_of(const struct review_request *request, const struct way *way)
{
    return way->agree & TEXT ? request->claim_count : 1;
}

static void add_keys(struct keys *keys, const struct review_round *round, size_t index, const struct way *way)
{
    const struct review_side *side = &round->sides[index];
    const struct review_request *request = side->request;
    struct key key = {.request = index};
    if (!way->anywhere) key.ministry = side->submission->ministry;
    if (way->agree & ID) key.id = request->id;
    if (way->agree & TITLE) key.title = request->title;
    if ((way->agree & ID && key.id.len == 0) || (way->agree & TITLE && key.title.len == 0)) return;
    for (size_t i = 0; i < keys_of(request, way); i++) {
        if (way->agree & TEXT) key.text = request->claims[i].text_sha256;
        if (!(way->agree & TEXT) || key.text.len > 0) keys->items[keys->count++] = key;
    }
}

/* The names of all requests of the round that are still free, in order. */
static enum status sort_keys(struct arena *arena, const struct review_round *round, const struct way *way,
                             struct keys *out_keys)
{
    size_t most = 0;
    for (size_t i = 0; i < round->count; i++)
        if (is_free(round, i)) most += keys_of(round->sides[i].request, way);
    *out_keys = (struct keys){arena_alloc(arena, (most + 1) * sizeof *out_keys->items), 0};
    if (!out_keys->items) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < round->count; i++)
        if (is_free(round, i)) add_keys(out_keys, round, i, way);
    if (out_keys->count > 1) qsort(out_keys->items, out_keys->count, sizeof *out_keys->items, compare_placed_keys);
    return STATUS_OK;
}

/* ---- pairing */

/* Keys of one name: from begin up to end. */
struct group {
    const struct key *keys;
    size_t begin, end;
};

static struct group group_at(const struct keys *keys, size_t begin)
{
    size_t end = begin + 1;
    while (end < keys->count && compare_keys(&keys->items[begin], &keys->items[end]) == 0)
        end++;
    return (struct group){keys->items, begin, end};
}

/* Whether all keys are of one request. */
static bool is_alone(const struct group *group)
{
    return group->keys[group->begin].request == group->keys[group->end - 1].request;
}

/* The next free request of the group, or REVIEW_NONE. */
static size_t next_free(struct group *group, const struct review_round *round)
{
    while (group->begin < group->end && !is_free(round, group->keys[group->begin].request))
        group->begin++;
    return group->begin < group->end ? group->keys[group->begin].request : REVIEW_NONE;
}

/* Requests of one name are paired in their order. */
static void pair_group(struct review_round *before, struct review_round *after, struct group old, struct group new,
                       const struct way *way)
{
    if (way->alone && !(is_alone(&old) && is_alone(&new))) return;
    for (;;) {
        size_t from = next_free(&old, before), to = next_free(&new, after);
        if (from == REVIEW_NONE || to == REVIEW_NONE) return;
        before->partner[from] = to;
        after->partner[to] = from;
        before->match[from] = after->match[to] = way->match;
    }
}

static enum status pair_by(struct arena *arena, struct review_round *before, struct review_round *after,
                           const struct way *way)
{
    struct keys olds, news;
    enum status status = sort_keys(arena, before, way, &olds);
    if (status == STATUS_OK) status = sort_keys(arena, after, way, &news);
    for (size_t i = 0, j = 0; status == STATUS_OK && i < olds.count && j < news.count;) {
        int order = compare_keys(&olds.items[i], &news.items[j]);
        if (order == 0) {
            struct group old = group_at(&olds, i), new = group_at(&news, j);
            pair_group(before, after, old, new, way);
            i = old.end;
            j = new.end;
        } else if (order < 0) i++;
        else j++;
    }
    return status;
}

static void set_free(struct review_round *round)
{
    for (size_t i = 0; i < round->count; i++) {
        round->partner[i] = REVIEW_NONE;
        round->match[i] = REVIEW_UNMATCHED;
    }
}

enum status review_pair(struct arena *arena, struct review_round *before, struct review_round *after)
{
    enum status status = STATUS_OK;
    set_free(before);
    set_free(after);
    for (size_t i = 0; i < sizeof ways / sizeof *ways && status == STATUS_OK; i++)
        status = pair_by(arena, before, after, &ways[i]);
    return status;
}
