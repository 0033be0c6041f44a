/* `juten init [OUT]`: a template to fill in. It can be read as it is; `check` says then what is to be filled in. */
#include "cli/message.h"
#include "cli/pack.h"
#include "cli/template.h"
#include "cli/writing.h"

#define SCHEMA_LINE "# yaml-language-server: $schema=juten-submission.schema.json\n"

struct initing {
    const struct cli_arguments *arguments;
    struct cli_template template;
    struct cli_writing writing;
};

static enum cli_exit say_status(const struct initing *it, enum status status)
{
    if (status == STATUS_OK) return CLI_EXIT_CLEAN;
    cli_say(stderr, it->arguments->language, CLI_NO_MEMORY, NULL, NULL);
    return CLI_EXIT_TROUBLE;
}

/* ---- YAML */

static void add_comment(const struct initing *it, enum cli_message message, struct text_view argument, struct buf *out)
{
    buf_add_string(out, "# ");
    cli_word(out, it->arguments->language, message, argument);
    buf_add_char(out, '\n');
}

static void add_lists(const struct cli_template *template, struct buf *out)
{
    for (size_t i = 0; i < CLI_TEMPLATE_LISTS; i++) {
        const struct cli_template_list *list = &template->lists[i];
        if (list->count == 0) continue;
        buf_add_string(out, "#\n# ");
        buf_add_string(out, list->title);
        buf_add_string(out, ":\n");
        for (size_t item = 0; item < list->count; item++) {
            buf_add_string(out, "#   ");
            buf_add(out, list->items[item].at, list->items[item].len);
            buf_add_char(out, '\n');
        }
    }
}

static enum cli_exit write_yaml(struct initing *it, struct buf *out)
{
    const struct cli_template *template = &it->template;
    struct text_diagnostics diagnostics;
    text_diagnostics_init(&diagnostics, template->arena);
    struct doc_writing writing = {.arena = template->arena,
                                  .words = &template->rules->words,
                                  .language = template->text_language,
                                  .diagnostics = &diagnostics,
                                  .guided = true};
    struct text_view placeholder = text_view_of(cli_wording(it->arguments->language, CLI_PLACEHOLDER));
    buf_add_string(out, SCHEMA_LINE);
    add_comment(it, CLI_INIT_HEAD, template->rules->info.title.in[template->text_language], out);
    add_comment(it, CLI_INIT_NEXT, placeholder, out);
    add_comment(it, CLI_INIT_SCHEMA, (struct text_view){"", 0}, out);
    add_lists(template, out);
    buf_add_char(out, '\n');
    enum cli_exit exit = say_status(it, doc_write_yaml(&writing, &template->set, out));
    return exit == CLI_EXIT_CLEAN ? cli_writing_end(&it->writing, out) : exit;
}

/* ---- tables */

static enum cli_exit write_csv(struct initing *it, struct buf *out)
{
    struct doc_xlsx_page page;
    enum status status = cli_template_grid(&it->template, &page);
    buf_add_string(out, "\xEF\xBB\xBF");
    for (size_t i = 0; status == STATUS_OK && i < page.rows * page.columns; i++) {
        doc_write_csv_cell(out, page.cells[i].text);
        buf_add_string(out, (i + 1) % page.columns == 0 ? "\r\n" : ",");
    }
    if (status == STATUS_OK) status = buf_status(out);
    return status == STATUS_OK ? cli_writing_end(&it->writing, out) : say_status(it, status);
}

static enum cli_exit write_xlsx(struct initing *it)
{
    struct doc_xlsx_page pages[2];
    enum doc_xlsx_problem problem = DOC_XLSX_FINE;
    enum status status = cli_template_grid(&it->template, &pages[0]);
    if (status == STATUS_OK) status = cli_template_lists(&it->template, &pages[1]);
    if (status == STATUS_OK)
        status = doc_xlsx_write(it->template.arena, cli_writing_target(&it->writing), pages, 2, &problem);
    if (status == STATUS_IO) return cli_writing_problem(&it->writing, problem);
    return status == STATUS_OK ? cli_writing_end(&it->writing, NULL) : say_status(it, status);
}

static enum cli_exit write_form(struct initing *it)
{
    struct buf out;
    enum cli_exit exit = say_status(it, cli_template_make(&it->template));
    if (exit != CLI_EXIT_CLEAN) return exit;
    buf_init(&out);
    if (it->writing.format == DOC_FORMAT_XLSX) exit = write_xlsx(it);
    else exit = it->writing.format == DOC_FORMAT_CSV ? write_csv(it, &out) : write_yaml(it, &out);
    buf_clear(&out);
    if (exit == CLI_EXIT_CLEAN && it->writing.path)
        cli_say(stderr, it->arguments->language, CLI_INIT_DONE, it->writing.path, NULL);
    return exit;
}

enum cli_exit cli_init(const struct cli_arguments *arguments)
{
    struct initing it = {.arguments = arguments, .writing = {.arguments = arguments}};
    struct rule_set *rules = NULL;
    if (arguments->path_count > 1) {
        cli_say(stderr, arguments->language, CLI_INIT_PATHS, arguments->paths[1], NULL);
        return CLI_EXIT_TROUBLE;
    }
    enum cli_exit exit = cli_writing_open(&it.writing, arguments->paths[0], CLI_TEMPLATE_FORMATS, DOC_FORMAT_YAML);
    if (exit == CLI_EXIT_CLEAN && !(rules = cli_pack_load(arguments))) exit = CLI_EXIT_TROUBLE;
    if (exit == CLI_EXIT_CLEAN) {
        it.template = (struct cli_template){.arena = arena_new(),
                                            .rules = rules,
                                            .language = arguments->language,
                                            .text_language = cli_text_language(arguments)};
        exit = it.template.arena ? write_form(&it) : say_status(&it, STATUS_NO_MEMORY);
        arena_free(it.template.arena);
    }
    cli_writing_close(&it.writing);
    rule_set_free(rules);
    return exit;
}
