/* base/hash - SHA-256 (the one door to nettle) and a fast hash for tables.
 *
 * hash_sha256_* identify packs, inputs and findings; hash_bytes is FNV-1a for in-memory tables and never leaves the
 * process. No allocation, no failure. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_SHA256_BYTES 32
#define HASH_SHA256_HEX   65 /* 64 hex digits and a NUL */

struct hash_sha256 {
    _Alignas(16) unsigned char state[256]; /* room for nettle's context, checked at compile time */
};

/* Begins a hash; _init may be called again for another. */
void hash_sha256_init(struct hash_sha256 *hash);
/* Takes bytes into it, in as many pieces as you like. */
void hash_sha256_add(struct hash_sha256 *hash, const void *bytes, size_t len);
/* Ends it: lower-case digits; the hash is then as after _init. */
void hash_sha256_hex(struct hash_sha256 *hash, char out_hex[HASH_SHA256_HEX]);
/* The same as bytes. */
void hash_sha256_bytes(struct hash_sha256 *hash, unsigned char out_bytes[HASH_SHA256_BYTES]);

/* FNV-1a, 32 bits. */
uint32_t hash_bytes(const void *bytes, size_t len);

#endif
