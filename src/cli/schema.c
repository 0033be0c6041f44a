/* `juten schema submission|pack|result|config`: JSON Schema for editors and other programs, from the tables that juten
 * itself reads and writes by. That of a submission speaks the words of one pack. */
#include "doc/schema.h"
#include "cli/command.h"
#include "cli/config.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/pack.h"
#include "cli/reason.h"
#include "report/schema.h"
#include "rule/schema.h"

#include <string.h>

#define INDENT 2

struct making {
    const struct cli_arguments *arguments;
    struct json_writer json;
    struct schema_head head;
};

static void write_areas(struct making *to, const struct rule_set *set, struct arena *arena)
{
    enum text_language language = cli_text_language(to->arguments);
    struct doc_schema_area *areas = arena_alloc(arena, (set->clause_count + 1) * sizeof *areas);
    struct doc_schema schema = {.head = to->head, .words = &set->words, .areas = areas, .language = language};
    if (!areas) to->json.out->status = STATUS_NO_MEMORY;
    for (size_t i = 0; areas && i < set->clause_count; i++)
        if (set->clauses[i].claimable)
            areas[schema.area_count++] =
                (struct doc_schema_area){set->clauses[i].label, set->clauses[i].heading.in[language]};
    doc_schema_write(&to->json, &schema);
}

static bool make_submission(struct making *to)
{
    struct rule_set *set = cli_pack_load(to->arguments);
    struct arena *arena = set ? arena_new() : NULL;
    if (set && !arena) cli_say(stderr, to->arguments->language, CLI_NO_MEMORY, NULL, NULL);
    if (arena) write_areas(to, set, arena);
    arena_free(arena);
    rule_set_free(set);
    return arena;
}

static bool make_pack(struct making *to)
{
    rule_schema_write(&to->json, &to->head);
    return true;
}

static bool make_result(struct making *to)
{
    report_schema_write(&to->json, &to->head);
    return true;
}

static bool make_config(struct making *to)
{
    cli_config_schema(&to->json, &to->head);
    return true;
}

static const struct schema_kind_row {
    const char *name, *id;
    enum cli_message title, words;
    bool (*make)(struct making *to); /* false after saying why */
} KINDS[] = {{"submission", "urn:juten:schema:submission:1", CLI_SCHEMA_SUBMISSION, CLI_SCHEMA_SUBMISSION_WORDS,
              make_submission},
             {"pack", "urn:juten:schema:pack:1", CLI_SCHEMA_PACK, CLI_SCHEMA_PACK_WORDS, make_pack},
             {"result", "urn:juten:schema:result:1", CLI_SCHEMA_RESULT, CLI_SCHEMA_RESULT_WORDS, make_result},
             {"config", "urn:juten:schema:config:1", CLI_SCHEMA_CONFIG, CLI_SCHEMA_CONFIG_WORDS, make_config}};
#define KIND_COUNT (sizeof KINDS / sizeof *KINDS)

const char *cli_schema_kind(size_t n)
{
    return n < KIND_COUNT ? KINDS[n].name : NULL;
}

static const struct schema_kind_row *kind_named(const char *name)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (strcmp(KINDS[i].name, name) == 0) return &KINDS[i];
    return NULL;
}

/* To --output, or to standard output. */
static bool put(const struct cli_arguments *arguments, const struct buf *text)
{
    struct cli_output output;
    const char *path = cli_value(arguments, CLI_OPTION_OUTPUT, NULL);
    if (!path) return cli_print(text, arguments->language);
    bool put = cli_output_open(&output, path) && cli_output_write(&output, text->bytes, text->len) &&
               cli_output_commit(&output);
    if (!put) cli_say(stderr, arguments->language, CLI_WRITE, path, cli_reason(arguments->language, output.error));
    cli_output_close(&output);
    return put;
}

static enum cli_exit make(const struct cli_arguments *arguments, const struct schema_kind_row *kind)
{
    struct buf out;
    struct making to = {.arguments = arguments,
                        .head = {kind->id, cli_wording(arguments->language, kind->title),
                                 cli_wording(arguments->language, kind->words)}};
    buf_init(&out);
    json_init(&to.json, &out, INDENT);
    bool made = kind->make(&to);
    buf_add_char(&out, '\n');
    if (made && buf_status(&out) != STATUS_OK) {
        cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
        made = false;
    }
    bool written = made && put(arguments, &out);
    buf_clear(&out);
    return written ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

enum cli_exit cli_schema(const struct cli_arguments *arguments)
{
    const struct schema_kind_row *kind = arguments->path_count == 1 ? kind_named(arguments->paths[0]) : NULL;
    if (kind) return make(arguments, kind);
    cli_say(stderr, arguments->language, CLI_USAGE_OF, "schema submission|pack|result|config", NULL);
    return CLI_EXIT_TROUBLE;
}
