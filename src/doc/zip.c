#include "doc/zip.h"

#include "base/alloc.h"
#include "base/limits.h"
#include "text/character.h"

#include <string.h>

#include <minizip/unzip.h>

#define NAME_BYTES 512 /* a longer name is none that a workbook has */

struct doc_zip {
    struct text_view bytes;
    uint64_t at; /* of the stream that minizip reads */
    unzFile file;
    bool open;         /* a part is being read */
    uint64_t expanded; /* so far: parts are read as often as they are named */
};

/* ---- the archive as a stream of minizip */

static voidpf stream_open(voidpf opaque, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return opaque;
}

static uLong stream_read(voidpf opaque, voidpf stream, void *to, uLong size)
{
    struct doc_zip *zip = stream;
    (void)opaque;
    uint64_t left = zip->at < zip->bytes.len ? zip->bytes.len - zip->at : 0;
    uLong count = size < left ? size : (uLong)left;
    if (count > 0) memcpy(to, zip->bytes.at + zip->at, count);
    zip->at += count;
    return count;
}

static uLong stream_write(voidpf opaque, voidpf stream, const void *from, uLong size)
{
    (void)opaque;
    (void)stream;
    (void)from;
    (void)size;
    return 0;
}

static ZPOS64_T stream_tell(voidpf opaque, voidpf stream)
{
    (void)opaque;
    return ((struct doc_zip *)stream)->at;
}

static long stream_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct doc_zip *zip = stream;
    (void)opaque;
    uint64_t base = origin == ZLIB_FILEFUNC_SEEK_SET ? 0 : origin == ZLIB_FILEFUNC_SEEK_CUR ? zip->at : zip->bytes.len;
    if (offset > zip->bytes.len || base + offset > zip->bytes.len) return -1;
    zip->at = base + offset;
    return 0;
}

static int stream_close(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

/* Reading past the end is no error of the stream: minizip finds the archive cut off. */
static int stream_error(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

/* ---- the directory */

/* What is wrong with the part at hand; adds its size. */
static enum doc_zip_fault judge_part(const unz_file_info64 *info, uint64_t *total)
{
    if (info->flag & 1) return DOC_ZIP_ENCRYPTED;
    if (info->uncompressed_size > LIMIT_ZIP_BYTES) return DOC_ZIP_BYTES;
    *total += info->uncompressed_size;
    if (*total > LIMIT_ZIP_BYTES) return DOC_ZIP_BYTES;
    bool large = info->uncompressed_size > LIMIT_ZIP_SMALL;
    return large && info->uncompressed_size / LIMIT_ZIP_RATIO > info->compressed_size ? DOC_ZIP_RATIO : DOC_ZIP_FINE;
}

static enum doc_zip_fault judge(struct doc_zip *zip)
{
    unz_global_info64 global;
    uint64_t total = 0;
    if (unzGetGlobalInfo64(zip->file, &global) != UNZ_OK) return DOC_ZIP_BROKEN;
    if (global.number_entry > LIMIT_ZIP_ENTRIES) return DOC_ZIP_ENTRIES;
    int walk = unzGoToFirstFile(zip->file);
    for (; walk == UNZ_OK; walk = unzGoToNextFile(zip->file)) {
        unz_file_info64 info;
        if (unzGetCurrentFileInfo64(zip->file, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK) return DOC_ZIP_BROKEN;
        enum doc_zip_fault fault = judge_part(&info, &total);
        if (fault != DOC_ZIP_FINE) return fault;
    }
    return walk == UNZ_END_OF_LIST_OF_FILE ? DOC_ZIP_FINE : DOC_ZIP_BROKEN;
}

static bool is_limit(enum doc_zip_fault fault)
{
    return fault == DOC_ZIP_ENTRIES || fault == DOC_ZIP_BYTES || fault == DOC_ZIP_RATIO;
}

enum status doc_zip_open(struct text_view bytes, struct doc_zip **out_zip, enum doc_zip_fault *out_fault)
{
    struct doc_zip *zip = alloc_zeroed(1, sizeof *zip);
    if (!zip) return STATUS_NO_MEMORY;
    zip->bytes = bytes;
    zlib_filefunc64_def stream = {stream_open, stream_read,  stream_write, stream_tell,
                                  stream_seek, stream_close, stream_error, zip};
    zip->file = unzOpen2_64("", &stream);
    *out_fault = zip->file ? judge(zip) : DOC_ZIP_BROKEN;
    if (*out_fault == DOC_ZIP_FINE) {
        *out_zip = zip;
        return STATUS_OK;
    }
    doc_zip_close(zip);
    return is_limit(*out_fault) ? STATUS_LIMIT : STATUS_INVALID;
}

void doc_zip_close(struct doc_zip *zip)
{
    if (!zip) return;
    if (zip->open) unzCloseCurrentFile(zip->file);
    if (zip->file) unzClose(zip->file);
    alloc_free(zip);
}

/* ---- parts */

bool doc_zip_has(struct doc_zip *zip, const char *beginning)
{
    char name[NAME_BYTES];
    for (int walk = unzGoToFirstFile(zip->file); walk == UNZ_OK; walk = unzGoToNextFile(zip->file))
        if (unzGetCurrentFileInfo64(zip->file, NULL, name, sizeof name, NULL, 0, NULL, 0) == UNZ_OK &&
            strncmp(name, beginning, strlen(beginning)) == 0)
            return true;
    return false;
}

static bool is_same(const char *a, const char *b)
{
    while (*a && text_ascii_small(*a) == text_ascii_small(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

static bool is_named(struct doc_zip *zip, const char *wanted)
{
    char name[NAME_BYTES];
    size_t len = strlen(wanted);
    unz_file_info64 info;
    return unzGetCurrentFileInfo64(zip->file, &info, name, sizeof name, NULL, 0, NULL, 0) == UNZ_OK &&
           info.size_filename == len && len < sizeof name && is_same(name, wanted);
}

bool doc_zip_find(struct doc_zip *zip, const char *name)
{
    if (zip->open) unzCloseCurrentFile(zip->file);
    zip->open = false;
    unz64_file_pos found;
    size_t count = 0;
    for (int walk = unzGoToFirstFile(zip->file); walk == UNZ_OK && count < 2; walk = unzGoToNextFile(zip->file)) {
        if (!is_named(zip, name)) continue;
        if (unzGetFilePos64(zip->file, &found) != UNZ_OK) return false;
        count++;
    }
    return count == 1 && unzGoToFilePos64(zip->file, &found) == UNZ_OK;
}

enum status doc_zip_read(struct doc_zip *zip, char *buffer, uint32_t size, uint32_t *out_len)
{
    if (!zip->open && unzOpenCurrentFile(zip->file) != UNZ_OK) return STATUS_INVALID;
    zip->open = true;
    int count = unzReadCurrentFile(zip->file, buffer, size);
    if (count < 0) return STATUS_INVALID;
    zip->expanded += (uint32_t)count;
    if (zip->expanded > LIMIT_ZIP_BYTES) return STATUS_LIMIT;
    *out_len = (uint32_t)count;
    if (count > 0) return STATUS_OK;
    zip->open = false;
    return unzCloseCurrentFile(zip->file) == UNZ_OK ? STATUS_OK : STATUS_INVALID;
}
