/* Build tool: writes a page of the manual from the program's tables (cli/manual), linked with the library.
 *
 *     manual ja|en PAGE       e.g. manual ja juten-submission > juten-submission.5 */
#include "cli/manual.h"

#include "rule/pack.h"

#include <stdio.h>
#include <string.h>

static int fail(const char *what)
{
    fprintf(stderr, "manual: %s\n", what);
    return 1;
}

static int make(struct arena *arena, const char *language, const char *page)
{
    struct buf out;
    struct text_diagnostics diagnostics;
    struct rule_set *rules = NULL;
    text_diagnostics_init(&diagnostics, arena);
    if (rule_pack_load_embedded(rule_pack_newest(), &diagnostics, &rules) != STATUS_OK) return fail("no pack");
    buf_init(&out);
    struct cli_manual manual = {&out, strcmp(language, "en") == 0 ? TEXT_EN : TEXT_JA, rules};
    bool known = cli_manual_page(&manual, page), whole = buf_status(&out) == STATUS_OK;
    if (known && whole) fwrite(out.bytes, 1, out.len, stdout);
    buf_clear(&out);
    rule_set_free(rules);
    if (!known) return fail("no such page");
    return whole ? fflush(stdout) != 0 : fail("a table lacks words, or memory");
}

int main(int argc, char **argv)
{
    struct arena *arena = argc == 3 ? arena_new() : NULL;
    int failed = arena ? make(arena, argv[1], argv[2]) : fail("usage: manual ja|en PAGE");
    arena_free(arena);
    return failed;
}
