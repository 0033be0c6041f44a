#include "cli/fix.h"

#include "cli/message.h"
#include "cli/output.h"
#include "cli/reason.h"
#include "text/printable.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static enum cli_exit say(const struct cli_fix *fix, enum cli_message message, const char *a, const char *b)
{
    cli_say(stderr, fix->arguments->language, message, a, b);
    return CLI_EXIT_TROUBLE;
}

bool cli_fix_open(struct cli_fix *fix, const struct cli_arguments *arguments, struct juten *run)
{
    *fix = (struct cli_fix){.arguments = arguments, .run = run};
    buf_init(&fix->diff);
    fix->preview = cli_given(arguments, CLI_OPTION_DIFF);
    fix->wanted = fix->preview || cli_given(arguments, CLI_OPTION_FIX);
    bool reports = cli_given(arguments, CLI_OPTION_FORMAT) || cli_given(arguments, CLI_OPTION_OUTPUT);
    if (fix->preview && reports) say(fix, CLI_DIFF_ALONE, NULL, NULL);
    return !(fix->preview && reports);
}

void cli_fix_close(struct cli_fix *fix)
{
    buf_clear(&fix->diff);
}

/* A file that may not be written stays, though its folder would let it be replaced. */
static bool replace(struct cli_fix *fix, const char *path, const struct juten_mended *mended)
{
    struct cli_output output;
    if (access(path, W_OK) != 0) {
        say(fix, CLI_WRITE, path, cli_reason(fix->arguments->language, errno));
        return false;
    }
    bool written = cli_output_open(&output, path) && cli_output_write(&output, mended->bytes, mended->len) &&
                   cli_output_commit(&output);
    if (!written) say(fix, CLI_WRITE, path, cli_reason(fix->arguments->language, output.error));
    cli_output_close(&output);
    return written;
}

/* What can't be read is said by the check; without one, here. */
static void tell(struct cli_fix *fix, const char *path, bool named, const struct juten_mended *mended)
{
    if (mended->is_table && named && !*mended->problems) say(fix, CLI_FIX_TABLE, path, NULL);
    if (!fix->preview || !*mended->problems) return;
    fputs(mended->problems, stderr);
    fix->unread = true;
}

static enum cli_exit take(struct cli_fix *fix, const char *path, bool named, const struct juten_mended *mended)
{
    tell(fix, path, named, mended);
    if (mended->lines == 0) return CLI_EXIT_CLEAN;
    if (!fix->preview && !replace(fix, path, mended)) {
        fix->unwritten = true;
        return CLI_EXIT_CLEAN;
    }
    fix->files++;
    fix->lines += mended->lines;
    if (mended->more) say(fix, CLI_FIX_MORE, path, NULL);
    if (!fix->preview) return CLI_EXIT_CLEAN;
    buf_add_string(&fix->diff, mended->diff);
    return buf_status(&fix->diff) == STATUS_OK ? CLI_EXIT_CLEAN : say(fix, CLI_NO_MEMORY, NULL, NULL);
}

enum cli_exit cli_fix_file(struct cli_fix *fix, const char *path, bool named)
{
    struct juten_mended mended;
    if (!fix->wanted) return CLI_EXIT_CLEAN;
    if (juten_mend_file(fix->run, path, named, &mended) != JUTEN_OK) return say(fix, CLI_NO_MEMORY, NULL, NULL);
    return take(fix, path, named, &mended);
}

enum cli_exit cli_fix_bytes(struct cli_fix *fix, const char *name, const void *bytes, size_t len)
{
    struct juten_mended mended;
    if (!fix->wanted) return CLI_EXIT_CLEAN;
    if (!fix->preview) return say(fix, CLI_FIX_STDIN, NULL, NULL);
    if (juten_mend_bytes(fix->run, name, bytes, len, &mended) != JUTEN_OK) return say(fix, CLI_NO_MEMORY, NULL, NULL);
    return take(fix, name, true, &mended);
}

/* On a terminal nothing of the files may command it; elsewhere the diff is one that patch takes. */
static enum cli_exit print(struct cli_fix *fix)
{
    struct text_view rest = {fix->diff.bytes, fix->diff.len};
    struct buf shown;
    if (!isatty(STDOUT_FILENO))
        return cli_print(&fix->diff, fix->arguments->language) ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
    buf_init(&shown);
    while (rest.len > 0) {
        struct text_view line = text_view_take_line(&rest); /* each line of a diff ends with LF */
        text_print(&shown, text_view_part(line, 0, line.len - 1));
        buf_add_char(&shown, '\n');
    }
    bool printed = cli_print(&shown, fix->arguments->language);
    buf_clear(&shown);
    return printed ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

static enum cli_exit say_counts(const struct cli_fix *fix)
{
    struct buf lines, files;
    buf_init(&lines);
    buf_init(&files);
    buf_add_int(&lines, (int64_t)fix->lines);
    buf_add_int(&files, (int64_t)fix->files);
    bool made = buf_status(&lines) == STATUS_OK && buf_status(&files) == STATUS_OK;
    enum cli_exit exit = made ? CLI_EXIT_CLEAN : say(fix, CLI_NO_MEMORY, NULL, NULL);
    if (made)
        cli_say(stderr, fix->arguments->language, fix->preview ? CLI_FIX_WOULD : CLI_FIX_DONE, lines.bytes,
                files.bytes);
    buf_clear(&lines);
    buf_clear(&files);
    return exit;
}

enum cli_exit cli_fix_conclude(struct cli_fix *fix)
{
    enum cli_exit exit = fix->preview ? print(fix) : CLI_EXIT_CLEAN;
    if (fix->wanted && exit == CLI_EXIT_CLEAN) exit = say_counts(fix);
    if (exit != CLI_EXIT_CLEAN || !fix->preview) return exit;
    return fix->unread ? CLI_EXIT_TROUBLE : fix->lines > 0 ? CLI_EXIT_FINDINGS : CLI_EXIT_CLEAN;
}
