/* doc/yaml - YAML into doc/node trees (the one door to libyaml).
 *
 * Strict where libyaml is not: duplicate keys, custom tags, depth, node count (aliases counted as often as they are
 * used) and scalar size are refused with a diagnostic that names the place and the cure. Staff mistakes that libyaml
 * reports in English at the wrong line (full-width colon, ideographic-space indent, tab indent, `- ` alone, an unquoted
 * [, *, %, @ at the start of a value) are named as what they are. Places come from mark.index, counted out in
 * the bytes, never from libyaml's lines. JSON is read as YAML. */
#ifndef DOC_YAML_H
#define DOC_YAML_H

#include "doc/node.h"
#include "text/diagnostic.h"

/* What a table or Markdown holds that no tree does. */
struct doc_left {
    enum doc_left_kind {
        DOC_LEFT_COLUMN, /* the first filled cell of a column that is no field */
        DOC_LEFT_TITLE,  /* above the header */
        DOC_LEFT_TOTAL,  /* in the total's row */
        DOC_LEFT_TEXT    /* of Markdown: the text, where there is no one request that it could be the summary of */
    } kind;
    struct text_span span;
    struct text_view name; /* of the column, or the text of the cell */
};

struct doc_roots {
    const struct doc_node **items; /* one per YAML document of the stream that has content */
    size_t count;
    enum diagnostic_code absent; /* why there is none, where that is no mistake by itself */
    size_t stopped_at;           /* where YAML could be parsed no further, + 1, set on failure too; 0: it could */
    const struct doc_left *left; /* of no interest to a judgement */
    size_t left_count;
};

/* Whether a diagnostic is of what YAML can't parse: libyaml stops there, and what follows is not known. Others are of
 * what submissions do not allow. */
bool doc_yaml_stops(enum diagnostic_code code);

/* Reads all documents. On STATUS_INVALID or STATUS_LIMIT at least one diagnostic was added. A key that looks like a
 * staff mistake but is valid YAML is left in the tree: doc/submission names it as an observation. */
enum status doc_yaml_read(struct arena *arena, const struct text_source *source, struct text_diagnostics *diagnostics,
                          struct doc_roots *out_roots) MUST_CHECK;

/* The same of bytes [begin, end) of the source. */
enum status doc_yaml_read_part(struct arena *arena, const struct text_source *source, uint32_t begin, size_t end,
                               struct text_diagnostics *diagnostics, struct doc_roots *out_roots) MUST_CHECK;

/* The same of some items of a list in flow style, [begin, end) from the first to the last: a list of these. A byte that
 * is of neither stands before and behind them. */
enum status doc_yaml_read_items_of_flow(struct arena *arena, const struct text_source *source, uint32_t begin,
                                        size_t end, struct text_diagnostics *diagnostics,
                                        struct doc_roots *out_roots) MUST_CHECK;

/* Takes the items of one list of the root mapping as they are read, in the place of the tree, which then need not hold
 * them all. */
struct doc_taker {
    /* Whether it is the list of that key, in a root mapping that has had so many members before; both in flow style, or
     * neither. */
    enum status (*opens)(void *context, const struct doc_member *before, size_t count, const struct doc_node *key,
                         bool flow, bool *out_takes);
    /* The item dies after the call. */
    enum status (*take)(void *context, const struct doc_node *item);
    void *context;
    struct arena *arena; /* of one item */
};

/* As doc_yaml_read, but the list in the tree knows only how many items it has had. With anchors or aliases, or a second
 * document, items can't be told apart like this: STATUS_INVALID, maybe without a diagnostic; so too when a function of
 * the taker says so. */
enum status doc_yaml_read_items(struct arena *arena, const struct text_source *source, const struct doc_taker *taker,
                                struct text_diagnostics *diagnostics, struct doc_roots *out_roots) MUST_CHECK;

/* Reads every line that is not blank as a document of its own (ndjson). A line that cannot be read gives its diagnostic
 * and the others go on: STATUS_OK when any could be read. */
enum status doc_yaml_read_lines(struct arena *arena, const struct text_source *source,
                                struct text_diagnostics *diagnostics, struct doc_roots *out_roots) MUST_CHECK;

#endif
