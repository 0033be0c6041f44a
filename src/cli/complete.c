/* The words before the last are read as the command would read them, but for mistakes, which are passed over:
 *
 *     juten check --pack r2 -f js       command check; `-f` waits for its value: formats that begin with "js"
 *     juten check --select=COM-ID,COM-A value attached: ids that begin with "COM-A", with "--select=COM-ID," before
 * them
 */
#include "cli/complete.h"

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/pack.h"
#include "review/names.h"
#include "rule/pack.h"

#include <string.h>

static const char *const shells[CLI_SHELLS] = {"bash", "zsh", "fish"};

struct completing {
    struct buf *out;
    const struct cli_arguments *arguments;
    const char *word; /* what is begun */
    size_t kept;      /* bytes of it that stand before the value */
    bool files;
    const char *pack;
    struct buf lines;
};

const char *cli_shell(size_t n)
{
    return n < CLI_SHELLS ? shells[n] : NULL;
}

/* ---- candidates */

static void add(struct completing *it, struct text_view candidate, struct text_view meaning)
{
    const char *begun = it->word + it->kept;
    size_t len = strlen(begun);
    if (candidate.len < len || memcmp(candidate.at, begun, len) != 0) return;
    buf_add(&it->lines, it->word, it->kept);
    buf_add(&it->lines, candidate.at, candidate.len);
    if (meaning.len > 0) buf_add_char(&it->lines, '\t');
    for (size_t i = 0; i < meaning.len; i++) /* a line is a candidate */
        buf_add_char(&it->lines, (unsigned char)meaning.at[i] < ' ' ? ' ' : meaning.at[i]);
    buf_add_char(&it->lines, '\n');
}

static void add_word(struct completing *it, const char *word, const char *meaning)
{
    add(it, text_view_of(word), text_view_of(meaning));
}

static void add_options(struct completing *it, unsigned command)
{
    for (int i = 0; i < CLI_OPTIONS; i++)
        if (cli_option_commands((enum cli_option)i) & command)
            add_word(it, cli_option_name((enum cli_option)i),
                     cli_option_words((enum cli_option)i, it->arguments->language));
}

static void add_packs(struct completing *it)
{
    it->files = true; /* a folder will do */
    for (size_t i = 0; i < rule_pack_embedded_count(); i++)
        add_word(it, rule_pack_embedded_id(i), "");
}

/* What findings are called. */
static void add_rules(struct completing *it, const struct rule_set *set, enum text_language language)
{
    for (size_t i = 0; i < set->clause_count; i++)
        if (set->clauses[i].claimable) add(it, set->clauses[i].id, set->clauses[i].heading.in[language]);
    for (size_t i = 0; i < set->criterion_count; i++)
        add(it, set->criteria[i].id, set->criteria[i].asks.in[language]);
    for (size_t i = 0; i < set->form_count; i++)
        add(it, set->forms[i].id, set->forms[i].title.in[language]);
}

static void add_clauses(struct completing *it, const struct rule_set *set, enum text_language language)
{
    for (size_t i = 0; i < set->clause_count; i++)
        if (set->clauses[i].claimable) add(it, set->clauses[i].label, set->clauses[i].heading.in[language]);
}

static void add_concepts(struct completing *it, const struct rule_set *set, enum text_language language)
{
    for (size_t i = 0; i < set->concept_count; i++)
        if (set->concepts[i].name.len > 0) add(it, set->concepts[i].name, set->concepts[i].label.in[language]);
}

static void add_waiver_faults(struct completing *it)
{
#define WAIVER_FAULT(code, id) add_word(it, id, "");
#include "review/waiver.def"
#undef WAIVER_FAULT
}

static void add_of_pack(struct completing *it, enum cli_kind kind)
{
    enum text_language language = cli_text_language(it->arguments);
    struct rule_set *set = it->pack ? cli_pack_load_named(it->arguments, it->pack) : cli_pack_load(it->arguments);
    if (!set) return;
    if (kind != CLI_KIND_RULE) add_clauses(it, set, language);
    if (kind != CLI_KIND_CLAUSE) add_rules(it, set, language);
    if (kind == CLI_KIND_RULE) add_waiver_faults(it);
    if (kind == CLI_KIND_MEANING) add_concepts(it, set, language);
    rule_set_free(set);
}

static void add_kind(struct completing *it, enum cli_kind kind)
{
    switch (kind) {
    case CLI_KIND_FILE:
        it->files = true;
        break;
    case CLI_KIND_PACK:
        add_packs(it);
        break;
    case CLI_KIND_RULE:
    case CLI_KIND_CLAUSE:
    case CLI_KIND_MEANING:
        add_of_pack(it, kind);
        break;
    case CLI_KIND_SCHEMA:
        for (size_t i = 0; cli_schema_kind(i); i++)
            add_word(it, cli_schema_kind(i), "");
        break;
    case CLI_KIND_SHELL:
        for (size_t i = 0; i < CLI_SHELLS; i++)
            add_word(it, shells[i], "");
        break;
    case CLI_KIND_WORDS:
    case CLI_KIND_TEXT:
    case CLI_KIND_NONE:
        break;
    }
}

/* ---- where they stand */

/* The value begins behind the `kept` bytes of the word; of a list, its last item is meant. */
static void complete_value(struct completing *it, enum cli_option option, unsigned command)
{
    enum cli_kind kind = cli_value_kind(option);
    const char *value = it->word + it->kept, *comma = strrchr(value, ',');
    bool to_file = strchr(cli_option_argument(option), '=') && strchr(value, '=');
    if (kind == CLI_KIND_WORDS && to_file) it->files = true; /* json=FILE */
    for (size_t n = 0; kind == CLI_KIND_WORDS && cli_choice(option, command, n); n++)
        add_word(it, cli_choice(option, command, n), "");
    if (kind == CLI_KIND_RULE && comma) it->kept += (size_t)(comma + 1 - value);
    add_kind(it, kind);
}

static void complete_in_command(struct completing *it, const struct cli_command *command, const char *const *words,
                                size_t count)
{
    enum cli_option waiting = CLI_OPTIONS;
    const char *value;
    bool ended = false;
    for (size_t i = 0; i + 1 < count; i++) {
        if (waiting == CLI_OPTION_PACK) it->pack = words[i];
        if (waiting != CLI_OPTIONS || ended) {
            waiting = CLI_OPTIONS;
            continue;
        }
        ended = strcmp(words[i], "--") == 0;
        waiting = cli_option_in(words[i], command->bit, &value);
        if (waiting == CLI_OPTION_PACK && value) it->pack = value;
        if (waiting != CLI_OPTIONS && (value || cli_value_kind(waiting) == CLI_KIND_NONE)) waiting = CLI_OPTIONS;
    }
    if (waiting != CLI_OPTIONS) {
        complete_value(it, waiting, command->bit);
        return;
    }
    enum cli_option option = ended ? CLI_OPTIONS : cli_option_in(it->word, command->bit, &value);
    if (option != CLI_OPTIONS && value) {
        it->kept = (size_t)(value - it->word);
        complete_value(it, option, command->bit);
    } else if (!ended && it->word[0] == '-') {
        add_options(it, command->bit);
    } else {
        add_kind(it, cli_operand_kind(command->usage));
    }
}

/* The first word, or the second of a group. */
static void complete_command(struct completing *it, const char *group)
{
    struct text_view before = {"", 0};
    for (size_t n = 0; cli_command_at(n); n++) {
        const struct cli_command *command = cli_command_at(n);
        struct text_view name = text_view_of(command->name);
        const char *blank = strchr(command->name, ' '), *words = cli_wording(it->arguments->language, command->help);
        struct text_view first = text_view_part(name, 0, blank ? (size_t)(blank - command->name) : name.len);
        if (group && blank && text_view_equal(first, text_view_of(group))) add_word(it, blank + 1, words);
        if (!group && !text_view_equal(first, before)) add(it, first, text_view_of(blank ? "" : words));
        before = first;
    }
    if (group) return;
    add_word(it, "--help", "");
    add_word(it, "--version", "");
}

void cli_complete(struct buf *out, const struct cli_arguments *arguments, const char *const *words, size_t count)
{
    static const char *const nothing[] = {""};
    int taken = 0;
    if (count == 0) {
        words = nothing;
        count = 1;
    }
    struct completing it = {.out = out, .arguments = arguments, .word = words[count - 1]};
    const struct cli_command *command = count > 1 ? cli_command_find((int)count - 1, words, &taken) : NULL;
    buf_init(&it.lines);
    if (command) complete_in_command(&it, command, words + taken, count - (size_t)taken);
    else if (count <= 2) complete_command(&it, count == 2 ? words[0] : NULL);
    buf_add_string(out, it.files ? "files\n" : "words\n");
    buf_add(out, it.lines.bytes ? it.lines.bytes : "", it.lines.len);
    if (buf_status(&it.lines) != STATUS_OK) out->status = STATUS_NO_MEMORY;
    buf_clear(&it.lines);
}
