/* What a text shares with the guideline is counted in grams that both have, in any order, so copies that were stitched
 * together or turned round are seen too. Grams that touch a title or heading are in neither count: whoever names a
 * document has copied nothing. */
#include "rule/prints.h"

#include "base/hash.h"
#include "rule/section.h"
#include "text/gram.h"
#include "text/printable.h"

#include <stdlib.h>

#define FORMAT          "juten-prints/1"
#define SENTENCE        "sentence "
#define GRAMS           "grams "
#define SUFFIX          ".prints"
#define HASH_DIGITS     8
#define HASHES_PER_LINE 8

static const struct text_view nothing;

/* ---- reading */

struct prints {
    struct rule_loader *load;
    uint32_t *items;
    size_t count, capacity;
};

static int digit_value(char digit)
{
    if (digit >= '0' && digit <= '9') return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* One hash; false when these are not eight hex digits. */
static bool read_hash(struct text_view word, uint32_t *out_hash)
{
    uint32_t hash = 0;
    if (word.len != HASH_DIGITS) return false;
    for (size_t i = 0; i < word.len; i++) {
        int value = digit_value(word.at[i]);
        if (value < 0) return false;
        hash = hash << 4 | (uint32_t)value;
    }
    *out_hash = hash;
    return true;
}

static bool add_hash(struct prints *to, uint32_t hash)
{
    uint32_t *items = rule_grow(to->load, to->items, to->count, &to->capacity, sizeof *items);
    if (!items) return false;
    to->items = items;
    items[to->count++] = hash;
    return true;
}

static bool read_hashes(struct prints *to, struct text_view line)
{
    for (size_t at = 0; at < line.len; at += HASH_DIGITS + 1) {
        size_t end = at + HASH_DIGITS < line.len ? at + HASH_DIGITS : line.len;
        uint32_t hash;
        if (!read_hash(text_view_part(line, at, end), &hash)) return false;
        if ((end < line.len && line.at[end] != ' ') || !add_hash(to, hash)) return false;
    }
    return true;
}

/* Whether a line is one that may stand in the file after the first. */
static bool read_line(struct prints *to, struct text_view line)
{
    if (line.len == 0 || text_view_starts(line, text_view_of(SENTENCE))) return true;
    if (!text_view_starts(line, text_view_of(GRAMS))) return read_hashes(to, line);
    return line.len == strlen(GRAMS) + 1 && line.at[line.len - 1] == '0' + TEXT_GRAM_LETTERS;
}

static void fault_line(struct prints *to, const struct rule_file *file, size_t begin, size_t end)
{
    if (to->load->status != STATUS_OK) return;
    struct text_view line = text_view_part(file->bytes, begin, end < begin + 40 ? end : begin + 40);
    rule_fault_at(to->load, DIAGNOSTIC_PACK_PRINTS, (struct text_span){file->source, (uint32_t)begin, (uint32_t)end},
                  line, nothing);
}

static void read_file(struct prints *to, const struct rule_file *file)
{
    struct text_view bytes = file->bytes;
    for (size_t begin = 0, next; begin < bytes.len; begin = next) {
        size_t newline = text_view_find(bytes, text_view_of("\n"), begin);
        size_t end = newline == (size_t)-1 ? bytes.len : newline;
        next = end + 1;
        if (end > begin && bytes.at[end - 1] == '\r') end--;
        struct text_view line = text_view_part(bytes, begin, end);
        if (begin == 0 ? text_view_equal(line, text_view_of(FORMAT)) : read_line(to, line)) continue;
        fault_line(to, file, begin, end);
        return;
    }
}

static int compare_hashes(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Ascending, each once; returns how many are left. */
static size_t settle(uint32_t *hashes, size_t count)
{
    size_t kept = 0;
    if (count > 1) qsort(hashes, count, sizeof *hashes, compare_hashes);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || hashes[kept - 1] != hashes[i]) hashes[kept++] = hashes[i];
    return kept;
}

static bool is_prints(struct text_view name)
{
    struct text_view suffix = text_view_of(SUFFIX);
    return name.len > suffix.len && text_view_equal(text_view_part(name, name.len - suffix.len, name.len), suffix);
}

/* A stretch of a guideline that the pack holds in plain words. */
static void read_wording(struct prints *to, const struct doc_node *node)
{
    struct rule_loader *load = to->load;
    struct text_grams grams;
    struct text_term_hits borrowed = {0};
    struct text_view folded = rule_text_folded(load, node);
    if (folded.len == 0 || !load->set->guards.borrowed) return;
    enum status status = text_grams(load->scratch, folded, &grams);
    if (status == STATUS_OK) status = text_terms_scan(load->set->guards.borrowed, load->scratch, folded, &borrowed);
    if (status != STATUS_OK) {
        load->status = status;
        return;
    }
    text_grams_without(&grams, &borrowed);
    for (size_t i = 0; i < grams.count && add_hash(to, grams.items[i].hash); i++) {
    }
}

/* Grams are looked up by the hundred for every sentence: the upper bits lead to the few that have the same. */
static const uint32_t *firsts_of(struct rule_loader *load, const uint32_t *prints, size_t count)
{
    uint32_t *firsts = rule_alloc(load, RULE_PRINT_HEADS + 1, sizeof *firsts);
    for (size_t i = 0, head = 0; firsts && head <= RULE_PRINT_HEADS; head++) {
        while (i < count && prints[i] >> (32 - RULE_PRINT_BITS) < head)
            i++;
        firsts[head] = (uint32_t)i;
    }
    return firsts;
}

static const uint64_t *filter_of(struct rule_loader *load, const uint32_t *prints, size_t count)
{
    uint64_t *filter = rule_alloc(load, ((size_t)1 << RULE_PRINT_SEEN) / 64, sizeof *filter);
    for (size_t i = 0; filter && i < count; i++) {
        const uint32_t head = prints[i] >> (32 - RULE_PRINT_SEEN);
        filter[head / 64] |= (uint64_t)1 << head % 64;
    }
    return filter;
}

/* Whether the filter has the hash: few have that are no print, and a processor can foretell that. */
static bool may_be_printed(const struct rule_guards *guards, uint32_t hash)
{
    const uint32_t head = hash >> (32 - RULE_PRINT_SEEN);
    return guards->print_filter[head / 64] >> head % 64 & 1;
}

bool rule_is_printed(const struct rule_guards *guards, uint32_t hash)
{
    if (!guards->print_firsts || !guards->print_filter || !may_be_printed(guards, hash)) return false;
    const uint32_t *first = &guards->print_firsts[hash >> (32 - RULE_PRINT_BITS)];
    for (uint32_t i = first[0]; i < first[1]; i++)
        if (guards->prints[i] == hash) return true;
    return false;
}

void rule_prints_read(struct rule_loader *load)
{
    struct prints prints = {.load = load};
    for (size_t i = 0; i < load->file_count; i++)
        if (is_prints(load->files[i].name)) read_file(&prints, &load->files[i]);
    size_t count;
    const struct doc_member *wording = rule_section_members(load, RULE_SECTION_WORDING, DOC_SEQUENCE, &count);
    for (size_t i = 0; i < count; i++)
        read_wording(&prints, wording[i].value);
    load->set->guards.print_count = settle(prints.items, prints.count);
    load->set->guards.prints = prints.items;
    if (!prints.items) return;
    load->set->guards.print_firsts = firsts_of(load, prints.items, load->set->guards.print_count);
    load->set->guards.print_filter = filter_of(load, prints.items, load->set->guards.print_count);
}

/* ---- writing */

void rule_print_of(struct text_view folded, char out_print[RULE_PRINT_DIGITS + 1])
{
    struct hash_sha256 hash;
    char hex[HASH_SHA256_HEX];
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, folded.at, folded.len);
    hash_sha256_hex(&hash, hex);
    memcpy(out_print, hex, RULE_PRINT_DIGITS);
    out_print[RULE_PRINT_DIGITS] = '\0';
}

static void add_sentence(struct buf *out, struct text_view folded, bool with_words)
{
    char print[RULE_PRINT_DIGITS + 1];
    rule_print_of(folded, print);
    buf_add_string(out, SENTENCE);
    buf_add_string(out, print);
    if (with_words) {
        buf_add_char(out, '\t');
        text_print(out, folded);
    }
    buf_add_char(out, '\n');
}

static enum status add_sentences(struct arena *arena, const struct rule_set *set, struct text_view text,
                                 bool with_words, struct buf *out)
{
    struct text_ranges sentences;
    enum status status = text_sentences(arena, text, TEXT_SENTENCE_EXTRACT, &sentences);
    for (size_t i = 0; status == STATUS_OK && i < sentences.count; i++) {
        struct text_view sentence = text_view_part(text, sentences.items[i].begin, sentences.items[i].end);
        struct text_folded folded;
        status = text_fold(set->words.folder, arena, sentence, &folded);
        if (status == STATUS_OK) add_sentence(out, folded.text, with_words);
    }
    return status;
}

static void add_hex(struct buf *out, uint32_t hash)
{
    for (int shift = 28; shift >= 0; shift -= 4)
        buf_add_char(out, "0123456789abcdef"[hash >> shift & 15]);
}

static void add_hashes(struct buf *out, const uint32_t *hashes, size_t count)
{
    buf_add_string(out, GRAMS);
    buf_add_int(out, TEXT_GRAM_LETTERS);
    for (size_t i = 0; i < count; i++) {
        buf_add_char(out, i % HASHES_PER_LINE == 0 ? '\n' : ' ');
        add_hex(out, hashes[i]);
    }
    buf_add_char(out, '\n');
}

/* The hashes of the text's grams, less those that touch what is borrowed. */
static enum status hash_grams(struct arena *arena, const struct rule_set *set, struct text_view text,
                              uint32_t **out_hashes, size_t *out_count)
{
    struct text_folded folded;
    struct text_grams grams;
    struct text_term_hits borrowed = {0};
    enum status status = text_fold(set->words.folder, arena, text, &folded);
    if (status == STATUS_OK) status = text_grams(arena, folded.text, &grams);
    if (status == STATUS_OK) status = text_terms_scan(set->guards.borrowed, arena, folded.text, &borrowed);
    uint32_t *hashes = status == STATUS_OK ? arena_alloc(arena, (grams.count + 1) * sizeof *hashes) : NULL;
    if (!hashes) return status == STATUS_OK ? STATUS_NO_MEMORY : status;
    text_grams_without(&grams, &borrowed);
    for (size_t i = 0; i < grams.count; i++)
        hashes[i] = grams.items[i].hash;
    *out_count = settle(hashes, grams.count);
    *out_hashes = hashes;
    return STATUS_OK;
}

enum status rule_prints_write(struct arena *arena, const struct rule_set *set, struct text_view text, bool with_words,
                              struct buf *out)
{
    uint32_t *hashes;
    size_t count;
    buf_add_string(out, FORMAT "\n");
    enum status status = add_sentences(arena, set, text, with_words, out);
    if (status == STATUS_OK) status = hash_grams(arena, set, text, &hashes, &count);
    if (status != STATUS_OK) return status;
    add_hashes(out, hashes, count);
    return buf_status(out);
}
