#include "report/json_part.h"

void report_json_int(struct json_writer *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_add_int(json, value);
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

void report_json_place(struct json_writer *json, const char *key, struct text_place place)
{
    json_key(json, key);
    if (place.line == 0) {
        json_add_null(json);
        return;
    }
    json_object_begin(json);
    report_json_int(json, "line", place.line);
    report_json_int(json, "column", place.column);
    report_json_int(json, "byte", place.byte);
    json_object_end(json);
}
