#include "support/tree.h"

#include "support/unit.h"
#include "text/utf8.h"

static void open_tree(struct tree *tree, struct text_view text)
{
    struct text_defect defect;
    *tree = (struct tree){.arena = arena_new()};
    assert_non_null(tree->arena);
    assert_int_equal(text_source_open(tree->arena, "test.yaml", text, &tree->source, &defect), STATUS_OK);
    assert_int_equal(defect.kind, TEXT_DEFECT_NONE);
    text_diagnostics_init(&tree->diagnostics, tree->arena);
}

void tree_read_lines(struct tree *tree, struct text_view text)
{
    open_tree(tree, text);
    tree->status = doc_yaml_read_lines(tree->arena, tree->source, &tree->diagnostics, &tree->roots);
}

void tree_read(struct tree *tree, struct text_view text)
{
    open_tree(tree, text);
    tree->status = doc_yaml_read(tree->arena, tree->source, &tree->diagnostics, &tree->roots);
}

void tree_free(struct tree *tree)
{
    arena_free(tree->arena);
}

static bool is_inside(const struct text_source *source, struct text_span span)
{
    return span.source == source && span.begin <= span.end && span.end <= text_source_bytes(source).len &&
           span.begin >= text_source_start(source);
}

static const char *scalar_problem(const struct text_source *source, const struct doc_node *node)
{
    if (text_utf8_check(node->value) != node->value.len) return "a value is not UTF-8";
    size_t len;
    for (size_t at = 0; at < node->value.len; at += len) {
        uint32_t point;
        len = text_utf8_decode(text_view_part(node->value, at, node->value.len), &point);
        struct text_span part = doc_node_part(node, at, at + len);
        if (!is_inside(source, part)) return "a part of a value lies outside the source";
        if (part.begin < node->span.begin) return "a part of a value lies before its node";
    }
    struct text_span end = doc_node_part(node, node->value.len, node->value.len);
    return is_inside(source, end) ? NULL : "a value's end lies outside";
}

const char *tree_problem(const struct text_source *source, const struct doc_node *node)
{
    if (!is_inside(source, node->span)) return "a node lies outside the source";
    if (node->kind == DOC_SCALAR) return scalar_problem(source, node);
    for (size_t i = 0; i < node->count; i++) {
        const struct doc_member *member = &node->members[i];
        const char *problem = member->key ? tree_problem(source, member->key) : NULL;
        if (!problem) problem = tree_problem(source, member->value);
        if (problem) return problem;
        if ((node->kind == DOC_MAPPING) != (member->key != NULL)) return "a key too many or too few";
    }
    return NULL;
}

const char *tree_diagnostic_problem(const struct text_source *source, const struct text_diagnostics *diagnostics)
{
    for (size_t i = 0; i < diagnostics->count; i++)
        if (!is_inside(source, diagnostics->items[i].span)) return "a diagnostic lies outside the source";
    return NULL;
}

uint32_t tree_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Where a character begins, at or before `at`. */
static size_t boundary(struct text_view text, size_t at)
{
    while (at > 0 && at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80)
        at--;
    return at;
}

struct text_view tree_mutate(struct arena *arena, struct text_view text, uint32_t *seed)
{
    static const char *const pieces[] = {
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "\xE3\x80\x80",
        ":",
        ": ",
        "\xEF\xBC\x9A",
        "-",
        "- ",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        "#",
        " #",
        "|",
        ">",
        "*",
        "&",
        "!",
        "%",
        "@",
        "\\",
        "---\n",
        "0",
        "\xF0\xA0\xAE\xB7",
        "\xC2\x85",
        "\xE2\x80\xA8",
        "\xEF\xBB\xBF",
        "?",
        "~",
        "\\u3042",
        "''",
    };
    for (uint32_t times = 1 + tree_random(seed) % 4; times > 0; times--) {
        size_t begin = boundary(text, tree_random(seed) % (text.len + 1));
        size_t cut = tree_random(seed) % 3 ? 0 : tree_random(seed) % 20;
        size_t end = boundary(text, begin + cut < text.len ? begin + cut : text.len);
        const char *piece = pieces[tree_random(seed) % (sizeof pieces / sizeof *pieces)];
        size_t len = strlen(piece);
        char *made = arena_alloc(arena, text.len - (end - begin) + len + 1);
        assert_non_null(made);
        memcpy(made, text.at, begin);
        memcpy(made + begin, piece, len);
        memcpy(made + begin + len, text.at + end, text.len - end);
        text = (struct text_view){made, text.len - (end - begin) + len};
    }
    return text;
}
