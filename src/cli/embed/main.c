/* Build tool: turns the packs under a folder into one C file (rule/embedded.h), so that the installed command needs no
 * files and does nothing at start that could be done before: each file goes in as its bytes, each YAML file also as the
 * image of its tree (doc/image.h), each pack as the rule set that it is when it is loaded (cli/freeze.h).
 *
 *     embed FOLDER PACK/FILE...   e.g. embed rules common/pack.yaml r2/pack.yaml > embedded_packs.c
 *
 * The same files give the same bytes of C, in whatever order they are named. A pack that does not load is refused here,
 * so what is embedded was checked. Linked with the library's rooms and the empty tables below. */
#include "base/file.h"
#include "base/limits.h"
#include "cli/freeze.h"
#include "doc/image.h"
#include "doc/yaml.h"
#include "rule/pack.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_PER_LINE 64
#define PATH_ROOM      4096

const uintptr_t rule_embedded_text[] = {0};
const struct rule_embedded_file rule_embedded_files[] = {{0}};
const struct rule_embedded_image rule_embedded_images[] = {{0}};
const size_t rule_embedded_file_count = 0;
const struct rule_embedded_pack rule_embedded_packs[] = {{0}};
const size_t rule_embedded_pack_count = 0;

/* The files, and their paths and bytes one after the other, each with a NUL behind it. */
struct packs {
    struct arena *arena;
    const char **names;
    size_t count;
    struct buf text;
    struct rule_embedded_file *files; /* into the text */
};

static int fail(const char *what, const char *path)
{
    fprintf(stderr, "embed: %s: %s\n", path, what);
    return 1;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* ---- files */

static int add_file(struct packs *packs, const char *folder, size_t *places, size_t number)
{
    char path[PATH_ROOM];
    struct text_view bytes;
    const char *name = packs->names[number];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (file_read(packs->arena, path, LIMIT_FILE_BYTES, &bytes.at, &bytes.len) != STATUS_OK)
        return fail("not read", path);
    places[number] = packs->text.len;
    packs->files[number].len = bytes.len;
    buf_add(&packs->text, name, strlen(name) + 1);
    buf_add(&packs->text, bytes.at, bytes.len);
    buf_add_char(&packs->text, '\0');
    return buf_status(&packs->text) == STATUS_OK ? 0 : fail("memory is out", path);
}

static int read_files(struct packs *packs, const char *folder)
{
    int failed = 0;
    size_t *places = arena_alloc(packs->arena, (packs->count + 1) * sizeof *places);
    packs->files = arena_alloc(packs->arena, (packs->count + 1) * sizeof *packs->files);
    if (!places || !packs->files) return fail("memory is out", folder);
    for (size_t i = 0; i < packs->count && !failed; i++)
        failed = add_file(packs, folder, places, i);
    for (size_t i = 0; i < packs->count && !failed; i++) {
        const char *path = packs->text.bytes + places[i];
        packs->files[i].path = path;
        packs->files[i].bytes = (const unsigned char *)path + strlen(path) + 1;
    }
    return failed;
}

static bool is_yaml(const char *name)
{
    size_t len = strlen(name);
    return len > 5 && strcmp(name + len - 5, ".yaml") == 0;
}

static int image_of(const struct packs *packs, const struct rule_embedded_file *file, struct buf *out_image)
{
    struct text_diagnostics diagnostics;
    struct text_source *source;
    struct text_defect defect;
    struct doc_roots roots;
    struct text_view bytes = {(const char *)file->bytes, file->len};
    text_diagnostics_init(&diagnostics, packs->arena);
    if (text_source_open(packs->arena, file->path, bytes, &source, &defect) != STATUS_OK ||
        defect.kind != TEXT_DEFECT_NONE)
        return fail("not UTF-8", file->path);
    if (doc_yaml_read(packs->arena, source, &diagnostics, &roots) != STATUS_OK || roots.count != 1)
        return fail("not one YAML document", file->path);
    doc_image_write(out_image, roots.items[0]);
    return buf_status(out_image) == STATUS_OK ? 0 : fail("memory is out", file->path);
}

/* Prints bytes as words, which the compiler reads quicker; at least one byte more than there are. */
static void print_bytes(struct text_view bytes)
{
    for (size_t at = 0; at <= bytes.len; at += sizeof(uintptr_t)) {
        uintptr_t word = 0;
        if (at < bytes.len) memcpy(&word, bytes.at + at, bytes.len - at < sizeof word ? bytes.len - at : sizeof word);
        printf("%s%#" PRIxPTR ",", at % BYTES_PER_LINE == 0 ? "\n    " : "", word);
    }
}

static int print_image(const struct packs *packs, size_t number)
{
    struct buf image;
    buf_init(&image);
    int failed = is_yaml(packs->names[number]) ? image_of(packs, &packs->files[number], &image) : 0;
    if (!failed) {
        printf("static const uintptr_t image_%zu[] = {", number);
        print_bytes((struct text_view){image.bytes, image.len});
        printf("};\n#define IMAGE_%zu {(const unsigned char *)image_%zu, %zu}\n", number, number, image.len);
    }
    buf_clear(&image);
    return failed;
}

static int print_files(const struct packs *packs)
{
    int failed = 0;
    printf("const uintptr_t rule_embedded_text[] = {");
    print_bytes((struct text_view){packs->text.bytes, packs->text.len});
    printf("};\n\nconst struct rule_embedded_file rule_embedded_files[] = {\n");
    for (size_t i = 0; i < packs->count; i++)
        printf("    {(const char *)rule_embedded_text + %td, (const unsigned char *)rule_embedded_text + %td, %zu},\n",
               packs->files[i].path - packs->text.bytes, (const char *)packs->files[i].bytes - packs->text.bytes,
               packs->files[i].len);
    printf("    {0}, /* so that the table is never empty */\n};\nconst size_t rule_embedded_file_count = %zu;\n\n",
           packs->count);
    for (size_t i = 0; i < packs->count && !failed; i++)
        failed = print_image(packs, i);
    printf("\nconst struct rule_embedded_image rule_embedded_images[] = {\n");
    for (size_t i = 0; i < packs->count; i++)
        printf("    IMAGE_%zu,\n", i);
    printf("    {0},\n};\n\n");
    return failed;
}

/* ---- packs */

static void print_faults(const struct text_diagnostics *faults)
{
    struct buf lines;
    buf_init(&lines);
    for (size_t i = 0; i < faults->count; i++)
        text_diagnostic_line(&lines, &faults->items[i], TEXT_EN);
    fputs(lines.bytes ? lines.bytes : "", stderr);
    buf_clear(&lines);
}

static void forget_code(const struct rule_set *set)
{
    for (size_t i = 0; i < set->concept_count; i++)
        for (size_t k = 0; k < set->concepts[i].pattern_count; k++)
            text_pattern_clear(set->concepts[i].patterns[k]);
}

/* Loads the pack from a copy of the text of its own. */
static int load(const struct packs *packs, const char *id, struct cli_loaded *out)
{
    struct text_diagnostics diagnostics;
    struct rule_set *set = NULL;
    char *text = arena_copy(packs->arena, packs->text.bytes, packs->text.len);
    struct rule_embedded_file *files = arena_alloc(packs->arena, packs->count * sizeof *files);
    if (!text || !files) return fail("memory is out", id);
    for (size_t i = 0; i < packs->count; i++) {
        const struct rule_embedded_file *file = &packs->files[i];
        files[i].path = text + (file->path - packs->text.bytes);
        files[i].bytes = (const unsigned char *)text + ((const char *)file->bytes - packs->text.bytes);
        files[i].len = file->len;
    }
    text_diagnostics_init(&diagnostics, packs->arena);
    if (rule_pack_load_table(files, packs->count, id, &diagnostics, &set) != STATUS_OK) {
        print_faults(&diagnostics);
        return fail("the pack does not load", id);
    }
    forget_code(set);
    *out = (struct cli_loaded){set, {text, packs->text.len}};
    return 0;
}

/* Prints the pack's rule set, and notes what it says of itself. */
static int print_pack(const struct packs *packs, const char *id, size_t number, struct buf *rows)
{
    struct cli_loaded both[2] = {0};
    int failed = load(packs, id, &both[0]) || load(packs, id, &both[1]);
    const char *wrong = failed ? NULL : cli_freeze(both, number);
    if (!failed && !wrong) {
        buf_add_string(rows, "    {\"");
        buf_add_string(rows, id);
        buf_add_string(rows, "\", ");
        buf_add_int(rows, rule_set_last_year(both[0].set));
        buf_add_string(rows, ", &frozen_");
        buf_add_int(rows, (int64_t)number);
        buf_add_string(rows, "},\n");
    }
    for (size_t i = 0; i < 2; i++)
        rule_set_free((struct rule_set *)(uintptr_t)both[i].set);
    return wrong ? fail(wrong, id) : failed;
}

/* The id of the pack whose pack.yaml this is, or NULL. */
static const char *pack_of(const struct packs *packs, const char *name)
{
    const char *slash = strchr(name, '/');
    return slash && strcmp(slash + 1, "pack.yaml") == 0 ? arena_copy(packs->arena, name, (size_t)(slash - name)) : NULL;
}

static int print_packs(const struct packs *packs)
{
    int failed = 0;
    size_t count = 0;
    struct buf rows;
    buf_init(&rows);
    for (size_t i = 0; i < packs->count && !failed; i++) {
        const char *id = pack_of(packs, packs->names[i]);
        if (id) failed = print_pack(packs, id, count++, &rows);
    }
    printf("\n_Static_assert(sizeof(struct rule_set) == %zu, \"embed was built for another layout of memory\");\n",
           sizeof(struct rule_set));
    printf("const struct rule_embedded_pack rule_embedded_packs[] = {\n%s    {0},\n};\n", rows.bytes ? rows.bytes : "");
    printf("const size_t rule_embedded_pack_count = %zu;\n", count);
    buf_clear(&rows);
    return failed;
}

static int print_all(struct packs *packs, const char *folder)
{
    int failed = read_files(packs, folder);
    printf("/* Made from rules/ by src/cli/embed; do not edit. */\n#include \"rule/embedded.h\"\n\n");
    if (!failed) failed = print_files(packs) || print_packs(packs);
    buf_clear(&packs->text);
    return failed;
}

int main(int argc, char **argv)
{
    struct packs packs = {.arena = arena_new()};
    if (argc < 2 || !packs.arena) return fail("usage: embed FOLDER PACK/FILE...", "embed");
    packs.count = (size_t)argc - 2;
    packs.names = arena_alloc(packs.arena, (packs.count + 1) * sizeof *packs.names);
    if (!packs.names) return fail("memory is out", "embed");
    buf_init(&packs.text);
    for (size_t i = 0; i < packs.count; i++)
        packs.names[i] = argv[i + 2];
    if (packs.count > 1) qsort(packs.names, packs.count, sizeof *packs.names, by_name);
    int failed = print_all(&packs, argv[1]);
    arena_free(packs.arena);
    return failed || fflush(stdout) != 0;
}
