/* Names that places in the page have, for links to them: made of what the place is, so that they are the same the next
 * time, and of hexadecimal digits alone, so that no input can say what they are. */
#include "report/html_part.h"

#define KEY_DIGITS 16
#define ROOM       256 /* a power of two */

static uint64_t key_of(const struct text_view *texts, size_t count)
{
    struct hash_sha256 hash;
    char hex[HASH_SHA256_HEX];
    uint64_t key = 0;
    hash_sha256_init(&hash);
    for (size_t i = 0; i < count; i++) {
        hash_sha256_add(&hash, texts[i].at, texts[i].len);
        hash_sha256_add(&hash, "", 1); /* its NUL keeps the texts apart */
    }
    hash_sha256_hex(&hash, hex);
    for (size_t i = 0; i < KEY_DIGITS; i++)
        key = key << 4 | (uint64_t)(hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'a' + 10);
    return key ? key : 1;
}

static void write_name(char letter, uint64_t key, uint32_t times, char out_name[HTML_ANCHOR])
{
    static const char digits[] = "0123456789abcdef";
    char *to = out_name, reversed[12];
    size_t count = 0;
    *to++ = letter;
    *to++ = '-';
    for (int shift = 4 * (KEY_DIGITS - 1); shift >= 0; shift -= 4)
        *to++ = digits[key >> shift & 15];
    if (times > 1) *to++ = '-';
    for (; times > 1 && times > 0; times = times >= 10 ? times / 10 : 0)
        reversed[count++] = digits[times % 10];
    while (count > 0)
        *to++ = reversed[--count];
    *to = '\0';
}

static struct html_anchor *find(const struct html_anchors *anchors, uint64_t key)
{
    size_t at = (size_t)key & (anchors->room - 1);
    while (anchors->items[at].key && anchors->items[at].key != key)
        at = (at + 1) & (anchors->room - 1);
    return &anchors->items[at];
}

/* Makes room for one more; the old table stays in the arena (at most as much again). */
static enum status grow(struct html *to)
{
    struct html_anchors *anchors = &to->anchors;
    if (2 * (anchors->count + 1) <= anchors->room) return STATUS_OK;
    struct html_anchors wider = {.room = anchors->room > 0 ? 2 * anchors->room : ROOM, .count = anchors->count};
    wider.items = arena_alloc(to->report->arena, wider.room * sizeof *wider.items);
    if (!wider.items) return STATUS_NO_MEMORY;
    for (size_t i = 0; i < anchors->room; i++)
        if (anchors->items[i].key) *find(&wider, anchors->items[i].key) = anchors->items[i];
    *anchors = wider;
    return STATUS_OK;
}

enum status report_html_anchor(struct html *to, char letter, const struct text_view *texts, size_t count,
                               char out_name[HTML_ANCHOR])
{
    uint64_t key = key_of(texts, count), place = key ^ (uint64_t)(unsigned char)letter;
    if (grow(to) != STATUS_OK) return STATUS_NO_MEMORY;
    struct html_anchor *anchor = find(&to->anchors, place);
    to->anchors.count += anchor->key == 0;
    anchor->key = place;
    anchor->times++;
    write_name(letter, key, anchor->times, out_name);
    return STATUS_OK;
}

void report_html_anchor_of(char letter, const struct text_view *texts, size_t count, char out_name[HTML_ANCHOR])
{
    write_name(letter, key_of(texts, count), 1, out_name);
}

enum status report_html_ministry(struct html *to, struct text_view name, size_t *out_number)
{
    size_t number = to->ministry_count;
    while (number > 0 && !text_view_equal(to->ministries[number - 1], name))
        number--;
    if (number == 0) {
        struct text_view *grown =
            arena_grow(to->report->arena, to->ministries, to->ministry_count, &to->ministry_capacity, sizeof *grown);
        char *copy = arena_copy(to->report->arena, name.at ? name.at : "", name.len);
        if (!grown || !copy) return STATUS_NO_MEMORY;
        to->ministries = grown;
        grown[to->ministry_count++] = (struct text_view){copy, name.len};
        number = to->ministry_count;
    }
    *out_number = number - 1;
    return STATUS_OK;
}

void report_html_rule_link(struct html *to, struct text_view id)
{
    const struct review_pack *pack = to->record ? to->record->pack : NULL;
    const struct review_rule *rule = pack ? review_rule_of(pack, id) : NULL;
    if (rule && to->pack < to->report->run->pack_count) {
        report_html_add(to, "<a href=\"#k");
        buf_add_int(to->out, (int64_t)to->pack);
        buf_add_char(to->out, '-');
        buf_add_int(to->out, rule - pack->rules);
        report_html_add(to, "\">");
        report_html_text(to->out, id);
        report_html_add(to, "</a>");
    } else {
        report_html_element(to->out, "span", "rule", id);
    }
}
