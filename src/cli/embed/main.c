/* Build tool: turns the packs under a folder into one C file (rule/embedded.h), so that the installed command needs no
 * files and parses no YAML at start: each YAML file goes in as its bytes and as the image of its tree (doc/image.h).
 *
 *     embed FOLDER PACK/FILE...   e.g. embed rules common/pack.yaml r2/pack.yaml > embedded_packs.c
 *
 * The same files give the same bytes of C, in whatever order they are named. A pack that does not load is refused here,
 * so what is embedded was checked. Linked with the library's rooms and the empty table at the end of this file. */
#include "base/file.h"
#include "base/limits.h"
#include "doc/image.h"
#include "doc/yaml.h"
#include "rule/embedded.h"
#include "rule/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_PER_LINE 24
#define PATH_ROOM      4096

const struct rule_embedded_file rule_embedded_files[] = {{0}};
const struct rule_embedded_image rule_embedded_images[] = {{0}};
const size_t rule_embedded_file_count = 0;
const struct rule_embedded_pack rule_embedded_packs[] = {{0}};
const size_t rule_embedded_pack_count = 0;

static void print_bytes(const char *name, size_t number, const char *bytes, size_t len)
{
    printf("static const unsigned char %s_%zu[] = {", name, number);
    for (size_t i = 0; i < len; i++)
        printf("%s%u,", i % BYTES_PER_LINE == 0 ? "\n    " : "", (unsigned char)bytes[i]);
    printf("\n    0}; /* one byte more, so that an empty file is an array too */\n");
}

static int fail(const char *what, const char *path)
{
    fprintf(stderr, "embed: %s: %s\n", path, what);
    return 1;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int image_of(struct arena *arena, const char *path, struct text_view bytes, struct buf *out_image)
{
    struct text_diagnostics diagnostics;
    struct text_source *source;
    struct text_defect defect;
    struct doc_roots roots;
    text_diagnostics_init(&diagnostics, arena);
    if (text_source_open(arena, path, bytes, &source, &defect) != STATUS_OK || defect.kind != TEXT_DEFECT_NONE)
        return fail("not UTF-8", path);
    if (doc_yaml_read(arena, source, &diagnostics, &roots) != STATUS_OK || roots.count != 1)
        return fail("not one YAML document", path);
    doc_image_write(out_image, roots.items[0]);
    return buf_status(out_image) == STATUS_OK ? 0 : fail("out of memory", path);
}

static int print_file(struct arena *arena, const char *folder, const char *name, size_t number)
{
    char path[PATH_ROOM];
    struct text_view bytes;
    struct buf image;
    size_t len = strlen(name);
    bool is_yaml = len > 5 && strcmp(name + len - 5, ".yaml") == 0;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (file_read(arena, path, LIMIT_FILE_BYTES, &bytes.at, &bytes.len) != STATUS_OK) return fail("not read", path);
    buf_init(&image);
    int failed = is_yaml ? image_of(arena, path, bytes, &image) : 0;
    if (!failed) {
        print_bytes("file", number, bytes.at, bytes.len);
        print_bytes("image", number, image.bytes, image.len);
        printf("#define FILE_%zu {\"%s\", file_%zu, %zu}\n", number, name, number, bytes.len);
        printf("#define IMAGE_%zu {image_%zu, %zu}\n", number, number, image.len);
    }
    buf_clear(&image);
    return failed;
}

static void print_faults(const struct text_diagnostics *faults)
{
    struct buf lines;
    buf_init(&lines);
    for (size_t i = 0; i < faults->count; i++)
        text_diagnostic_line(&lines, &faults->items[i], TEXT_EN);
    fputs(lines.bytes ? lines.bytes : "", stderr);
    buf_clear(&lines);
}

/* One row for the pack whose pack.yaml this is: its id, hash, and whether it governs fiscal years. */
static int print_pack(struct arena *arena, const char *folder, const char *name)
{
    char path[PATH_ROOM];
    struct text_diagnostics diagnostics;
    struct rule_set *set = NULL;
    snprintf(path, sizeof path, "%s/%.*s", folder, (int)(strchr(name, '/') - name), name);
    text_diagnostics_init(&diagnostics, arena);
    enum status status = rule_pack_load_folder(path, &diagnostics, &set);
    if (status != STATUS_OK) {
        print_faults(&diagnostics);
        return fail("the pack does not load", path);
    }
    printf("    {\"%.*s\", \"%s\", %d},\n", (int)set->info.id.len, set->info.id.at, set->info.sha256,
           rule_set_last_year(set));
    rule_set_free(set);
    return 0;
}

static bool is_pack(const char *name)
{
    const char *slash = strchr(name, '/');
    return slash && strcmp(slash + 1, "pack.yaml") == 0;
}

static int print_all(struct arena *arena, const char *folder, const char **names, size_t count)
{
    int failed = 0;
    size_t packs = 0;
    printf("/* Made from rules/ by src/cli/embed; do not edit. */\n#include \"rule/embedded.h\"\n\n");
    for (size_t i = 0; i < count && !failed; i++)
        failed = print_file(arena, folder, names[i], i);
    printf("\nconst struct rule_embedded_file rule_embedded_files[] = {\n");
    for (size_t i = 0; i < count; i++)
        printf("    FILE_%zu,\n", i);
    printf("    {0}, /* so that the table is never empty */\n};\nconst size_t rule_embedded_file_count = %zu;\n",
           count);
    printf("\nconst struct rule_embedded_image rule_embedded_images[] = {\n");
    for (size_t i = 0; i < count; i++)
        printf("    IMAGE_%zu,\n", i);
    printf("    {0},\n};\n");
    printf("\nconst struct rule_embedded_pack rule_embedded_packs[] = {\n");
    for (size_t i = 0; i < count && !failed; i++) {
        if (!is_pack(names[i])) continue;
        failed = print_pack(arena, folder, names[i]);
        packs++;
    }
    printf("    {0},\n};\nconst size_t rule_embedded_pack_count = %zu;\n", packs);
    return failed;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    if (argc < 2 || !arena) return fail("usage: embed FOLDER PACK/FILE...", "embed");
    size_t count = (size_t)argc - 2;
    const char **names = arena_alloc(arena, (count + 1) * sizeof *names);
    for (size_t i = 0; names && i < count; i++)
        names[i] = argv[i + 2];
    if (!names) return fail("out of memory", "embed");
    if (count > 1) qsort(names, count, sizeof *names, by_name);
    int failed = print_all(arena, argv[1], names, count);
    arena_free(arena);
    return failed || fflush(stdout) != 0;
}
