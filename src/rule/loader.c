#include "rule/loader.h"

#include "text/nearest.h"

#define CANDIDATES 16 /* named at most, when a list stands for did-you-mean */

static const struct rule_miss KEY = {DIAGNOSTIC_PACK_KEY_NEAR, DIAGNOSTIC_PACK_KEY};
static const struct rule_miss VALUE = {DIAGNOSTIC_PACK_VALUE_NEAR, DIAGNOSTIC_PACK_VALUE};

static const struct text_view nothing;

static const struct schema_shape ANYTHING = {.kind = SCHEMA_ANY};
static const struct schema_member LANGUAGES[TEXT_LANGUAGES] = {{"ja", true, &rule_text_shape},
                                                               {"en", true, &rule_text_shape}};
/* What reads a wording says itself which language is missing. */
static const struct schema_member LANGUAGES_READ[TEXT_LANGUAGES] = {{"ja", false, &rule_text_shape},
                                                                    {"en", false, &rule_text_shape}};
static const struct schema_shape WORDING = {SCHEMA_MEMBERS(LANGUAGES_READ)};

const struct schema_shape rule_text_shape = {.kind = SCHEMA_SCALAR, .name = "text"};
const struct schema_shape rule_texts_shape = {.kind = SCHEMA_LIST, .name = "texts", .of = &rule_text_shape};
const struct schema_shape rule_boolean_shape = {.kind = SCHEMA_BOOLEAN};
const struct schema_shape rule_wording_shape = {.name = "wording", SCHEMA_MEMBERS(LANGUAGES)};
const struct schema_shape rule_lines_shape = {.kind = SCHEMA_MAP, .name = "lines", .of = &ANYTHING};

/* ---- failures */

void rule_fault_at(struct rule_loader *load, enum diagnostic_code code, struct text_span at, struct text_view a,
                   struct text_view b)
{
    text_diagnostics_add(&load->faults, code, NULL, at, a, b, nothing);
}

void rule_fault(struct rule_loader *load, enum diagnostic_code code, const struct doc_node *at, struct text_view a,
                struct text_view b)
{
    rule_fault_at(load, code, at ? at->span : (struct text_span){0}, a, b);
}

/* The text of a buf, kept; the buf is cleared. */
static struct text_view keep(struct rule_loader *load, struct buf *text)
{
    char *copy = buf_status(text) == STATUS_OK ? arena_copy(load->scratch, text->bytes, text->len) : NULL;
    size_t len = text->len;
    buf_clear(text);
    if (!copy) load->status = STATUS_NO_MEMORY;
    return copy ? (struct text_view){copy, len} : nothing;
}

static struct text_view candidates(struct rule_loader *load, const struct text_view *entries, size_t count)
{
    struct buf text;
    buf_init(&text);
    for (size_t i = 0; i < count && i < CANDIDATES; i++) {
        if (i > 0) buf_add_string(&text, ", ");
        buf_add(&text, entries[i].at, entries[i].len);
    }
    if (count > CANDIDATES) buf_add_string(&text, ", ...");
    return keep(load, &text);
}

void rule_fault_unknown(struct rule_loader *load, const struct doc_node *at, const struct rule_miss *miss,
                        const struct text_view *entries, size_t count)
{
    size_t nearest = text_nearest(at->value, entries, count);
    struct text_view all = candidates(load, entries, count);
    if (nearest == (size_t)-1) rule_fault(load, miss->far, at, at->value, all);
    else text_diagnostics_add(&load->faults, miss->near, NULL, at->span, at->value, entries[nearest], all);
}

struct text_view rule_where(struct rule_loader *load, struct text_span span)
{
    struct buf text;
    buf_init(&text);
    buf_add_string(&text, text_source_path(span.source));
    buf_add_char(&text, ':');
    buf_add_int(&text, text_source_place(span.source, span.begin).line);
    return keep(load, &text);
}

/* ---- memory */

void *rule_alloc(struct rule_loader *load, size_t count, size_t size)
{
    void *items = arena_alloc(load->arena, count * size);
    if (!items) load->status = STATUS_NO_MEMORY;
    return items;
}

void *rule_grow(struct rule_loader *load, void *items, size_t count, size_t *capacity, size_t size)
{
    void *grown = arena_grow(load->arena, items, count, capacity, size);
    if (!grown) load->status = STATUS_NO_MEMORY;
    return grown;
}

void rule_enter(struct rule_loader *load, struct rule_names *names, struct text_view name, uint32_t value)
{
    if (rule_names_add(names, load->scratch, name, value) != STATUS_OK) load->status = STATUS_NO_MEMORY;
}

void rule_enter_id(struct rule_loader *load, const struct doc_node *node, struct text_view id)
{
    if (id.len == 0) return;
    uint32_t known = rule_names_find(&load->ids, id);
    if (known != RULE_NAME_NONE) {
        rule_fault(load, DIAGNOSTIC_PACK_DUPLICATE, node, id, rule_where(load, load->id_spans[known]));
        return;
    }
    struct text_span *spans =
        rule_grow(load, load->id_spans, load->ids.count, &load->id_capacity, sizeof *load->id_spans);
    if (!spans) return;
    load->id_spans = spans;
    spans[load->ids.count] = node->span;
    rule_enter(load, &load->ids, id, (uint32_t)load->ids.count);
}

/* ---- mappings */

static size_t key_index(const struct schema_member *keys, size_t count, struct text_view name)
{
    for (size_t i = 0; i < count; i++)
        if (text_view_equal(text_view_of(keys[i].name), name)) return i;
    return count;
}

static void fault_key(struct rule_loader *load, const struct doc_node *key, const struct schema_member *keys,
                      size_t count)
{
    struct text_view *names = rule_alloc(load, count, sizeof *names);
    if (!names) return;
    for (size_t i = 0; i < count; i++)
        names[i] = text_view_of(keys[i].name);
    rule_fault_unknown(load, key, &KEY, names, count);
}

bool rule_keys(struct rule_loader *load, const struct doc_node *node, const struct schema_shape *shape,
               const struct doc_node **out_values)
{
    struct schema_member room[SCHEMA_MEMBERS_MOST];
    size_t count;
    const struct schema_member *keys = schema_members(shape, room, &count);
    for (size_t i = 0; i < count; i++)
        out_values[i] = NULL;
    if (!node || node->kind != DOC_MAPPING) {
        if (node) rule_fault(load, DIAGNOSTIC_PACK_TYPE_MAP, node, nothing, nothing);
        return false;
    }
    for (size_t i = 0; i < node->count; i++) {
        size_t index = key_index(keys, count, node->members[i].key->value);
        if (index < count) out_values[index] = node->members[i].value;
        else fault_key(load, node->members[i].key, keys, count);
    }
    for (size_t i = 0; i < count; i++)
        if (keys[i].required && !out_values[i])
            rule_fault(load, DIAGNOSTIC_PACK_REQUIRED, node, text_view_of(keys[i].name), nothing);
    return true;
}

/* ---- values */

struct text_view rule_name(struct rule_loader *load, const char *name)
{
    struct text_view copy = text_view_of(name);
    copy.at = arena_copy(load->arena, name, copy.len);
    if (copy.at) return copy;
    load->status = STATUS_NO_MEMORY;
    return nothing;
}

struct text_view rule_text(struct rule_loader *load, const struct doc_node *node)
{
    if (!node) return nothing;
    if (node->kind != DOC_SCALAR) {
        rule_fault(load, DIAGNOSTIC_PACK_TYPE_TEXT, node, nothing, nothing);
        return nothing;
    }
    struct text_view text = text_view_trim(node->value);
    if (text.len == 0 || doc_node_is_empty(node)) {
        rule_fault(load, DIAGNOSTIC_PACK_EMPTY, node, nothing, nothing);
        return nothing;
    }
    return text;
}

struct text_view rule_text_folded(struct rule_loader *load, const struct doc_node *node)
{
    return rule_fold(load, rule_text(load, node));
}

/* A wording that runs over several lines in the file is one line to the reader. The break between two ASCII characters
 * becomes a blank; beside a Japanese character it goes, since Japanese has no blanks between words. */
static struct text_view on_one_line(struct rule_loader *load, struct text_view text)
{
    if (!text.len || !memchr(text.at, '\n', text.len)) return text;
    char *line = rule_alloc(load, text.len, 1);
    size_t len = 0;
    for (size_t i = 0; line && i < text.len; i++) {
        if (text.at[i] != '\n') line[len++] = text.at[i];
        else if (!((text.at[i - 1] | text.at[i + 1]) & 0x80)) line[len++] = ' ';
    }
    return (struct text_view){line, len};
}

struct rule_wording rule_wording(struct rule_loader *load, const struct doc_node *node)
{
    const struct doc_node *values[TEXT_LANGUAGES];
    struct rule_wording wording = {0};
    if (!rule_keys(load, node, &WORDING, values)) return wording;
    for (size_t i = 0; i < TEXT_LANGUAGES; i++) {
        if (!values[i]) rule_fault(load, DIAGNOSTIC_PACK_LANGUAGE, node, text_view_of(LANGUAGES[i].name), nothing);
        wording.in[i] = on_one_line(load, rule_text(load, values[i]));
    }
    return wording;
}

bool rule_boolean(struct rule_loader *load, const struct doc_node *node, bool otherwise)
{
    if (!node) return otherwise;
    if (node->kind == DOC_SCALAR && !node->quoted) {
        if (text_view_equal(node->value, text_view_of("true"))) return true;
        if (text_view_equal(node->value, text_view_of("false"))) return false;
    }
    rule_fault(load, DIAGNOSTIC_PACK_TYPE_BOOLEAN, node, nothing, nothing);
    return otherwise;
}

/* Digits with an optional sign; at most 15 of them, so that nothing overflows. */
static bool read_integer(struct text_view text, int64_t *out_value)
{
    bool negative = text.len > 0 && text.at[0] == '-';
    size_t at = negative;
    int64_t value = 0;
    if (at == text.len || text.len > 15) return false;
    for (; at < text.len; at++) {
        if (text.at[at] < '0' || text.at[at] > '9') return false;
        value = value * 10 + (text.at[at] - '0');
    }
    *out_value = negative ? -value : value;
    return true;
}

int64_t rule_integer(struct rule_loader *load, const struct doc_node *node, const struct schema_shape *shape,
                     int64_t otherwise)
{
    int64_t value;
    if (!node) return otherwise;
    if (node->kind != DOC_SCALAR || !read_integer(node->value, &value)) {
        rule_fault(load, DIAGNOSTIC_PACK_TYPE_NUMBER, node, nothing, nothing);
        return otherwise;
    }
    if (value >= shape->least && value <= shape->most) return value;
    struct buf range;
    buf_init(&range);
    buf_add_int(&range, shape->least);
    buf_add_string(&range, "..");
    buf_add_int(&range, shape->most);
    rule_fault(load, DIAGNOSTIC_PACK_RANGE, node, node->value, keep(load, &range));
    return otherwise;
}

int rule_choice(struct rule_loader *load, const struct doc_node *node, const struct schema_shape *shape, int otherwise)
{
    const char *const *words = shape->words;
    size_t count = 0;
    if (!node) return otherwise;
    struct text_view text = rule_text(load, node);
    if (text.len == 0) return otherwise;
    for (; words[count]; count++)
        if (text_view_equal(text_view_of(words[count]), text)) return (int)count;
    struct text_view *entries = rule_alloc(load, count, sizeof *entries);
    if (!entries) return otherwise;
    for (size_t i = 0; i < count; i++)
        entries[i] = text_view_of(words[i]);
    rule_fault_unknown(load, node, &VALUE, entries, count);
    return otherwise;
}

/* ---- lists */

size_t rule_list(struct rule_loader *load, const struct doc_node *node)
{
    if (!node) return 0;
    if (node->kind == DOC_SEQUENCE) return node->count;
    rule_fault(load, DIAGNOSTIC_PACK_TYPE_LIST, node, nothing, nothing);
    return 0;
}

void *rule_array(struct rule_loader *load, const struct doc_node *node, size_t size, size_t *out_count)
{
    size_t count = rule_list(load, node);
    void *items = count > 0 ? rule_alloc(load, count, size) : NULL;
    *out_count = items ? count : 0;
    return items;
}

const struct text_view *rule_texts(struct rule_loader *load, const struct doc_node *node, bool folded,
                                   size_t *out_count)
{
    struct text_view *texts = rule_array(load, node, sizeof *texts, out_count);
    for (size_t i = 0; i < *out_count; i++) {
        texts[i] = rule_text(load, node->members[i].value);
        if (folded) texts[i] = rule_fold(load, texts[i]);
    }
    return texts;
}

struct text_view rule_fold(struct rule_loader *load, struct text_view text)
{
    struct text_folded folded;
    if (text.len == 0 || load->status != STATUS_OK) return nothing;
    if (text_fold_keeps(load->set->words.folder, load->scratch, text)) return text;
    if (text_fold(load->set->words.folder, load->scratch, text, &folded) != STATUS_OK) {
        load->status = STATUS_NO_MEMORY;
        return nothing;
    }
    char *copy = arena_copy(load->arena, folded.text.at, folded.text.len);
    if (!copy) load->status = STATUS_NO_MEMORY;
    return copy ? (struct text_view){copy, folded.text.len} : nothing;
}

bool rule_is_own(const struct rule_loader *load, struct text_span span)
{
    for (size_t i = load->file_count; i-- > 0;)
        if (load->files[i].source == span.source) return load->files[i].part + 1 == load->part_count;
    return false;
}
