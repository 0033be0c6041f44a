/* The floor of parsing: events FOLDER has libyaml take every file apart into events, and does nothing with them. */
#include "files.h"

#include <yaml.h>

static size_t events;

static int take(const struct bytes *bytes)
{
    yaml_parser_t parser;
    yaml_event_t event;
    int last = 0, failed = !yaml_parser_initialize(&parser);
    if (failed) return 1;
    yaml_parser_set_input_string(&parser, bytes->at, bytes->len);
    while (!last && !failed) {
        failed = !yaml_parser_parse(&parser, &event);
        if (failed) break;
        last = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        events++;
    }
    yaml_parser_delete(&parser);
    return failed;
}

int main(int argc, char **argv)
{
    int failed = argc != 2 || each_file(argv[1], take);
    printf("%zu\n", events);
    return failed;
}
