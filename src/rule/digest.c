#include "rule/digest.h"

#include "base/hash.h"

static void hash_content(struct hash_sha256 *hash, struct text_view bytes)
{
    const char *from = bytes.at, *end = bytes.at + bytes.len;
    while (from < end) {
        const char *at = memchr(from, '\r', (size_t)(end - from));
        const char *stop = at ? at : end;
        bool crlf = at && at + 1 < end && at[1] == '\n';
        if (at && !crlf) stop++; /* a CR alone is content */
        hash_sha256_add(hash, from, (size_t)(stop - from));
        from = crlf ? stop + 1 : stop;
    }
    hash_sha256_add(hash, "", 1);
}

/* Order of "id/name" without putting the two together: '/' sorts after '-' and '.', so ids are compared with it. */
static int compare_paths(const struct rule_loader *load, const struct rule_file *a, const struct rule_file *b)
{
    struct text_view x = load->parts[a->part].id, y = load->parts[b->part].id;
    if (a->part == b->part) return text_view_compare(a->name, b->name);
    size_t same = 0;
    while (same < x.len && same < y.len && x.at[same] == y.at[same])
        same++;
    unsigned char left = same < x.len ? (unsigned char)x.at[same] : '/';
    unsigned char right = same < y.len ? (unsigned char)y.at[same] : '/';
    return (left > right) - (left < right);
}

static void hash_file(struct rule_loader *load, struct hash_sha256 *hash, const struct rule_file *file)
{
    struct text_view id = load->parts[file->part].id;
    hash_sha256_add(hash, id.at, id.len);
    hash_sha256_add(hash, "/", 1);
    hash_sha256_add(hash, file->name.at, file->name.len);
    hash_sha256_add(hash, "", 1);
    hash_content(hash, file->bytes);
}

void rule_digest(struct rule_loader *load, char out_hex[65])
{
    struct hash_sha256 hash;
    const struct rule_file **sorted = rule_alloc(load, load->file_count + 1, sizeof *sorted);
    if (!sorted) return;
    for (size_t i = 0; i < load->file_count; i++) {
        size_t at = i;
        for (; at > 0 && compare_paths(load, sorted[at - 1], &load->files[i]) > 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = &load->files[i];
    }
    hash_sha256_init(&hash);
    for (size_t i = 0; i < load->file_count; i++)
        hash_file(load, &hash, sorted[i]);
    hash_sha256_hex(&hash, out_hex);
}
