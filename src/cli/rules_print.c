/* `juten rules print FILE`: the sentences of a guideline's text (taken from a PDF, as it mostly is), one a line, each
 * with its print: the first 16 hex digits of the SHA-256 of the folded sentence. What a pack keeps of them is the
 * print. */
#include "base/hash.h"
#include "cli/command.h"
#include "cli/message.h"
#include "cli/pack.h"
#include "doc/input.h"
#include "text/printable.h"
#include "text/sentence.h"

#define PRINT_DIGITS 16

struct printing {
    const struct cli_arguments *arguments;
    const struct rule_set *set;
    struct arena *arena;
    struct buf out;
};

static enum status add_sentence(struct printing *to, struct text_view sentence)
{
    struct text_folded folded;
    struct hash_sha256 hash;
    char hex[HASH_SHA256_HEX];
    enum status status = text_fold(to->set->words.folder, to->arena, sentence, &folded);
    if (status != STATUS_OK) return status;
    hash_sha256_init(&hash);
    hash_sha256_add(&hash, folded.text.at, folded.text.len);
    hash_sha256_hex(&hash, hex);
    buf_add(&to->out, hex, PRINT_DIGITS);
    buf_add_char(&to->out, '\t');
    text_print(&to->out, folded.text);
    buf_add_char(&to->out, '\n');
    return buf_status(&to->out);
}

static enum status add_sentences(struct printing *to, struct text_view text)
{
    struct text_ranges sentences;
    enum status status = text_sentences(to->arena, text, TEXT_SENTENCE_EXTRACT, &sentences);
    for (size_t i = 0; status == STATUS_OK && i < sentences.count; i++)
        status = add_sentence(to, text_view_part(text, sentences.items[i].begin, sentences.items[i].end));
    return status;
}

static enum cli_exit print_file(struct printing *to, const char *path)
{
    struct text_diagnostics faults;
    struct text_source *source;
    text_diagnostics_init(&faults, to->arena);
    enum status status = doc_input_open(to->arena, &(struct doc_input){.path = path}, &faults, &source);
    if (status == STATUS_OK) {
        struct text_view bytes = text_source_bytes(source);
        status = add_sentences(to, text_view_part(bytes, text_source_start(source), bytes.len));
    }
    if (status == STATUS_NO_MEMORY) cli_say(stderr, to->arguments->language, CLI_NO_MEMORY, NULL, NULL);
    cli_pack_print(stderr, to->arguments, &faults);
    bool written = status == STATUS_OK && cli_print(&to->out, to->arguments->language);
    return written ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

enum cli_exit cli_rules_print(const struct cli_arguments *arguments)
{
    struct printing to = {.arguments = arguments};
    enum cli_exit exit = CLI_EXIT_TROUBLE;
    struct rule_set *set = NULL;
    buf_init(&to.out);
    if (arguments->path_count != 1) cli_say(stderr, arguments->language, CLI_USAGE_OF, "rules print FILE", NULL);
    else to.set = set = cli_pack_load(arguments);
    to.arena = set ? arena_new() : NULL;
    if (set && to.arena) exit = print_file(&to, arguments->paths[0]);
    buf_clear(&to.out);
    arena_free(to.arena);
    rule_set_free(set);
    return exit;
}
