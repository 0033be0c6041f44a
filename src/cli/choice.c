#include "cli/choice.h"

#include "cli/template.h"
#include "doc/format.h"
#include "report/diff.h"
#include "report/report.h"
#include "review/names.h"
#include "review/redact.h"

#include <string.h>

static const char *report_format_word(size_t n)
{
    const struct report_format *format = report_format_at(n);
    return format ? format->name : NULL;
}

static const char *report_diff_word(size_t n)
{
    const struct report_diff_format *format = report_diff_at(n);
    return format ? format->name : NULL;
}

static const char *template_word(size_t n)
{
    for (int format = DOC_FORMAT_AUTO + 1; format < DOC_FORMATS; format++)
        if (CLI_TEMPLATE_FORMATS & 1u << format && n-- == 0) return doc_format_word((size_t)format - 1);
    return NULL;
}

static const char *waiver_word(size_t n)
{
    return n < REVIEW_WAIVER_STATES ? review_waiver_state_at((int)n) : NULL;
}

static const struct choice {
    enum cli_option option;
    unsigned commands;
    const char *const *words; /* NULL-terminated; NULL: by `word` */
    const char *(*word)(size_t n);
} choices[] = {
#define CHOICE(code, ...)               {CLI_OPTION_##code, CLI_ANY, (const char *const[]){__VA_ARGS__, NULL}, NULL},
#define CHOICE_OF(code, commands, word) {CLI_OPTION_##code, commands, NULL, word},
#include "cli/choice.def"
#undef CHOICE
#undef CHOICE_OF
};
#define CHOICES (sizeof choices / sizeof *choices)

struct kind_row {
    const char *word;
    enum cli_kind kind;
};

static const struct kind_row values[] = {
#define VALUE(word, kind) {word, CLI_KIND_##kind},
#include "cli/choice.def"
#undef VALUE
};

static const struct kind_row operands[] = {
#define OPERAND(word, kind) {word, CLI_KIND_##kind},
#include "cli/choice.def"
#undef OPERAND
};

static const char *word_at(const struct choice *choice, size_t n)
{
    if (choice->word) return choice->word(n);
    for (size_t i = 0; i < n; i++)
        if (!choice->words[i]) return NULL;
    return choice->words[n];
}

const char *cli_choice(enum cli_option option, unsigned commands, size_t n)
{
    for (size_t i = 0; i < CHOICES; i++)
        if (choices[i].option == option && choices[i].commands & commands) return word_at(&choices[i], n);
    return NULL;
}

enum cli_kind cli_value_kind(enum cli_option option)
{
    const char *argument = cli_option_argument(option);
    if (*argument == '\0') return CLI_KIND_NONE;
    if (cli_choice(option, CLI_ANY, 0)) return CLI_KIND_WORDS;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(values[i].word, argument) == 0) return values[i].kind;
    return CLI_KIND_NONE;
}

enum cli_kind cli_operand_kind(const char *usage)
{
    static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const char *word = usage + strcspn(usage, capitals);
    size_t len = strspn(word, capitals);
    for (size_t i = 0; i < sizeof operands / sizeof *operands; i++)
        if (strlen(operands[i].word) == len && memcmp(operands[i].word, word, len) == 0) return operands[i].kind;
    return CLI_KIND_NONE;
}
