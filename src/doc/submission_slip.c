/* Slips that YAML takes without a word: a full-width colon that made the value part of the key, a full-width space
 * before a key, a comma inside an amount in { }, typographic quotes, a # that ends a value. Each is named as what it
 * is. */
#include "doc/numeral.h"
#include "doc/submission_reader.h"
#include "doc/yaml_line.h"

/* Whether so many digits, of any width, stand at the start. */
static bool begins_with_digits(struct text_view text, size_t count)
{
    size_t len = 0;
    for (; count > 0 && doc_numeral_digit(text, &len) >= 0; count--)
        text = text_view_part(text, len, text.len);
    return count == 0;
}

static bool ends_with_digit(struct text_view text)
{
    size_t at = text.len;
    while (at > 0 && ((unsigned char)text.at[--at] & 0xC0) == 0x80) {
    }
    return begins_with_digits(text_view_part(text, at, text.len), 1);
}

/* A field that was meant by a mistaken key is not reported missing besides. */
static void mark_told(struct doc_reading *reading, struct doc_slots *slots, struct text_view meant)
{
    int field = doc_reading_find_field(reading, meant);
    if (field >= 0) slots->of[field].told = true;
}

struct text_view doc_key_meant(struct text_view key)
{
    size_t colon = text_view_find(key, text_view_of(DOC_WIDE_COLON), 0);
    struct text_view name = text_view_trim(colon == (size_t)-1 ? key : text_view_part(key, 0, colon));
    while (name.len > 0 && name.at[0] == '-')
        name = text_view_trim(text_view_part(name, 1, name.len));
    return name;
}

bool doc_slip_wide_space(struct doc_reading *reading, struct doc_slots *slots, const struct doc_node *key)
{
    bool wide = text_view_starts(key->value, text_view_of(DOC_WIDE_SPACE)) ||
                text_view_starts(key->value, text_view_of("-" DOC_WIDE_SPACE));
    if (key->quoted || !wide) return false;
    struct text_view name = doc_key_meant(key->value);
    mark_told(reading, slots, name);
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {name};
    doc_reading_see(reading, DOC_SAW_FIELD_IDEOGRAPHIC_SPACE, DOC_FIELD_COUNT, key->span, arguments);
    return true;
}

/* “施策名”: x */
bool doc_slip_curly_key(struct doc_reading *reading, struct doc_slots *slots, const struct doc_node *key)
{
    enum { MARK = 3 }; /* bytes of each quote */
    if (key->quoted || !doc_is_curly_quoted(key->value)) return false;
    struct text_view name = text_view_part(key->value, MARK, key->value.len - MARK);
    if (doc_reading_find_field(reading, name) < 0) return false;
    mark_told(reading, slots, name);
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {name, key->value};
    doc_reading_see(reading, DOC_SAW_FIELD_CURLY_QUOTE, DOC_FIELD_COUNT, key->span, arguments);
    return true;
}

/* 要求額: “1.5億円”. Of texts the marks may be part. */
static void check_quotes(struct doc_reading *reading, struct doc_slots *slots, enum doc_field field)
{
    struct doc_slot *slot = &slots->of[field];
    bool text = doc_field_type(field) == DOC_TYPE_TEXT && field != DOC_FIELD_AREA && field != DOC_FIELD_MINISTRY;
    if (text || !slot->value || slot->value->kind != DOC_SCALAR || slot->value->quoted) return;
    if (!doc_is_curly_quoted(slot->value->value)) return;
    doc_slot_see(reading, slots, field, DOC_SAW_FIELD_CURLY_QUOTE, slot->value->span, slot->value->value,
                 (struct text_view){0});
    slot->value = NULL;
    slot->told = true;
}

/* Fields of running text, which a # may stand in; behind an amount or a label it begins a comment. */
static bool is_prose(enum doc_field field)
{
    return field == DOC_FIELD_TITLE || field == DOC_FIELD_SUMMARY || field == DOC_FIELD_JUSTIFICATION ||
           field == DOC_FIELD_OUTCOME || field == DOC_FIELD_OFFSET || field == DOC_FIELD_CIO_COORDINATION;
}

/* The comment behind a value, from its # to the end of the line; empty when there is none. */
static struct text_span comment_behind(const struct doc_node *value)
{
    struct text_view text = text_source_bytes(value->span.source);
    size_t at = value->span.end;
    while (at < text.len && (text.at[at] == ' ' || text.at[at] == '\t'))
        at++;
    if (at == value->span.end || at >= text.len || text.at[at] != '#') return (struct text_span){0};
    size_t end = at;
    while (end < text.len && text.at[end] != '\n' && text.at[end] != '\r')
        end++;
    return (struct text_span){value->span.source, (uint32_t)at, (uint32_t)end};
}

/* 施策名: 対策 #3 の実施: YAML takes what begins with # for a comment. It is one as long as it does not look like the
 * rest of the value: a numbered thing, or the end of a sentence that the value leaves open. */
static void check_cut(struct doc_reading *reading, struct doc_slots *slots, enum doc_field field)
{
    const struct doc_node *value = slots->of[field].value;
    if (!is_prose(field) || !value || value->kind != DOC_SCALAR || value->quoted || value->value.len == 0) return;
    if (!value->span.source) return; /* a pack's example: what stood behind it is gone */
    struct text_span span = comment_behind(value);
    if (!span.source) return;
    struct text_view comment = text_span_view(span);
    struct text_view rest = text_view_trim(text_view_part(comment, 1, comment.len));
    bool tight = rest.len > 0 && rest.at == comment.at + 1;
    bool open = doc_ends_sentence(rest) && !doc_ends_sentence(value->value);
    if (tight && (begins_with_digits(rest, 1) || open))
        doc_slot_see(reading, slots, field, DOC_SAW_VALUE_CUT, span, value->value, comment);
}

/* A colon that parts a field name from a value and that YAML does not know as one. */
static const struct colon {
    const char *mark;
    enum doc_observation_code code;
} COLONS[] = {{DOC_WIDE_COLON, DOC_SAW_FIELD_FULLWIDTH_COLON}, {":", DOC_SAW_FIELD_TIGHT_COLON}};

static void see_colon(struct doc_reading *reading, const struct doc_node *node, const struct colon *colon, size_t at)
{
    const char *end = memchr(node->value.at, '\n', node->value.len);
    struct text_view line = text_view_part(node->value, 0, end ? (size_t)(end - node->value.at) : node->value.len);
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {line};
    struct text_span span = doc_node_part(node, at, at + strlen(colon->mark));
    doc_reading_see(reading, colon->code, DOC_FIELD_COUNT, span, arguments);
}

static struct text_view name_before(struct text_view text, size_t colon)
{
    return doc_key_meant(text_view_part(text, 0, colon));
}

/* Where such a colon stands behind the name of a field; (size_t)-1 when none does. */
static size_t find_colon(struct doc_reading *reading, struct text_view text, const struct colon *colon)
{
    size_t at = text_view_find(text, text_view_of(colon->mark), 0);
    bool named = at != (size_t)-1 && doc_reading_find_field(reading, name_before(text, at)) >= 0;
    return named ? at : (size_t)-1;
}

bool doc_slip_colon(struct doc_reading *reading, struct doc_slots *slots, const struct doc_node *key)
{
    size_t wide = text_view_find(key->value, text_view_of(DOC_WIDE_COLON), 0);
    const struct colon *colon = &COLONS[wide == (size_t)-1];
    size_t at = wide != (size_t)-1 ? wide : key->quoted ? wide : find_colon(reading, key->value, colon);
    if (at == (size_t)-1) return false;
    mark_told(reading, slots, name_before(key->value, at));
    see_colon(reading, key, colon, at);
    return true;
}

bool doc_slip_colon_item(struct doc_reading *reading, const struct doc_node *item)
{
    for (size_t i = 0; i < sizeof COLONS / sizeof *COLONS && item->kind == DOC_SCALAR && !item->quoted; i++) {
        size_t at = find_colon(reading, item->value, &COLONS[i]);
        if (at == (size_t)-1) continue;
        see_colon(reading, item, &COLONS[i], at);
        return true;
    }
    return false;
}

/* A key that came from behind the comma of an amount: three digits and more, no value at all. */
static bool is_rest(const struct doc_member *member)
{
    const struct doc_node *key = member->key;
    return begins_with_digits(key->value, 3) && !key->quoted && member->value->kind == DOC_SCALAR &&
           member->value->span.begin == member->value->span.end;
}

/* { item: x, amount: 30,000千円 }: the members after `at` that are the rest of its value. Notes them as one mistake. */
size_t doc_slip_flow_comma(struct doc_reading *reading, const struct doc_node *mapping, size_t at)
{
    const struct doc_node *value = mapping->members[at].value;
    struct text_view written = text_span_view(mapping->span);
    bool flow = written.len > 0 && written.at[0] == '{';
    bool cut = flow && value->kind == DOC_SCALAR && ends_with_digit(value->value);
    size_t rest = 0;
    while (cut && at + rest + 1 < mapping->count && is_rest(&mapping->members[at + rest + 1]))
        rest++;
    if (rest == 0) return 0;
    struct text_span span = {value->span.source, value->span.begin, mapping->members[at + rest].key->span.end};
    struct text_view arguments[DOC_OBSERVATION_ARGUMENTS] = {text_span_view(span)};
    int field = doc_reading_find_field(reading, mapping->members[at].key->value);
    doc_reading_see(reading, DOC_SAW_FIELD_FLOW_COMMA, field < 0 ? DOC_FIELD_COUNT : (enum doc_field)field, span,
                    arguments);
    return rest;
}

void doc_slip_value(struct doc_reading *reading, struct doc_slots *slots, enum doc_field field)
{
    check_cut(reading, slots, field);
    check_quotes(reading, slots, field);
}
