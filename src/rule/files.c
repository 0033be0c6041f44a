/* Reading is recursive: the files of one pack are read and parsed, `extends` in them names others, these are read the
 * same way, and only then do the pack's own files join load->files. So "r2 extends common" gives
 *     common/concepts.yaml common/pack.yaml … r2/2-1-1.yaml … r2/pack.yaml
 * with load->parts = {common, r2}. A pack that is being read is on the chain of `opening`s: meeting it again is a
 * circle. One that has been read is in load->parts: meeting it again (two packs extend a third) is nothing. */
#include "rule/files.h"

#include "doc/image.h"
#include "doc/yaml.h"
#include "rule/folder.h"

#define YAML_SUFFIX ".yaml"
#define HASHED_TOO  ".prints"

static const struct rule_miss PACK = {DIAGNOSTIC_PACK_MISSING_NEAR, DIAGNOSTIC_PACK_MISSING};
static const struct text_view nothing;

/* A pack being read. */
struct opening {
    const struct rule_origin *origin;
    struct text_view id; /* as asked for; the pack's own once that is known; empty before */
    const struct opening *outer;
    struct rule_file *files;
    size_t count, capacity;
};

static bool ends_with(struct text_view name, const char *suffix)
{
    struct text_view end = text_view_of(suffix);
    return name.len > end.len && text_view_equal(text_view_part(name, name.len - end.len, name.len), end);
}

static bool is_pack_file(struct text_view name)
{
    return name.at[0] != '.' && (ends_with(name, YAML_SUFFIX) || ends_with(name, HASHED_TOO));
}

/* ---- one file */

static void fault_file(struct rule_loader *load, enum diagnostic_code code, const char *path, struct text_view a)
{
    text_diagnostics_add(&load->faults, code, path, (struct text_span){0}, a, nothing, nothing);
}

/* The YAML reader speaks to those who write submissions; an empty file of a pack wants another cure. */
static void reword_empty(struct text_diagnostics *faults)
{
    struct text_diagnostic *last = faults->count > 0 ? &faults->items[faults->count - 1] : NULL;
    if (last && last->code == DIAGNOSTIC_YAML_EMPTY) last->code = DIAGNOSTIC_PACK_FILE_EMPTY;
}

/* The single document of the file, or NULL and a fault. */
static const struct doc_node *parse(struct rule_loader *load, const struct rule_file *file)
{
    struct doc_roots roots;
    enum status status = doc_yaml_read(load->arena, file->source, &load->faults, &roots);
    if (status == STATUS_NO_MEMORY) load->status = status;
    if (status != STATUS_OK) {
        reword_empty(&load->faults);
        return NULL;
    }
    if (roots.count == 0) fault_file(load, DIAGNOSTIC_PACK_FILE_EMPTY, file->path, nothing);
    else if (roots.count > 1) rule_fault(load, DIAGNOSTIC_PACK_DOCUMENTS, roots.items[1], nothing, nothing);
    else if (roots.items[0]->kind != DOC_MAPPING)
        rule_fault(load, DIAGNOSTIC_PACK_TYPE_MAP, roots.items[0], nothing, nothing);
    else return roots.items[0];
    return NULL;
}

/* The tree of an embedded file, from the image made at build time. */
static const struct doc_node *unfreeze(struct rule_loader *load, const struct rule_file *file)
{
    const struct doc_node *root = NULL;
    enum status status = doc_image_read(load->arena, file->source, file->image, &root);
    if (status != STATUS_OK) load->status = status;
    return root;
}

static void open_file(struct rule_loader *load, struct opening *pack, struct rule_file file)
{
    struct text_source *source;
    struct rule_file *files = rule_grow(load, pack->files, pack->count, &pack->capacity, sizeof *files);
    if (!files) return;
    pack->files = files;
    struct text_defect defect = {0};
    enum status status = file.image.len > 0 ? text_source_open_checked(load->arena, file.path, file.bytes, &source)
                                            : text_source_open(load->arena, file.path, file.bytes, &source, &defect);
    if (status == STATUS_LIMIT) fault_file(load, DIAGNOSTIC_PACK_FILE_LARGE, file.path, nothing);
    else if (status != STATUS_OK) load->status = status;
    if (status != STATUS_OK) return;
    file.source = source;
    if (defect.kind != TEXT_DEFECT_NONE)
        rule_fault_at(load, DIAGNOSTIC_PACK_ENCODING, (struct text_span){source, defect.at, defect.at}, nothing,
                      nothing);
    else if (file.image.len > 0) file.root = unfreeze(load, &file);
    else if (ends_with(file.name, YAML_SUFFIX)) file.root = parse(load, &file);
    files[pack->count++] = file;
}

/* ---- the files of one pack */

static struct text_view image_at(const struct rule_origin *origin, size_t index)
{
    if (!origin->images) return nothing;
    return (struct text_view){(const char *)origin->images[index].bytes, origin->images[index].len};
}

static void open_from_table(struct rule_loader *load, struct opening *pack)
{
    const struct rule_origin *origin = pack->origin;
    for (size_t i = 0; i < origin->table_count; i++) {
        struct text_view path = text_view_of(origin->table[i].path);
        if (!text_view_starts(path, pack->id) || path.len <= pack->id.len || path.at[pack->id.len] != '/') continue;
        struct text_view name = text_view_part(path, pack->id.len + 1, path.len);
        if (name.len == 0 || memchr(name.at, '/', name.len) || !is_pack_file(name)) continue;
        open_file(load, pack,
                  (struct rule_file){.name = name,
                                     .path = origin->table[i].path,
                                     .image = image_at(origin, i),
                                     .bytes = {(const char *)origin->table[i].bytes, origin->table[i].len}});
    }
}

static void open_from_folder(struct rule_loader *load, struct opening *pack)
{
    struct rule_folder_names names;
    if (!rule_folder_list(load, pack->origin->folder, &names)) return;
    for (size_t i = 0; i < names.count; i++) {
        struct rule_file file = {.name = text_view_of(names.items[i])};
        if (ends_with(file.name, ".yml"))
            fault_file(load, DIAGNOSTIC_PACK_YML, rule_folder_path(load, pack->origin->folder, names.items[i]),
                       file.name);
        if (!is_pack_file(file.name)) continue;
        file.path = rule_folder_path(load, pack->origin->folder, names.items[i]);
        if (file.path && rule_folder_read(load, file.path, &file.bytes)) open_file(load, pack, file);
    }
}

/* By name within each pack, so that no order of a folder or table shows. */
static void sort_files(struct rule_file *files, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct rule_file file = files[i];
        size_t at = i;
        for (; at > 0 && text_view_compare(files[at - 1].name, file.name) > 0; at--)
            files[at] = files[at - 1];
        files[at] = file;
    }
}

static const struct doc_node *find_key(const struct opening *pack, const char *key)
{
    for (size_t i = 0; i < pack->count; i++) {
        const struct doc_node *found = pack->files[i].root ? doc_node_get(pack->files[i].root, key) : NULL;
        if (found) return found;
    }
    return NULL;
}

/* ---- a pack and what it extends */

static bool has_table_pack(const struct rule_origin *origin, struct text_view id)
{
    for (size_t i = 0; i < origin->table_count; i++) {
        struct text_view path = text_view_of(origin->table[i].path);
        if (text_view_starts(path, id) && path.len > id.len && path.at[id.len] == '/') return true;
    }
    return false;
}

static size_t table_ids(struct rule_loader *load, const struct rule_origin *origin, struct text_view **out_ids)
{
    size_t count = 0;
    struct text_view *ids = *out_ids = rule_alloc(load, origin->table_count + 1, sizeof *ids);
    for (size_t i = 0; ids && i < origin->table_count; i++) {
        struct text_view path = text_view_of(origin->table[i].path);
        size_t slash = text_view_find(path, text_view_of("/"), 0);
        if (slash == (size_t)-1) continue;
        struct text_view id = text_view_part(path, 0, slash);
        if (count == 0 || !text_view_equal(ids[count - 1], id)) ids[count++] = id;
    }
    return count;
}

static void fault_missing(struct rule_loader *load, const struct rule_origin *origin, const struct doc_node *at)
{
    struct text_view *ids;
    size_t count = table_ids(load, origin, &ids);
    struct doc_node asked = {.kind = DOC_SCALAR, .value = text_view_of(origin->id)};
    if (at) asked.span = at->span;
    if (ids) rule_fault_unknown(load, &asked, &PACK, ids, count);
}

static bool is_read(const struct rule_loader *load, struct text_view id)
{
    for (size_t i = 0; i < load->part_count; i++)
        if (text_view_equal(load->parts[i].id, id)) return true;
    return false;
}

static bool is_opening(const struct opening *pack, struct text_view id)
{
    for (; pack; pack = pack->outer)
        if (text_view_equal(pack->id, id)) return true;
    return false;
}

static void read_pack(struct rule_loader *load, const struct rule_origin *origin, const struct opening *outer,
                      const struct doc_node *asked);

static bool is_plain_name(struct text_view id)
{
    return id.len > 0 && id.at[0] != '.' && !memchr(id.at, '/', id.len);
}

static void read_extended(struct rule_loader *load, const struct opening *pack, const struct doc_node *node)
{
    struct text_view id = rule_text(load, node);
    struct rule_origin origin = *pack->origin;
    if (id.len == 0 || is_read(load, id)) return;
    if (is_opening(pack, id)) {
        rule_fault(load, DIAGNOSTIC_PACK_EXTENDS_CYCLE, node, id, nothing);
        return;
    }
    origin.id = arena_copy(load->arena, id.at, id.len);
    if (!origin.id) load->status = STATUS_NO_MEMORY;
    origin.folder = is_plain_name(id) ? rule_folder_beside(load, pack->origin->folder, origin.id) : NULL;
    if (origin.id && load->status == STATUS_OK) read_pack(load, &origin, pack, node);
}

static void join_files(struct rule_loader *load, const struct opening *pack)
{
    struct rule_part *parts = rule_grow(load, load->parts, load->part_count, &load->part_capacity, sizeof *parts);
    if (!parts) return;
    load->parts = parts;
    for (size_t i = 0; i < pack->count; i++) {
        struct rule_file *files = rule_grow(load, load->files, load->file_count, &load->file_capacity, sizeof *files);
        if (!files) return;
        load->files = files;
        files[load->file_count] = pack->files[i];
        files[load->file_count++].part = load->part_count;
    }
    parts[load->part_count++] = (struct rule_part){pack->id};
}

/* A pack that was asked for by name must say that it has it: else the hash would depend on where it was found. */
static void take_id(struct rule_loader *load, struct opening *pack)
{
    const struct doc_node *node = find_key(pack, "id");
    struct text_view id = rule_text(load, node);
    if (id.len > 0 && pack->id.len > 0 && !text_view_equal(id, pack->id))
        rule_fault(load, DIAGNOSTIC_PACK_NAME, node, id, pack->id);
    if (id.len > 0) pack->id = id;
}

static void read_pack(struct rule_loader *load, const struct rule_origin *origin, const struct opening *outer,
                      const struct doc_node *asked)
{
    struct opening pack = {.origin = origin, .id = text_view_of(origin->id), .outer = outer};
    if (!origin->folder && !has_table_pack(origin, pack.id)) {
        fault_missing(load, origin, asked);
        return;
    }
    if (origin->folder) open_from_folder(load, &pack);
    else open_from_table(load, &pack);
    if (load->status != STATUS_OK || pack.count == 0) {
        if (load->faults.count == 0)
            fault_file(load, DIAGNOSTIC_PACK_FOLDER_EMPTY, origin->folder ? origin->folder : origin->id, nothing);
        return;
    }
    sort_files(pack.files, pack.count);
    take_id(load, &pack);
    const struct doc_node *extends = find_key(&pack, "extends");
    for (size_t i = 0; i < rule_list(load, extends) && load->status == STATUS_OK; i++)
        read_extended(load, &pack, extends->members[i].value);
    join_files(load, &pack);
}

void rule_files_read(struct rule_loader *load, const struct rule_origin *origin)
{
    read_pack(load, origin, NULL, NULL);
}
