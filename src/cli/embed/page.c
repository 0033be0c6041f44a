/* Build tool: turns the style and the script of the HTML report into one C file (report/html_page.h), each with the
 * hash that the page's content-security policy names it by.
 *
 *     page NAME=FILE...   e.g. page style=src/report/html/page.css > embedded_page.c */
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"

#include <stdio.h>
#include <string.h>

#define BYTES_PER_LINE 24
#define DIGEST_BYTES   32

static int digit(char hex)
{
    return hex <= '9' ? hex - '0' : hex - 'a' + 10;
}

/* The digest in base64 with its one "=": 43 digits of 6 bits. */
static void print_base64(const char *hex)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char bytes[DIGEST_BYTES + 1] = {0};
    for (size_t i = 0; i < DIGEST_BYTES; i++)
        bytes[i] = (unsigned char)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
    for (size_t i = 0; i < (DIGEST_BYTES * 8 + 5) / 6; i++) {
        size_t bit = i * 6;
        int pair = bytes[bit / 8] << 8 | bytes[bit / 8 + 1];
        putchar(digits[pair >> (10 - bit % 8) & 63]);
    }
    putchar('=');
}

static void print_part(const char *name, const char *bytes, size_t len)
{
    struct hash_sha256 hash;
    char hex[HASH_SHA256_HEX];
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, bytes, len);
    hash_sha256_hex(&hash, hex);
    printf("static const unsigned char %s[] = {", name);
    for (size_t i = 0; i < len; i++)
        printf("%s%u,", i % BYTES_PER_LINE == 0 ? "\n    " : "", (unsigned char)bytes[i]);
    printf("\n    0};\nconst struct html_part_of_page report_html_%s = {(const char *)%s, %zu, \"sha256-", name, name,
           len);
    print_base64(hex);
    printf("\"};\n");
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    printf("/* Made from src/report/html/ by src/cli/embed/page; do not edit. */\n#include \"report/html_page.h\"\n\n");
    int failed = !arena;
    for (int i = 1; i < argc && !failed; i++) {
        char *file = strchr(argv[i], '=');
        const char *bytes = NULL;
        size_t len = 0;
        if (file) *file++ = '\0';
        failed = !file || file_read(arena, file, LIMIT_FILE_BYTES, &bytes, &len) != STATUS_OK;
        if (!failed) print_part(argv[i], bytes, len);
        else fprintf(stderr, "page: %s: not read\n", file ? file : argv[i]);
    }
    arena_free(arena);
    return failed || fflush(stdout) != 0;
}
