#include "report/sarif_tool.h"

#include "report/escape.h"
#include "report/json_part.h"
#include "report/sarif_part.h"
#include "report/wording.h"
#include "text/utf8.h"

#include <stdlib.h>

#define NAME_MOST  255  /* characters of a rule's name that GitHub takes, */
#define WORDS_MOST 1024 /* and of its descriptions */
#define ELLIPSIS   "\xE2\x80\xA6"

/* ---- which rules */

static int compare(const void *a, const void *b)
{
    const struct review_rule *const *x = a, *const *y = b;
    return text_view_compare((*x)->id, (*y)->id);
}

enum status report_sarif_rules(struct arena *arena, const struct report_run *run, struct report_sarif_rules *out_rules)
{
    size_t most = 0, kept = 0, count = 0;
    for (size_t i = 0; i < run->pack_count; i++)
        most += run->packs[i].rule_count;
    const struct review_rule **items = arena_alloc(arena, (most + 1) * sizeof *items);
    if (!items) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < run->pack_count; i++)
        for (size_t r = 0; r < run->packs[i].rule_count; r++)
            items[count++] = &run->packs[i].rules[r];
    if (count > 1) qsort(items, count, sizeof *items, compare);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !text_view_equal(items[kept - 1]->id, items[i]->id)) items[kept++] = items[i];
    *out_rules = (struct report_sarif_rules){items, kept};
    return STATUS_OK;
}

size_t report_sarif_rule_index(const struct report_sarif_rules *rules, struct text_view id)
{
    size_t low = 0, high = rules->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = text_view_compare(rules->items[middle]->id, id);
        if (order == 0) return middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return REVIEW_NONE;
}

/* ---- their words */

static struct text_view or_else(struct text_view text, struct text_view otherwise)
{
    return text.len > 0 ? text : otherwise;
}

/* No more than so many characters: viewers refuse longer ones. */
static void add_cut(struct buf *out, struct text_view text, size_t most)
{
    size_t at = 0, points = 0;
    uint32_t point;
    if (text.len <= most || text_utf8_count(text) <= most) {
        buf_add(out, text.at, text.len);
        return;
    }
    for (; points < most - 1; points++) {
        size_t len = text_utf8_decode(text_view_part(text, at, text.len), &point);
        at += len > 0 ? len : 1;
    }
    buf_add(out, text.at, at);
    buf_add_string(out, ELLIPSIS);
}

static void add_cut_text(struct json_writer *json, const char *key, struct text_view text)
{
    struct buf cut;
    buf_init(&cut);
    add_cut(&cut, text, WORDS_MOST);
    report_sarif_message(json, key, report_view(&cut));
    report_done(json->out, &cut);
}

struct words {
    struct buf *out;
    enum text_language language;
    bool markdown;
};

/* A line "label: text" of the help, when there is a text. */
static void add_line(const struct words *to, enum report_phrase label, struct text_view text)
{
    if (text.len == 0) return;
    buf_add_string(to->out, to->markdown ? "\n- **" : "\n");
    buf_add_string(to->out, report_plain(to->language, label));
    buf_add_string(to->out, to->markdown ? "**: " : ": ");
    if (to->markdown) report_markdown(to->out, text);
    else buf_add(to->out, text.at, text.len);
}

static void add_words(const struct words *to, const struct review_rule *rule)
{
    struct text_view title = or_else(rule->title, rule->id);
    if (to->markdown) report_markdown(to->out, title);
    else buf_add(to->out, title.at, title.len);
    if (to->markdown) buf_add_char(to->out, '\n');
    add_line(to, REPORT_TABLE_CLAUSE, rule->area);
    add_line(to, REPORT_LABEL_BASIS, rule->source);
    add_line(to, REPORT_LABEL_HINT, rule->hint);
    add_line(to, REPORT_LABEL_EXAMPLE, rule->example);
}

static void add_help(struct json_writer *json, enum text_language language, const struct review_rule *rule)
{
    struct buf plain, marked;
    buf_init(&plain);
    buf_init(&marked);
    add_words(&(struct words){&plain, language, false}, rule);
    add_words(&(struct words){&marked, language, true}, rule);
    add_cut_text(json, "fullDescription", report_view(&plain));
    json_key(json, "help");
    json_object_begin(json);
    report_json_view(json, "text", report_view(&plain));
    report_json_view(json, "markdown", report_view(&marked));
    json_object_end(json);
    report_done(json->out, &plain);
    report_done(json->out, &marked);
}

/* Tags are what code hosts filter by. No security-severity: it would make security alerts of the findings. */
static void add_properties(struct json_writer *json, const struct review_rule *rule)
{
    static const char *const severities[] = {
        [RULE_NOTE] = "recommendation", [RULE_WARNING] = "warning", [RULE_ERROR] = "error"};
    json_key(json, "properties");
    json_object_begin(json);
    json_key(json, "tags");
    json_array_begin(json);
    json_add_text(json, review_rule_kind_name(rule->kind));
    if (rule->area.len > 0) json_add_string(json, rule->area.at, rule->area.len);
    json_array_end(json);
    report_json_name(json, "precision", "high");
    report_json_name(json, "problem.severity", severities[rule->severity]);
    json_object_end(json);
}

static void add_rule(struct json_writer *json, enum text_language language, const struct review_rule *rule)
{
    struct buf name;
    struct text_view title = or_else(rule->title, rule->id);
    buf_init(&name);
    add_cut(&name, title, NAME_MOST);
    json_object_begin(json);
    report_json_view(json, "id", rule->id);
    report_json_view(json, "name", report_view(&name));
    add_cut_text(json, "shortDescription", title);
    add_help(json, language, rule);
    json_key(json, "defaultConfiguration");
    json_object_begin(json);
    report_json_name(json, "level", review_severity_name(rule->severity));
    json_object_end(json);
    add_properties(json, rule);
    json_object_end(json);
    report_done(json->out, &name);
}

static void add_supported(struct json_writer *json, const struct report_run *run)
{
    json_key(json, "supportedTaxonomies");
    json_array_begin(json);
    for (size_t i = 0; i < run->pack_count; i++) {
        json_object_begin(json);
        report_json_view(json, "name", run->packs[i].id);
        report_json_int(json, "index", (int64_t)i);
        json_object_end(json);
    }
    json_array_end(json);
}

void report_sarif_tool(struct json_writer *json, const struct report_run *run, const struct report_sarif_rules *rules)
{
    json_key(json, "tool");
    json_object_begin(json);
    json_key(json, "driver");
    json_object_begin(json);
    report_json_name(json, "name", "juten");
    report_json_name(json, "version", run->version);
    report_json_name(json, "semanticVersion", run->version);
    report_json_name(json, "language", report_sarif_language(run->settings.language));
    json_key(json, "rules");
    json_array_begin(json);
    for (size_t i = 0; i < rules->count; i++)
        add_rule(json, run->settings.language, rules->items[i]);
    json_array_end(json);
    add_supported(json, run);
    json_object_end(json);
    json_object_end(json);
}

const char *report_sarif_base(const struct report_run *run)
{
    return run->repository ? REPORT_SARIF_FOLDER_NAME : NULL;
}

/* ---- guidelines */

static void add_taxa(struct json_writer *json, const struct review_pack *pack)
{
    json_key(json, "taxa");
    json_array_begin(json);
    for (size_t i = 0; i < pack->clause_count; i++) {
        const struct review_clause *clause = &pack->clauses[i];
        json_object_begin(json);
        report_json_view(json, "id", clause->label);
        report_json_view(json, "name", or_else(clause->heading, clause->label));
        report_sarif_message(json, "shortDescription", or_else(clause->heading, clause->label));
        json_object_end(json);
    }
    json_array_end(json);
}

void report_sarif_taxonomies(struct json_writer *json, const struct report_run *run)
{
    json_key(json, "taxonomies");
    json_array_begin(json);
    for (size_t i = 0; i < run->pack_count; i++) {
        const struct review_pack *pack = &run->packs[i];
        json_object_begin(json);
        report_json_view(json, "name", pack->id);
        report_json_view(json, "version", pack->version);
        if (pack->title.len > 0) report_sarif_message(json, "shortDescription", pack->title);
        if (pack->decided.len > 0) report_json_view(json, "releaseDateUtc", pack->decided);
        report_json_name(json, "language", report_sarif_language(run->settings.language));
        report_json_bool(json, "isComprehensive", true);
        add_taxa(json, pack);
        json_key(json, "properties");
        json_object_begin(json);
        report_json_view(json, "sha256", pack->sha256);
        json_object_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}

size_t report_sarif_pack_index(const struct report_run *run, const struct review_pack *pack)
{
    for (size_t i = 0; pack && i < run->pack_count; i++)
        if (text_view_equal(run->packs[i].id, pack->id) && text_view_equal(run->packs[i].sha256, pack->sha256))
            return i;
    return REVIEW_NONE;
}

size_t report_sarif_clause_index(const struct review_pack *pack, struct text_view label)
{
    for (size_t i = 0; pack && i < pack->clause_count; i++)
        if (text_view_equal(pack->clauses[i].label, label)) return i;
    return REVIEW_NONE;
}
