#include "report/sarif_part.h"

#include "report/json_part.h"
#include "report/wording.h"
#include "text/place.h"

#include <string.h>

static void add_escaped(struct buf *uri, struct text_view path)
{
    static const char digits[] = "0123456789ABCDEF", unreserved[] = "-._~/";
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     (c != 0 && strchr(unreserved, c));
        if (plain) {
            buf_add_char(uri, (char)c);
            continue;
        }
        buf_add_char(uri, '%');
        buf_add_char(uri, digits[c >> 4]);
        buf_add_char(uri, digits[c & 15]);
    }
}

/* RFC 3986: all but unreserved characters and slashes in per cent; an absolute path with its scheme, since a reference
 * that begins with a slash would lose it in viewers. `./` in front says nothing. */
void report_sarif_path(struct buf *out, struct text_view path)
{
    while (path.len > 2 && path.at[0] == '.' && path.at[1] == '/')
        path = text_view_part(path, 2, path.len);
    if (path.len > 0 && path.at[0] == '/') buf_add_string(out, "file://");
    add_escaped(out, path);
}

void report_sarif_artifact(struct json_writer *json, const char *key, struct text_view path, const char *base)
{
    struct buf uri;
    buf_init(&uri);
    report_sarif_path(&uri, path);
    json_key(json, key);
    json_object_begin(json);
    report_json_view(json, "uri", report_view(&uri));
    if (base && path.len > 0 && path.at[0] != '/') report_json_name(json, "uriBaseId", base);
    json_object_end(json);
    report_done(json->out, &uri);
}

void report_sarif_message(struct json_writer *json, const char *key, struct text_view text)
{
    json_key(json, key);
    json_object_begin(json);
    report_json_view(json, "text", text);
    json_object_end(json);
}

/* Columns count from 1 and the end is exclusive, here as there; an empty region (both ends the same) is a place between
 * two characters (3.30.2). What an older result does not say is left out: 0 is no line. */
void report_sarif_region(struct json_writer *json, const char *key, const struct review_range *range, bool line_only)
{
    bool whole = range->end.line > 0 && range->end.unit > 0 && (!line_only || range->end.line == range->start.line);
    json_key(json, key);
    json_object_begin(json);
    report_json_int(json, "startLine", range->start.line);
    if (range->start.unit > 0) report_json_int(json, "startColumn", range->start.unit);
    if (whole) {
        report_json_int(json, "endLine", range->end.line);
        report_json_int(json, "endColumn", range->end.unit);
    }
    json_object_end(json);
}

/* A cell has no line that a viewer could open: it is named. */
static void add_cell(struct json_writer *json, struct text_place place)
{
    struct buf name;
    buf_init(&name);
    buf_add(&name, place.sheet.at, place.sheet.len);
    buf_add_char(&name, '!');
    text_cell_name(&name, place.line, place.cell);
    json_key(json, "logicalLocations");
    json_array_begin(json);
    json_object_begin(json);
    report_json_view(json, "fullyQualifiedName", report_view(&name));
    json_object_end(json);
    json_array_end(json);
    report_done(json->out, &name);
}

void report_sarif_place(struct json_writer *json, struct text_view path, const struct review_range *range,
                        bool line_only, const char *base)
{
    bool in_cell = range->start.cell > 0;
    json_key(json, "physicalLocation");
    json_object_begin(json);
    report_sarif_artifact(json, "artifactLocation", path, base);
    if (range->start.line > 0 && !in_cell) report_sarif_region(json, "region", range, line_only);
    json_object_end(json);
    if (in_cell) add_cell(json, range->start);
}

const char *report_sarif_language(enum text_language language)
{
    return language == TEXT_EN ? "en-US" : "ja-JP";
}
