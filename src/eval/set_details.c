/* Details are put aside as their members one after the other, strings with their length before them; so what is read
 * back needs no copies of strings. One list of the members serves both ways. */
#include "eval/set_details.h"

/* Where members go, or come from. */
struct passing {
    struct buf *out; /* NULL: they are read */
    const char *in;
};

static void pass(struct passing *by, void *member, size_t size)
{
    if (by->out) {
        buf_add(by->out, member, size);
        return;
    }
    memcpy(member, by->in, size);
    by->in += size;
}

static void pass_view(struct passing *by, struct text_view *view)
{
    uint32_t len = (uint32_t)view->len;
    pass(by, &len, sizeof len);
    if (by->out) {
        buf_add(by->out, view->at, len);
        return;
    }
    *view = (struct text_view){by->in, len};
    by->in += len;
}

static void pass_place(struct passing *by, struct text_place *place)
{
    pass(by, &place->line, sizeof place->line);
    pass(by, &place->column, sizeof place->column);
    pass(by, &place->byte, sizeof place->byte);
    pass(by, &place->cell, sizeof place->cell);
    pass(by, &place->unit, sizeof place->unit);
    pass_view(by, &place->sheet);
}

static void pass_line(struct passing *by, struct text_line_hash *line)
{
    pass(by, &line->hash, sizeof line->hash);
    pass(by, &line->ordinal, sizeof line->ordinal);
}

static void pass_money(struct passing *by, struct doc_money *money)
{
    pass(by, &money->yen, sizeof money->yen);
    pass(by, &money->step, sizeof money->step);
}

static void pass_amount(struct passing *by, struct doc_amount *amount)
{
    pass(by, &amount->kind, sizeof amount->kind);
    pass(by, &amount->bound, sizeof amount->bound);
    pass_money(by, &amount->money);
    pass(by, &amount->earlier, sizeof amount->earlier);
    pass(by, &amount->earlier_bound, sizeof amount->earlier_bound);
    pass_money(by, &amount->earlier_money);
    pass_view(by, &amount->earlier_written);
    pass(by, &amount->relisted, sizeof amount->relisted);
    pass(by, &amount->newly, sizeof amount->newly);
    pass_view(by, &amount->written);
    pass(by, &amount->bare_unit, sizeof amount->bare_unit);
    pass(by, &amount->earlier_unit, sizeof amount->earlier_unit);
}

static void pass_request(struct passing *by, struct eval_set_request_details *details)
{
    pass_view(by, &details->id);
    pass_view(by, &details->title);
    pass_amount(by, &details->amount);
    pass_amount(by, &details->previous);
    pass_place(by, &details->id_start);
    pass_place(by, &details->id_end);
    pass_place(by, &details->title_start);
    pass_place(by, &details->title_end);
    pass_place(by, &details->previous_start);
    pass_place(by, &details->previous_end);
    pass_line(by, &details->id_line);
    pass_line(by, &details->previous_line);
}

static void pass_text(struct passing *by, struct eval_set_text_details *details)
{
    pass_view(by, &details->area);
    pass_place(by, &details->start);
    pass_place(by, &details->end);
    pass_line(by, &details->line);
    pass(by, details->sha256, sizeof details->sha256);
}

/* What was written, behind its length. */
static enum status put(struct eval_set *set, uint64_t *out_offset)
{
    const uint32_t len = (uint32_t)set->writing.len;
    uint64_t behind;
    enum status status = buf_status(&set->writing);
    if (status == STATUS_OK) status = spool_add(&set->spool, &len, sizeof len, out_offset);
    if (status == STATUS_OK) status = spool_add(&set->spool, set->writing.bytes, len, &behind);
    buf_reset(&set->writing);
    return status;
}

enum status eval_set_put_request(struct eval_set *set, struct eval_set_request_details *details, uint64_t *out_offset)
{
    pass_request(&(struct passing){.out = &set->writing}, details);
    return put(set, out_offset);
}

enum status eval_set_put_text(struct eval_set *set, struct eval_set_text_details *details,
                              const struct eval_print *print, uint64_t *out_offset)
{
    uint64_t behind;
    enum status status = spool_add(&set->spool, print->hashes, print->count * sizeof *print->hashes, out_offset);
    if (status != STATUS_OK) return status;
    pass_text(&(struct passing){.out = &set->writing}, details);
    return put(set, &behind);
}

/* What was put aside there; NULL after noting why not. */
static const char *get(struct eval_set *set, struct arena *arena, uint64_t offset, enum status *status)
{
    uint32_t len = 0;
    *status = spool_read(&set->spool, offset, &len, sizeof len);
    if (*status != STATUS_OK) return NULL;
    char *bytes = arena_alloc(arena, len);
    *status = bytes ? spool_read(&set->spool, offset + sizeof len, bytes, len) : STATUS_NO_MEMORY;
    return *status == STATUS_OK ? bytes : NULL;
}

enum status eval_set_get_request(struct eval_set *set, struct arena *arena, const struct eval_set_request *request,
                                 struct eval_set_request_details *out_details)
{
    enum status status;
    struct passing by = {.in = get(set, arena, request->details, &status)};
    *out_details = (struct eval_set_request_details){0};
    if (by.in) pass_request(&by, out_details);
    return status;
}

enum status eval_set_get_text(struct eval_set *set, struct arena *arena, const struct eval_set_text *text,
                              struct eval_set_text_details *out_details)
{
    enum status status;
    struct passing by = {.in = get(set, arena, text->details + text->grams * sizeof(uint32_t), &status)};
    *out_details = (struct eval_set_text_details){0};
    if (by.in) pass_text(&by, out_details);
    return status;
}

enum status eval_set_get_print(struct eval_set *set, const struct eval_set_text *text, struct eval_print *print)
{
    print->count = text->grams;
    return spool_read(&set->spool, text->details, print->hashes, text->grams * sizeof *print->hashes);
}

struct eval_set_place eval_set_place_of(const struct eval_set *set, const struct eval_set_request *request,
                                        const struct eval_set_request_details *details)
{
    const struct eval_set_submission *home = eval_set_home(set, request);
    return (struct eval_set_place){.path = home->path,
                                   .ministry = home->ministry,
                                   .request = details->id,
                                   .title = details->title,
                                   .document = home->document,
                                   .previous = home->previous};
}
