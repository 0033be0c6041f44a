/* Loading goes in steps, each over all files: what a later step needs of an earlier one is complete by then.
 *
 *     files, sections -> info -> spelling (the folder) -> words, ministries -> concepts' names and bodies -> documents
 *     -> clauses -> criteria, form rules -> guards -> includes flattened, term table built -> hash
 *
 * Faults are gathered in an arena of the loading. When there are any they are copied out, in the order of files and
 * places, with the sources that they point to; the set is thrown away. */
#include "rule/pack.h"

#include "rule/claims.h"
#include "rule/clause.h"
#include "rule/concept.h"
#include "rule/criterion.h"
#include "rule/digest.h"
#include "rule/document.h"
#include "rule/example.h"
#include "rule/files.h"
#include "rule/form.h"
#include "rule/guards.h"
#include "rule/info.h"
#include "rule/section.h"
#include "rule/vocabulary.h"

#include <string.h>
#include <sys/stat.h>

/* ---- steps */

static bool goes_on(const struct rule_loader *load)
{
    return load->status == STATUS_OK && load->faults.status == STATUS_OK;
}

static void compile(struct rule_loader *load, const struct rule_origin *origin)
{
    static void (*const STEPS[])(struct rule_loader *) = {
        rule_sections_collect, rule_info_read,      rule_spelling_read, rule_vocabulary_read, rule_ministries_read,
        rule_concepts_read,    rule_documents_read, rule_clauses_read,  rule_criteria_read,   rule_forms_read,
        rule_examples_read,    rule_guards_read,    rule_claims_read,   rule_concepts_finish,
    };
    rule_files_read(load, origin);
    if (load->faults.count > 0) return; /* a file that is no YAML: what it defines would be missed everywhere */
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && goes_on(load); i++)
        STEPS[i](load);
    if (goes_on(load) && load->faults.count == 0) rule_digest(load, load->set->info.sha256);
}

/* ---- faults, copied out */

struct copying {
    struct text_diagnostics *to;
    const struct text_source **from;
    struct text_source **copies;
    size_t count;
};

static struct text_view copy_view(struct copying *copying, struct text_view view)
{
    char *copy = view.len > 0 ? arena_copy(copying->to->arena, view.at, view.len) : NULL;
    if (view.len > 0 && !copy) copying->to->status = STATUS_NO_MEMORY;
    return copy ? (struct text_view){copy, view.len} : (struct text_view){0};
}

static const char *copy_path(struct copying *copying, const char *path)
{
    return path ? copy_view(copying, text_view_of(path)).at : NULL;
}

static const struct text_source *copy_source(struct copying *copying, const struct text_source *source)
{
    struct text_defect defect;
    struct text_source *copy;
    if (!source) return NULL;
    for (size_t i = 0; i < copying->count; i++)
        if (copying->from[i] == source) return copying->copies[i];
    const char *path = copy_path(copying, text_source_path(source));
    struct text_view bytes = copy_view(copying, text_source_bytes(source));
    if (copying->to->status != STATUS_OK) return NULL;
    if (text_source_open(copying->to->arena, path, bytes, &copy, &defect) != STATUS_OK) {
        copying->to->status = STATUS_NO_MEMORY;
        return NULL;
    }
    copying->from[copying->count] = source;
    copying->copies[copying->count++] = copy;
    return copy;
}

static void copy_fault(struct copying *copying, const struct text_diagnostic *fault)
{
    struct text_span span = {copy_source(copying, fault->span.source), fault->span.begin, fault->span.end};
    const char *path = copy_path(copying, fault->path);
    struct text_view arguments[DIAGNOSTIC_ARGUMENTS];
    for (size_t i = 0; i < DIAGNOSTIC_ARGUMENTS; i++)
        arguments[i] = copy_view(copying, fault->arguments[i]);
    if (copying->to->status == STATUS_OK)
        text_diagnostics_add(copying->to, fault->code, path, span, arguments[0], arguments[1], arguments[2]);
}

static size_t file_index(const struct rule_loader *load, const struct text_diagnostic *fault)
{
    for (size_t i = 0; i < load->file_count; i++)
        if (load->files[i].source == fault->span.source) return i;
    return load->file_count;
}

static bool comes_before(const struct rule_loader *load, const struct text_diagnostic *a,
                         const struct text_diagnostic *b)
{
    size_t x = file_index(load, a), y = file_index(load, b);
    return x != y ? x < y : a->span.begin < b->span.begin;
}

/* By file and place; those at one place stay in the order in which they were found. */
static void sort_faults(struct rule_loader *load)
{
    struct text_diagnostic *items = load->faults.items;
    for (size_t i = 1; i < load->faults.count; i++) {
        struct text_diagnostic fault = items[i];
        size_t at = i;
        for (; at > 0 && comes_before(load, &fault, &items[at - 1]); at--)
            items[at] = items[at - 1];
        items[at] = fault;
    }
}

static void hand_over(struct rule_loader *load, struct text_diagnostics *to)
{
    struct copying copying = {.to = to};
    copying.from = arena_alloc(load->scratch, (load->faults.count + 1) * sizeof(const struct text_source *));
    copying.copies = arena_alloc(load->scratch, (load->faults.count + 1) * sizeof(struct text_source *));
    if (!copying.from || !copying.copies) {
        to->status = STATUS_NO_MEMORY;
        return;
    }
    sort_faults(load);
    for (size_t i = 0; i < load->faults.count; i++)
        copy_fault(&copying, &load->faults.items[i]);
    to->dropped += load->faults.dropped;
}

/* ---- loading */

static enum status result_of(struct rule_loader *load, struct text_diagnostics *diagnostics)
{
    if (load->status != STATUS_OK) return load->status;
    if (load->faults.status != STATUS_OK) return load->faults.status;
    if (load->faults.count == 0) return STATUS_OK;
    hand_over(load, diagnostics);
    return diagnostics->status != STATUS_OK ? diagnostics->status : STATUS_INVALID;
}

static enum status load_into(struct rule_set *set, struct arena *scratch, const struct rule_origin *origin,
                             bool check_patterns, struct text_diagnostics *diagnostics)
{
    struct rule_loader *load = arena_alloc(scratch, sizeof *load);
    if (!load) return STATUS_NO_MEMORY;
    *load = (struct rule_loader){.set = set, .arena = set->arena, .scratch = scratch, .check_patterns = check_patterns};
    load->stand_in = origin->stand_in;
    load->folder = origin->folder;
    text_diagnostics_init(&load->faults, scratch);
    compile(load, origin);
    set->concepts = load->concepts; /* so that their patterns are freed, whatever has failed */
    set->concept_count = load->concept_count;
    return result_of(load, diagnostics);
}

static struct rule_set *new_set(void)
{
    struct arena *arena = arena_new();
    struct rule_set *set = arena ? arena_alloc(arena, sizeof *set) : NULL;
    if (set) set->arena = arena;
    else arena_free(arena);
    return set;
}

static enum status load_from(const struct rule_origin *origin, bool check_patterns,
                             struct text_diagnostics *diagnostics, struct rule_set **out_set)
{
    struct rule_set *set = new_set();
    struct arena *scratch = arena_new();
    enum status status = STATUS_NO_MEMORY;
    if (set && scratch) status = load_into(set, scratch, origin, check_patterns, diagnostics);
    arena_free(scratch);
    if (status == STATUS_OK) *out_set = set;
    else rule_set_free(set);
    return status;
}

enum status rule_pack_load_table(const struct rule_embedded_file *files, size_t count, const char *id,
                                 struct text_diagnostics *diagnostics, struct rule_set **out_set)
{
    struct rule_origin origin = {.table = files, .table_count = count, .id = id};
    return load_from(&origin, true, diagnostics, out_set);
}

static enum status load_embedded(const char *id, bool stand_in, struct text_diagnostics *diagnostics,
                                 struct rule_set **out_set)
{
    struct rule_origin origin = {.table = rule_embedded_files,
                                 .images = rule_embedded_images,
                                 .table_count = rule_embedded_file_count,
                                 .id = id,
                                 .stand_in = stand_in};
    return load_from(&origin, stand_in, diagnostics, out_set);
}

enum status rule_pack_load_embedded(const char *id, struct text_diagnostics *diagnostics, struct rule_set **out_set)
{
    for (size_t i = 0; i < rule_embedded_pack_count; i++)
        if (strcmp(rule_embedded_packs[i].id, id) == 0)
            return rule_frozen_thaw(rule_embedded_packs[i].frozen, (const char *)rule_embedded_text, out_set);
    return load_embedded(id, false, diagnostics, out_set); /* which says that there is none */
}

static enum status load_folder(const char *folder, bool stand_in, struct text_diagnostics *diagnostics,
                               struct rule_set **out_set)
{
    struct rule_origin origin = {.table = rule_embedded_files,
                                 .images = rule_embedded_images,
                                 .table_count = rule_embedded_file_count,
                                 .folder = folder,
                                 .stand_in = stand_in};
    return load_from(&origin, true, diagnostics, out_set);
}

enum status rule_pack_load_folder(const char *folder, struct text_diagnostics *diagnostics, struct rule_set **out_set)
{
    return load_folder(folder, false, diagnostics, out_set);
}

/* A name without a slash that is no folder was meant for an embedded pack. */
static bool is_misspelt(const char *name)
{
    struct stat info;
    return !strchr(name, '/') && stat(name, &info) != 0;
}

enum status rule_pack_load(const char *name, struct text_diagnostics *diagnostics, struct rule_set **out_set)
{
    return rule_pack_is_embedded(name) || is_misspelt(name) ? rule_pack_load_embedded(name, diagnostics, out_set)
                                                            : load_folder(name, false, diagnostics, out_set);
}

enum status rule_pack_load_tested(const char *name, struct text_diagnostics *diagnostics, struct rule_set **out_set)
{
    return rule_pack_is_embedded(name) || is_misspelt(name) ? load_embedded(name, true, diagnostics, out_set)
                                                            : load_folder(name, true, diagnostics, out_set);
}

/* ---- what is embedded */

const char *rule_pack_newest(void)
{
    const char *newest = "";
    int last = 0;
    for (size_t i = 0; i < rule_embedded_pack_count; i++) {
        if (rule_embedded_packs[i].last_year <= last) continue;
        last = rule_embedded_packs[i].last_year;
        newest = rule_embedded_packs[i].id;
    }
    return newest;
}

size_t rule_pack_embedded_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < rule_embedded_pack_count; i++)
        count += rule_embedded_packs[i].last_year > 0;
    return count;
}

const char *rule_pack_embedded_id(size_t index)
{
    size_t at = 0;
    while (rule_embedded_packs[at].last_year == 0 || index-- > 0)
        at++;
    return rule_embedded_packs[at].id;
}

bool rule_pack_is_embedded(const char *id)
{
    for (size_t i = 0; i < rule_embedded_pack_count; i++)
        if (strcmp(rule_embedded_packs[i].id, id) == 0) return true;
    return false;
}
