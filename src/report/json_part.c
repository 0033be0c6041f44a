#include "report/json_part.h"

#include "text/place.h"

void report_json_int(struct json_writer *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_add_int(json, value);
}

void report_json_bool(struct json_writer *json, const char *key, bool value)
{
    json_key(json, key);
    json_add_bool(json, value);
}

void report_json_view(struct json_writer *json, const char *key, struct text_view view)
{
    json_key(json, key);
    json_add_string(json, view.at ? view.at : "", view.len);
}

void report_json_optional(struct json_writer *json, const char *key, struct text_view view)
{
    json_key(json, key);
    if (view.len > 0) json_add_string(json, view.at, view.len);
    else json_add_null(json);
}

void report_json_name(struct json_writer *json, const char *key, const char *name)
{
    json_key(json, key);
    json_add_text(json, name);
}

static void add_cell_place(struct json_writer *json, struct text_place place)
{
    struct buf name;
    buf_init(&name);
    json_object_begin(json);
    text_cell_name(&name, place.line, place.cell);
    report_json_view(json, "sheet", place.sheet);
    report_json_view(json, "cell", (struct text_view){name.bytes ? name.bytes : "", name.len});
    report_json_int(json, "row", place.line);
    report_json_int(json, "column", place.cell);
    report_json_int(json, "char", place.column);
    json_key(json, "byte");
    json_add_null(json);
    json_object_end(json);
    if (buf_status(&name) != STATUS_OK && json->out->status == STATUS_OK) json->out->status = STATUS_NO_MEMORY;
    buf_clear(&name);
}

static void add_line_place(struct json_writer *json, struct text_place place)
{
    const struct json_int members[] = {{"line", place.line},
                                       {"column", place.column},
                                       {"byte", place.byte},
                                       {"utf16", place.unit}};
    const size_t count = sizeof members / sizeof *members;
    json_add_ints(json, members, place.unit != place.column ? count : count - 1);
}

/* Its byte is not told. */
static void add_withheld_place(struct json_writer *json, struct text_place place)
{
    json_object_begin(json);
    report_json_int(json, "line", place.line);
    report_json_int(json, "column", place.column);
    json_key(json, "byte");
    json_add_null(json);
    if (place.unit != place.column) report_json_int(json, "utf16", place.unit);
    json_object_end(json);
}

void report_json_place(struct json_writer *json, const char *key, struct text_place place)
{
    json_key(json, key);
    if (place.line == 0) json_add_null(json);
    else if (place.cell > 0) add_cell_place(json, place);
    else if (place.byte == 0 && place.line > 1) add_withheld_place(json, place); /* review/redact */
    else add_line_place(json, place);
}
