/* The template as a sheet:
 *
 *     a template for budget requests (…)                  title
 *     replace every TODO, then run juten check
 *     ministry     | TODO | the ministry that asks …      fields of the file
 *     fiscal_year  | …
 *     an id …      | the name … | one of …                what each column wants
 *     id           | title      | category | …            header
 *     TODO         | TODO       | new      | …            one request */
#include "cli/message.h"
#include "cli/template.h"
#include "doc/write_table.h"

#include <stdio.h>

#define HEAD_ROWS   2
#define FILE_ROWS   3 /* ministry, year, unit */
#define HINT_ROW    (HEAD_ROWS + FILE_ROWS + 1)
#define HEADER_ROW  (HINT_ROW + 1)
#define REQUEST_ROW (HEADER_ROW + 1)
#define ROWS        (REQUEST_ROW + 1)
#define CHOICE_ROWS 500 /* below the header that can be filled in from a list */
#define WIDE        44
#define NARROW      18

static const struct text_view none = {"", 0};

/* ---- columns: those of a submission that fills in everything */

static enum doc_home inner_home(enum doc_field list)
{
    if (list == DOC_FIELD_REQUESTS) return DOC_IN_REQUEST;
    return list == DOC_FIELD_BREAKDOWN ? DOC_IN_ROW : DOC_IN_CLAIM;
}

static enum status make_full(struct arena *arena, enum doc_home home, struct doc_written *out_written)
{
    struct doc_written_member *members = arena_alloc(arena, DOC_FIELD_COUNT * sizeof *members);
    size_t count = 0;
    enum status status = members ? STATUS_OK : STATUS_NO_MEMORY;
    for (int i = 0; i < DOC_FIELD_COUNT && status == STATUS_OK; i++) {
        enum doc_field field = (enum doc_field)i;
        if (!(doc_field_homes(field) & home)) continue;
        members[count] = (struct doc_written_member){.field = field, .quoted = true, .text = {"x", 1}};
        if (doc_field_type(field) == DOC_TYPE_LIST) {
            struct doc_written *item = arena_alloc(arena, sizeof *item);
            status = item ? make_full(arena, inner_home(field), item) : STATUS_NO_MEMORY;
            members[count] = (struct doc_written_member){.field = field, .list = true, .items = item, .count = 1};
        }
        count++;
    }
    *out_written = (struct doc_written){.members = members, .count = count};
    return status;
}

static enum status find_columns(const struct cli_template *template, struct doc_sheet *sheet)
{
    struct doc_written full;
    struct text_diagnostics diagnostics;
    text_diagnostics_init(&diagnostics, template->arena);
    struct doc_writing writing = {.arena = template->arena,
                                  .words = &template->rules->words,
                                  .language = template->text_language,
                                  .diagnostics = &diagnostics};
    enum status status = make_full(template->arena, DOC_IN_SUBMISSION, &full);
    return status == STATUS_OK ? doc_write_table(&writing, &full, 1, sheet) : status;
}

/* ---- cells */

struct grid {
    const struct cli_template *template;
    struct doc_xlsx_cell *cells;
    unsigned *widths;
    struct doc_xlsx_choice *choices;
    size_t columns, choice_count;
    enum status status;
};

static void set(struct grid *grid, size_t row, size_t column, struct text_view text, enum doc_xlsx_look look)
{
    grid->cells[row * grid->columns + column] = (struct doc_xlsx_cell){.text = text, .look = look};
}

static struct text_view hint_of(const struct grid *grid, enum doc_field field)
{
    return grid->template->rules->words.guidance[field][grid->template->text_language];
}

static struct text_view worded(struct grid *grid, enum cli_message message, struct text_view argument)
{
    struct buf words;
    buf_init(&words);
    cli_word(&words, grid->template->language, message, argument);
    const char *kept =
        buf_status(&words) == STATUS_OK ? arena_copy(grid->template->arena, words.bytes, words.len) : NULL;
    struct text_view view = kept ? (struct text_view){kept, words.len} : none;
    if (!kept) grid->status = STATUS_NO_MEMORY;
    buf_clear(&words);
    return view;
}

/* ='lists'!$A$2:$A$9 */
static void add_choice(struct grid *grid, enum doc_field field, uint32_t first_row, uint32_t last_row, uint32_t column)
{
    int list = cli_template_list_of(field);
    char range[128];
    if (list < 0 || grid->template->lists[list].count == 0) return;
    int len =
        snprintf(range, sizeof range, "='%s'!$%c$2:$%c$%zu", cli_wording(grid->template->language, CLI_INIT_LISTS),
                 'A' + list, 'A' + list, grid->template->lists[list].count + 1);
    const char *kept = arena_copy(grid->template->arena, range, (size_t)len);
    if (!kept) grid->status = STATUS_NO_MEMORY;
    grid->choices[grid->choice_count++] = (struct doc_xlsx_choice){first_row, last_row, column, kept, NULL};
}

static void add_head(struct grid *grid)
{
    const struct cli_template *template = grid->template;
    const struct rule_wording *title = &template->rules->info.title;
    struct text_view placeholder = text_view_of(cli_wording(template->language, CLI_PLACEHOLDER));
    const struct doc_written *file = &template->set.items[0];
    set(grid, 0, 0, worded(grid, CLI_INIT_HEAD, title->in[template->text_language]), DOC_XLSX_TITLE);
    set(grid, 1, 0, worded(grid, CLI_INIT_NEXT, placeholder), DOC_XLSX_TITLE);
    for (size_t i = 0; i < file->count && i < FILE_ROWS; i++) {
        const struct doc_written_member *member = &file->members[i];
        size_t row = HEAD_ROWS + i;
        struct text_view label = doc_field_label(&template->rules->words, member->field, template->text_language);
        set(grid, row, 0, label, DOC_XLSX_HEAD);
        set(grid, row, 1, member->text, DOC_XLSX_TEXT);
        set(grid, row, 2, hint_of(grid, member->field), DOC_XLSX_TITLE);
        add_choice(grid, member->field, (uint32_t)row, (uint32_t)row, 1);
    }
}

/* What the example shows in a column; empty: nothing. */
static struct text_view shown_in(const struct cli_template *template, const struct doc_sheet_column *column)
{
    const struct doc_written *request = &doc_written_get(&template->set.items[0], DOC_FIELD_REQUESTS)->items[0];
    const struct doc_written *claim = &doc_written_get(request, DOC_FIELD_PRIORITIES)->items[0];
    if (column->home == DOC_IN_ROW) return none;
    const struct doc_written_member *member =
        doc_written_get(column->home == DOC_IN_CLAIM ? claim : request, column->field);
    return member && !member->list ? member->text : none;
}

static void add_columns(struct grid *grid, const struct doc_sheet *sheet)
{
    uint32_t at = 0;
    for (size_t i = 0; i < sheet->column_count; i++) {
        const struct doc_sheet_column *column = &sheet->columns[i];
        if (column->home == DOC_IN_SUBMISSION) continue;
        bool wide = doc_field_type(column->field) == DOC_TYPE_TEXT && column->field != DOC_FIELD_ID;
        set(grid, HINT_ROW, at, hint_of(grid, column->field), DOC_XLSX_HINT);
        set(grid, HEADER_ROW, at, column->name, DOC_XLSX_HEAD);
        set(grid, REQUEST_ROW, at, shown_in(grid->template, column), DOC_XLSX_TEXT);
        add_choice(grid, column->field, REQUEST_ROW, REQUEST_ROW + CHOICE_ROWS, at);
        grid->widths[at++] = wide ? WIDE : NARROW;
    }
}

static size_t count_columns(const struct doc_sheet *sheet)
{
    size_t count = 0;
    for (size_t i = 0; i < sheet->column_count; i++)
        count += sheet->columns[i].home != DOC_IN_SUBMISSION;
    return count;
}

enum status cli_template_grid(const struct cli_template *template, struct doc_xlsx_page *out_page)
{
    struct doc_sheet sheet;
    struct grid grid = {.template = template};
    enum status status = find_columns(template, &sheet);
    if (status != STATUS_OK) return status;
    grid.columns = count_columns(&sheet);
    grid.cells = arena_alloc(template->arena, ROWS * grid.columns * sizeof *grid.cells);
    grid.widths = arena_alloc(template->arena, grid.columns * sizeof *grid.widths);
    grid.choices = arena_alloc(template->arena, (grid.columns + FILE_ROWS) * sizeof *grid.choices);
    if (!grid.cells || !grid.widths || !grid.choices) return STATUS_NO_MEMORY;
    add_head(&grid);
    add_columns(&grid, &sheet);
    *out_page = (struct doc_xlsx_page){.name = doc_field_label(&template->rules->words, DOC_FIELD_REQUESTS,
                                                               template->text_language),
                                       .cells = grid.cells,
                                       .rows = ROWS,
                                       .columns = grid.columns,
                                       .widths = grid.widths,
                                       .frozen = HEADER_ROW + 1,
                                       .choices = grid.choices,
                                       .choice_count = grid.choice_count};
    return grid.status;
}

enum status cli_template_lists(const struct cli_template *template, struct doc_xlsx_page *out_page)
{
    size_t rows = 1;
    for (size_t i = 0; i < CLI_TEMPLATE_LISTS; i++)
        if (template->lists[i].count >= rows) rows = template->lists[i].count + 1;
    struct grid grid = {.template = template, .columns = CLI_TEMPLATE_LISTS};
    grid.cells = arena_alloc(template->arena, rows * grid.columns * sizeof *grid.cells);
    grid.widths = arena_alloc(template->arena, grid.columns * sizeof *grid.widths);
    if (!grid.cells || !grid.widths) return STATUS_NO_MEMORY;
    for (size_t c = 0; c < grid.columns; c++) {
        const struct cli_template_list *list = &template->lists[c];
        grid.widths[c] = WIDE;
        set(&grid, 0, c, text_view_of(list->title), DOC_XLSX_HEAD);
        for (size_t i = 0; i < list->count; i++)
            set(&grid, i + 1, c, list->items[i], DOC_XLSX_TEXT);
    }
    *out_page = (struct doc_xlsx_page){.name = text_view_of(cli_wording(template->language, CLI_INIT_LISTS)),
                                       .cells = grid.cells,
                                       .rows = rows,
                                       .columns = grid.columns,
                                       .widths = grid.widths,
                                       .frozen = 1};
    return STATUS_OK;
}
