#include "review/follow.h"

#include <stdlib.h>

/* A finding of a list that has no partner yet. */
struct loose {
    const struct review_standing *standing;
    size_t index;
};

struct list {
    struct review_standing *items;
    size_t count;
    struct loose *sorted;
    size_t loose; /* how many of them */
};

/* ---- what makes two the same */

static int compare_fingerprints(const struct review_standing *a, const struct review_standing *b)
{
    return text_view_compare(a->finding->fingerprint, b->finding->fingerprint);
}

static int compare_matters(const struct review_standing *a, const struct review_standing *b)
{
    int order = (a->home > b->home) - (a->home < b->home);
    if (order == 0) order = text_view_compare(a->finding->rule, b->finding->rule);
    if (order == 0) order = text_view_compare(a->finding->area, b->finding->area);
    return order != 0 ? order : text_view_compare(a->finding->criterion, b->finding->criterion);
}

static int compare_texts(const struct review_standing *a, const struct review_standing *b)
{
    int order = compare_matters(a, b);
    return order != 0 ? order : text_view_compare(a->finding->text_sha256, b->finding->text_sha256);
}

typedef int comparison(const struct review_standing *, const struct review_standing *);

/* Those of one name in the order of their lists. */
static int in_order(const struct loose *x, const struct loose *y, comparison *compare)
{
    int order = compare(x->standing, y->standing);
    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

static int sort_fingerprints(const void *a, const void *b)
{
    return in_order(a, b, compare_fingerprints);
}

static int sort_texts(const void *a, const void *b)
{
    return in_order(a, b, compare_texts);
}

static int sort_matters(const void *a, const void *b)
{
    return in_order(a, b, compare_matters);
}

struct pass {
    comparison *compare;
    int (*sort)(const void *, const void *);
};

static const struct pass passes[] = {{compare_fingerprints, sort_fingerprints},
                                     {compare_texts, sort_texts},
                                     {compare_matters, sort_matters}};

/* ---- */

static void sort_loose(struct list *list, const struct pass *pass)
{
    list->loose = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].partner == REVIEW_NONE) list->sorted[list->loose++] = (struct loose){&list->items[i], i};
    if (list->loose > 1) qsort(list->sorted, list->loose, sizeof *list->sorted, pass->sort);
}

static void join(struct list *before, struct list *after, const struct pass *pass)
{
    sort_loose(before, pass);
    sort_loose(after, pass);
    for (size_t i = 0, j = 0; i < before->loose && j < after->loose;) {
        const struct loose *old = &before->sorted[i], *new = &after->sorted[j];
        int order = pass->compare(old->standing, new->standing);
        if (order == 0) {
            before->items[old->index].partner = new->index;
            after->items[new->index].partner = old->index;
        }
        i += order <= 0;
        j += order >= 0;
    }
}

static enum status open_list(struct arena *arena, struct review_standing *items, size_t count, struct list *out_list)
{
    *out_list = (struct list){items, count, arena_alloc(arena, (count + 1) * sizeof *out_list->sorted), 0};
    for (size_t i = 0; i < count; i++)
        items[i].partner = REVIEW_NONE;
    return out_list->sorted ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status review_follow(struct arena *arena, struct review_standing *before, size_t before_count,
                          struct review_standing *after, size_t after_count)
{
    struct list olds, news;
    enum status status = open_list(arena, before, before_count, &olds);
    if (status == STATUS_OK) status = open_list(arena, after, after_count, &news);
    for (size_t i = 0; i < sizeof passes / sizeof *passes && status == STATUS_OK; i++)
        join(&olds, &news, &passes[i]);
    return status;
}
