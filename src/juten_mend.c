/* Mending one input: read, mend what a look at it allows, read again, until nothing is left to mend.
 *
 * libyaml stops at the first mistake, so a file that can't be read yet gets one mend a round. A mend is taken back, and
 * its line left alone, unless reading then goes on beyond what it put there. Once the file can be read, all that the
 * reader noticed is mended at once, and in the end all notation.
 *
 * Nothing comes out that YAML can't parse, but for a file with so many slips that another run must go on with it. Until
 * notation is mended, the characters of the text that are more than marks and blanks must be those of the file, in
 * their order; and mending notation must leave every text of the submission as it was. Else the file stays as it is: a
 * slip that nobody thought of must not cost a word.
 *
 * What stays in the way of reading is told, as a check of the mended file would. */
#include "juten_private.h"

#include "doc/repair.h"
#include "report/line_diff.h"
#include "text/rewrite.h"

#include <string.h>

/* A mistake that a mend was tried on. */
struct tried {
    bool any;
    enum diagnostic_code code;
    uint32_t line, column;
    size_t end; /* of what was put in its place */
};

struct mending {
    struct juten *run;
    const struct input *input;
    enum doc_format format;
    struct buf now;    /* the text as it is mended so far */
    struct buf before; /* the same before the last round */
    struct buf sound;  /* the last one that YAML can parse; empty: none yet */
    bool is_readable;  /* it can be read as a whole */
    bool is_submission;
    bool is_plain;               /* notation has been mended */
    char texts[HASH_SHA256_HEX]; /* of the submissions' texts, before notation was mended */
    struct tried tried;
    uint32_t left_alone; /* up to this line mistakes stay */
    bool more;           /* the rounds came to their limit */
    enum status status;  /* sticky */
};

/* What one reading of the text showed. */
struct look {
    struct arena *arena;
    struct text_diagnostics mistakes;
    struct text_diagnostics others; /* of documents that can be read and are no submissions */
    struct doc_edits edits;         /* of what the reader noticed */
    struct doc_edits notation;      /* when nothing else is to be mended */
    struct hash_sha256 texts;       /* of the submissions */
    size_t stopped_at;              /* doc_roots */
};

/* ---- what stays wrong */

static void word(struct juten *run, const struct text_diagnostics *list)
{
    for (size_t i = 0; i < list->count; i++)
        text_diagnostic_line(&run->mend_problems, &list->items[i], run->report_run.settings.language);
}

/* Of the last reading; of the last that there was no mistake in once the file can be read. */
static void word_look(struct mending *it, const struct look *look)
{
    if (it->is_readable && look->mistakes.count > 0) return;
    buf_reset(&it->run->mend_problems);
    word(it->run, &look->mistakes);
    word(it->run, &look->others);
    if (buf_status(&it->run->mend_problems) != STATUS_OK) it->status = STATUS_NO_MEMORY;
}

/* ---- looking */

static bool is_mendable(enum doc_format format)
{
    return format != DOC_FORMAT_CSV && format != DOC_FORMAT_XLSX;
}

static void add_text(struct hash_sha256 *texts, struct text_view text)
{
    hash_sha256_add(texts, text.at, text.len);
    hash_sha256_add(texts, "", 1);
}

/* All that is text and no notation, and how much of everything there is. */
static void add_texts(struct hash_sha256 *texts, const struct doc_submission *submission)
{
    for (size_t i = 0; i < submission->request_count; i++) {
        const struct doc_request *request = &submission->requests[i];
        const struct doc_text *parts[] = {&request->id,      &request->title,   &request->category_text,
                                          &request->summary, &request->outcome, &request->offset,
                                          &request->office,  &request->note,    &request->cio_coordination};
        for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
            add_text(texts, parts[p]->value);
        for (size_t r = 0; r < request->row_count; r++)
            add_text(texts, request->rows[r].item.value);
        add_text(texts, text_view_of("/"));
        for (size_t c = 0; c < request->claim_count; c++)
            add_text(texts, request->claims[c].justification.value);
        add_text(texts, text_view_of("/"));
    }
}

static void look_at_submission(struct mending *it, struct look *look, const struct doc_node *root, uint32_t document)
{
    const struct doc_node *node;
    struct doc_submission *submission;
    int year = 0;
    it->is_submission = true;
    it->status = doc_submission_year(root, &it->run->packs[0]->words, look->arena, &year, &node);
    const struct rule_set *pack = juten_pack_of(it->run, year);
    if (it->status != STATUS_OK || !pack) return;
    enum status status =
        doc_submission_read(look->arena, root, document, &pack->words, pack->labels, &look->mistakes, &submission);
    if (status == STATUS_NO_MEMORY) it->status = status;
    if (status != STATUS_OK || !is_mendable(it->format)) return;
    for (size_t i = 0; i < submission->observation_count; i++)
        if (doc_repair_is_sure(&submission->observations[i]))
            doc_repair_seen(&submission->observations[i], &look->edits);
    doc_repair_notation(submission, &pack->words, pack->labels, &look->notation);
    add_texts(&look->texts, submission);
}

/* A named file must be a submission. */
static void refuse(struct mending *it, struct look *look, enum diagnostic_code code, struct text_span span)
{
    const struct text_view none = {0};
    if (it->input->named) text_diagnostics_add(&look->others, code, it->input->path, span, none, none, none);
}

static void look_at_roots(struct mending *it, struct look *look, const struct doc_roots *roots)
{
    if (roots->count == 0) refuse(it, look, roots->absent, (struct text_span){0});
    for (size_t i = 0; i < roots->count && it->status == STATUS_OK; i++) {
        bool is = false;
        it->status = doc_submission_is(roots->items[i], &it->run->packs[0]->words, look->arena, &is);
        if (it->status == STATUS_OK && is) look_at_submission(it, look, roots->items[i], (uint32_t)i);
        else refuse(it, look, DIAGNOSTIC_NOT_SUBMISSION, roots->items[i]->span);
    }
}

static void look_at(struct mending *it, struct look *look, struct doc_input *text)
{
    struct doc_roots roots = {0};
    text_diagnostics_init(&look->mistakes, look->arena);
    text_diagnostics_init(&look->others, look->arena);
    doc_edits_init(&look->edits, look->arena);
    doc_edits_init(&look->notation, look->arena);
    hash_sha256_init(&look->texts);
    enum status status = doc_input_read(look->arena, text, &it->run->packs[0]->words, &look->mistakes, &roots);
    look->stopped_at = roots.stopped_at;
    if (status == STATUS_OK) look_at_roots(it, look, &roots);
    if (status == STATUS_NO_MEMORY || look->mistakes.status != STATUS_OK || look->others.status != STATUS_OK)
        it->status = STATUS_NO_MEMORY;
    if (look->edits.status != STATUS_OK || look->notation.status != STATUS_OK) it->status = STATUS_NO_MEMORY;
    word_look(it, look);
}

/* ---- mending */

static void copy(struct mending *it, struct buf *to, const struct buf *from)
{
    buf_reset(to);
    buf_add(to, from->bytes, from->len);
    if (buf_status(to) != STATUS_OK) it->status = buf_status(to);
}

/* Where what was put into the line of the first edit ends, in the text that comes out. */
static size_t end_of(const struct doc_edits *edits, struct text_view before)
{
    size_t removed = 0, added = 0, end = 0;
    const char *line = memchr(before.at + edits->items[0].begin, '\n', before.len - edits->items[0].begin);
    size_t line_end = line ? (size_t)(line - before.at) : before.len;
    for (size_t i = 0; i < edits->count && edits->items[i].end <= line_end; i++) {
        removed += edits->items[i].end - edits->items[i].begin;
        added += edits->items[i].text.len;
        end = edits->items[i].end;
    }
    return end - removed + added;
}

static void apply(struct mending *it, struct doc_edits *edits)
{
    doc_edits_settle(edits);
    struct text_view mended = doc_edits_apply(edits, (struct text_view){it->now.bytes, it->now.len});
    if (!mended.at) {
        it->status = STATUS_NO_MEMORY;
        return;
    }
    copy(it, &it->before, &it->now);
    buf_reset(&it->now);
    buf_add(&it->now, mended.at, mended.len);
    if (buf_status(&it->now) != STATUS_OK) it->status = buf_status(&it->now);
}

/* The first mistake that can be mended; the others have their turn when this one is gone. */
static bool mend_mistake(struct mending *it, struct look *look)
{
    look->edits.count = 0;
    for (size_t i = 0; i < look->mistakes.count; i++) {
        const struct text_diagnostic *mistake = &look->mistakes.items[i];
        if (!mistake->span.source) continue;
        struct text_place place = text_source_place(mistake->span.source, mistake->span.begin);
        if (place.line > it->left_alone) doc_repair_mistake(mistake, &look->edits);
        if (look->edits.status != STATUS_OK) {
            it->status = look->edits.status;
            return false;
        }
        if (look->edits.count == 0) continue;
        it->tried = (struct tried){true, mistake->code, place.line, place.column, 0};
        apply(it, &look->edits);
        if (it->status != STATUS_OK) return false; /* there may be no text before */
        it->tried.end = end_of(&look->edits, (struct text_view){it->before.bytes, it->before.len});
        return true;
    }
    return false;
}

/* Whether what is wrong now stands further up than what the last round was about. */
static bool is_further_up(const struct mending *it, const struct look *look)
{
    const struct text_diagnostic *first = look->mistakes.count > 0 ? &look->mistakes.items[0] : NULL;
    if (!first || !first->span.source) return false;
    uint32_t line = text_source_line_of(first->span.source, first->span.begin);
    return line < it->tried.line && line > it->left_alone;
}

/* Whether the mend of the last round is to be taken back: its mistake is still there, or YAML does not get beyond it
 * for no other reason than itself. */
static bool has_failed(const struct mending *it, const struct look *look)
{
    if (!it->tried.any) return false;
    bool stopped = look->stopped_at > 0 && look->stopped_at <= it->tried.end;
    if (stopped && !is_further_up(it, look)) return true;
    for (size_t i = 0; i < look->mistakes.count; i++) {
        const struct text_diagnostic *left = &look->mistakes.items[i];
        if (left->code != it->tried.code || !left->span.source) continue;
        struct text_place place = text_source_place(left->span.source, left->span.begin);
        if (place.line == it->tried.line && place.column <= it->tried.column) return true;
    }
    return false;
}

static bool is_parsed(const struct look *look)
{
    for (size_t i = 0; i < look->mistakes.count; i++)
        if (doc_yaml_stops(look->mistakes.items[i].code)) return false;
    return true;
}

/* Back to what the file was, and no further. */
static bool give_up(struct mending *it)
{
    buf_reset(&it->sound);
    return false;
}

static bool mend_notation(struct mending *it, struct look *look, struct text_view file)
{
    struct text_view now = {it->now.bytes, it->now.len};
    if (it->is_plain || look->notation.count == 0) return false;
    if (!doc_edits_keep_ink(file, now)) return give_up(it);
    it->is_plain = true;
    hash_sha256_hex(&look->texts, it->texts);
    apply(it, &look->notation);
    return true;
}

/* Whether the texts are what they were before notation was mended. */
static bool keeps_texts(const struct mending *it, struct look *look)
{
    char texts[HASH_SHA256_HEX];
    if (!it->is_plain) return true;
    hash_sha256_hex(&look->texts, texts);
    return look->mistakes.count == 0 && memcmp(texts, it->texts, sizeof texts) == 0;
}

/* One round; false when nothing is left to be done. */
static bool mend_once(struct mending *it, struct look *look, struct text_view file)
{
    struct doc_input text = {.path = it->input->path,
                             .format = it->format,
                             .in_memory = true,
                             .bytes = {it->now.bytes, it->now.len}};
    look_at(it, look, &text);
    if (it->status != STATUS_OK || !keeps_texts(it, look)) return false;
    if (has_failed(it, look)) {
        copy(it, &it->now, &it->before);
        it->left_alone = it->tried.line;
        it->tried.any = false;
        return true;
    }
    it->tried.any = false;
    it->is_readable |= look->mistakes.count == 0;
    if (is_parsed(look)) copy(it, &it->sound, &it->now);
    if (look->mistakes.count > 0) return mend_mistake(it, look);
    if (it->is_plain || look->edits.count == 0) return mend_notation(it, look, file);
    apply(it, &look->edits);
    return true;
}

static void mend_all(struct mending *it, struct text_view file)
{
    bool more = true;
    uint64_t bytes = 0;
    for (size_t round = 0; more && it->status == STATUS_OK; round++) {
        struct look look = {.arena = arena_new()};
        if (!look.arena) it->status = STATUS_NO_MEMORY;
        bytes += it->now.len;
        it->more = round == LIMIT_MEND_ROUNDS || bytes > LIMIT_MEND_BYTES;
        more = look.arena && !it->more && mend_once(it, &look, file);
        arena_free(look.arena);
    }
}

/* ---- what comes out */

/* What was mended. A file that was only found in a folder and is no submission that can be read is none of ours. */
static struct text_view outcome_of(const struct mending *it, struct text_view text)
{
    struct text_view sound = {it->sound.bytes, it->sound.len};
    if (it->more) sound = (struct text_view){it->now.bytes, it->now.len}; /* on the way: the next run goes on */
    bool ours = it->input->named || (it->is_readable && it->is_submission);
    bool kept = sound.len > 0 && (it->is_plain || doc_edits_keep_ink(text, sound));
    return ours && kept ? sound : text;
}

static enum status write_mended(struct mending *it, const struct text_source *source, struct text_view file,
                                struct juten_mended *out_mended)
{
    struct juten *run = it->run;
    struct text_view before = text_source_bytes(source), after = outcome_of(it, before), bytes;
    if (text_view_equal(before, after)) return STATUS_OK;
    enum status status = text_rewrite(run->mend_arena, source, file, after, &bytes);
    if (status == STATUS_INVALID) return STATUS_OK; /* the file's encoding lacks a character: it stays as it is */
    const char *kept = status == STATUS_OK ? arena_copy(run->mend_arena, bytes.at, bytes.len) : NULL;
    if (!kept) return STATUS_NO_MEMORY;
    size_t lines = report_line_diff(&run->mend_diff, it->input->path, before, after);
    out_mended->bytes = kept;
    out_mended->len = bytes.len;
    out_mended->lines = lines;
    out_mended->diff = run->mend_diff.bytes;
    out_mended->more = it->more;
    return buf_status(&run->mend_diff);
}

static enum status mend_text(struct mending *it, const struct text_source *source, struct text_view file,
                             struct juten_mended *out_mended)
{
    struct text_view text = text_source_bytes(source);
    buf_init(&it->now);
    buf_init(&it->before);
    buf_init(&it->sound);
    buf_add(&it->now, text.at, text.len);
    it->status = buf_status(&it->now);
    mend_all(it, text);
    if (it->status == STATUS_OK) it->status = write_mended(it, source, file, out_mended);
    buf_clear(&it->now);
    buf_clear(&it->before);
    buf_clear(&it->sound);
    return it->status;
}

static enum status mend_input(struct juten *run, const struct input *input, struct juten_mended *out_mended)
{
    struct mending it = {.run = run, .input = input};
    struct doc_input file = {.path = input->path,
                             .format = run->format,
                             .columns = run->columns,
                             .in_memory = input->in_memory,
                             .bytes = input->bytes};
    struct look look = {.arena = run->mend_arena};
    struct text_source *source;
    it.format = doc_input_format(&file);
    out_mended->is_table = !is_mendable(it.format);
    text_diagnostics_init(&look.mistakes, look.arena);
    enum status status = STATUS_INVALID;
    if (!out_mended->is_table) status = doc_input_open(look.arena, &file, &look.mistakes, &source);
    if (status == STATUS_NO_MEMORY) return status;
    if (status == STATUS_OK) return mend_text(&it, source, file.bytes, out_mended);
    look_at(&it, &look, &file);
    return it.status;
}

static enum juten_status mend(struct juten *run, const struct input *input, struct juten_mended *out_mended)
{
    *out_mended = (struct juten_mended){.bytes = "", .diff = "", .problems = ""};
    if (!run->opened) return JUTEN_SETTING;
    arena_free(run->mend_arena);
    run->mend_arena = arena_new();
    buf_reset(&run->mend_diff);
    buf_reset(&run->mend_problems);
    enum status status = run->mend_arena ? mend_input(run, input, out_mended) : STATUS_NO_MEMORY;
    if (run->mend_problems.len > 0) out_mended->problems = run->mend_problems.bytes;
    return status == STATUS_OK ? JUTEN_OK : JUTEN_NO_MEMORY;
}

enum juten_status juten_mend_file(struct juten *run, const char *path, bool named, struct juten_mended *out_mended)
{
    return mend(run, &(struct input){.path = path, .named = named}, out_mended);
}

enum juten_status juten_mend_bytes(struct juten *run, const char *name, const void *bytes, size_t len,
                                   struct juten_mended *out_mended)
{
    const struct input input = {.path = name, .bytes = {bytes, len}, .in_memory = true, .named = true};
    return mend(run, &input, out_mended);
}
