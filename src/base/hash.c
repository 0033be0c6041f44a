#include "base/hash.h"

#include <nettle/sha2.h>
#include <stdalign.h>

_Static_assert(sizeof(struct sha256_ctx) <= sizeof((struct hash_sha256 *)0)->state, "hash_sha256 is too small");
_Static_assert(alignof(struct sha256_ctx) <= alignof(struct hash_sha256), "hash_sha256 is aligned too loosely");

static struct sha256_ctx *context(struct hash_sha256 *hash)
{
    return (struct sha256_ctx *)(void *)hash->state;
}

void hash_sha256_init(struct hash_sha256 *hash)
{
    sha256_init(context(hash));
}

void hash_sha256_add(struct hash_sha256 *hash, const void *bytes, size_t len)
{
    if (len > 0) sha256_update(context(hash), len, bytes);
}

void hash_sha256_bytes(struct hash_sha256 *hash, unsigned char out_bytes[HASH_SHA256_BYTES])
{
    sha256_digest(context(hash), HASH_SHA256_BYTES, out_bytes);
}

void hash_sha256_hex(struct hash_sha256 *hash, char out_hex[HASH_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[HASH_SHA256_BYTES];
    hash_sha256_bytes(hash, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out_hex[2 * i] = digits[digest[i] >> 4];
        out_hex[2 * i + 1] = digits[digest[i] & 15];
    }
    out_hex[HASH_SHA256_HEX - 1] = '\0';
}

uint32_t hash_bytes(const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    uint32_t hash = 2166136261u; /* FNV-1a, offset basis and prime of 32 bits */
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ at[i]) * 16777619u;
    return hash;
}
