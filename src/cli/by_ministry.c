#include "cli/by_ministry.h"

#include "base/buf.h"
#include "cli/message.h"
#include "text/character.h"
#include "text/printable.h"
#include "text/utf8.h"

#include <string.h>

#define FILES_MOST   255 /* of all formats: each is open until the end; there are some forty ministries and agencies */
#define NAME_BYTES   120 /* with its ending a name has at most 255 */
#define NUMBERS_MOST 1000

/* Without what one file system or another refuses in names; not hidden, not empty, not too long. */
static void add_safe(struct buf *out, const char *ministry)
{
    struct buf printed;
    buf_init(&printed);
    text_print(&printed, text_view_trim(text_view_of(ministry)));
    struct text_view rest = {printed.bytes ? printed.bytes : "", printed.len};
    size_t begin = out->len;
    while (rest.len > 0) {
        uint32_t point = 0;
        size_t len = text_utf8_decode(rest, &point);
        if (len == 0) len = 1;
        if (out->len - begin + len > NAME_BYTES) break;
        if (point < 0x80 && strchr("/\\:*?\"<>|{}", (int)point)) buf_add_char(out, '_');
        else if (out->len == begin && *rest.at == '.') buf_add_char(out, '_');
        else buf_add(out, rest.at, len);
        rest = text_view_part(rest, len, rest.len);
    }
    if (out->len == begin) buf_add_char(out, '_');
    else if (out->bytes[out->len - 1] == '.') out->bytes[out->len - 1] = '_';
    if (buf_status(&printed) != STATUS_OK) out->status = STATUS_NO_MEMORY;
    buf_clear(&printed);
}

/* Two ministries whose names come to one get a number behind it. NULL: memory is out. */
static const char *path_for(const struct cli_by_ministry *by, const char *ministry, int number)
{
    struct buf path;
    buf_init(&path);
    for (const char *at = by->path; *at;) {
        if (strncmp(at, CLI_MINISTRY, strlen(CLI_MINISTRY)) != 0) {
            buf_add_char(&path, *at++);
            continue;
        }
        add_safe(&path, ministry);
        if (number > 1) buf_add_char(&path, '-');
        if (number > 1) buf_add_int(&path, number);
        at += strlen(CLI_MINISTRY);
    }
    const char *kept = buf_status(&path) == STATUS_OK ? arena_copy(by->outputs->arena, path.bytes, path.len) : NULL;
    buf_clear(&path);
    return kept;
}

/* Capitals make no other file everywhere. */
static bool same_but_for_case(const char *a, const char *b)
{
    while (*a && text_ascii_small(*a) == text_ascii_small(*b)) {
        a++;
        b++;
    }
    return text_ascii_small(*a) == text_ascii_small(*b);
}

static bool is_taken(const struct cli_outputs *outputs, const char *path)
{
    for (size_t i = 0; i < outputs->parted_count; i++)
        if (same_but_for_case(outputs->parted[i]->path, path)) return true;
    return false;
}

static struct cli_output *say(const struct cli_by_ministry *by, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, by->outputs->arguments->language, message, a, b);
    by->outputs->failed = true;
    return NULL;
}

/* No input and no other report is written over. */
static bool is_spared(const struct cli_outputs *outputs, const struct cli_output *output)
{
    if (output->existed && outputs->is_input && outputs->is_input(outputs->inputs, output->device, output->number))
        return false;
    return true;
}

static bool is_free(const struct cli_outputs *outputs, const struct cli_output *output)
{
    for (size_t i = 0; i < outputs->count; i++)
        if (outputs->items[i].target && strcmp(outputs->items[i].target, output->target) == 0) return false;
    for (size_t i = 0; i + 1 < outputs->parted_count; i++)
        if (outputs->parted[i]->target && strcmp(outputs->parted[i]->target, output->target) == 0) return false;
    return true;
}

struct cli_output *cli_by_ministry_open(const struct cli_by_ministry *by, const char *ministry)
{
    struct cli_outputs *outputs = by->outputs;
    struct cli_output **list = arena_grow(outputs->arena, outputs->parted, outputs->parted_count,
                                          &outputs->parted_capacity, sizeof(struct cli_output *));
    struct cli_output *output = arena_alloc(outputs->arena, sizeof *output);
    const char *path = path_for(by, ministry, 1);
    if (!list || !output || !path) return say(by, CLI_NO_MEMORY, NULL, NULL);
    outputs->parted = list;
    if (outputs->parted_count == FILES_MOST) return say(by, CLI_TOO_MANY_MINISTRIES, by->path, "255");
    for (int number = 2; path && number < NUMBERS_MOST && is_taken(outputs, path); number++)
        path = path_for(by, ministry, number);
    if (!path) return say(by, CLI_NO_MEMORY, NULL, NULL);
    list[outputs->parted_count++] = output;
    if (!cli_output_open(output, path)) return NULL; /* said with what could not be written */
    if (!is_spared(outputs, output)) return say(by, CLI_OUTPUT_IS_INPUT, path, NULL);
    if (output->target && !is_free(outputs, output)) return say(by, CLI_OUTPUT_TWICE, path, NULL);
    return output;
}
