/* Who asks how much for which clause, as a table whose cells are the darker the more stands in them. One of three
 * figures is shown at a time; radio buttons and the style alone switch them, so that no script is needed. */
#include "report/html_part.h"

#include "report/money.h"

#define LEVELS 5

static const enum eval_claim_verdict bad = EVAL_CLAIM_UNJUSTIFIED;

/* What the darkest cell has. */
struct most {
    int64_t yen, unjustified, claims;
};

/* 0 for nothing, else LEVELS where it is more than half of the most, one less for each halving. */
static int level_of(int64_t value, int64_t most)
{
    int level = LEVELS;
    if (value <= 0) return 0;
    for (; level > 1 && value <= most / 2; level--)
        most /= 2;
    return level;
}

static struct most most_of(const struct review_matrix *matrix)
{
    struct most most = {0};
    for (size_t i = 0; i < matrix->entry_count; i++) {
        const struct review_cell *cell = &matrix->entries[i].cell;
        if (cell->yen > most.yen) most.yen = cell->yen;
        if (cell->yen_by_claim[bad] > most.unjustified) most.unjustified = cell->yen_by_claim[bad];
        if ((int64_t)cell->claims > most.claims) most.claims = (int64_t)cell->claims;
    }
    return most;
}

static void level(struct html *to, const char *name, int value)
{
    report_html_add(to, name);
    buf_add_int(to->out, value);
}

static void figure(struct html *to, const char *name, int64_t yen)
{
    report_html_add(to, "<span class=\"");
    report_html_add(to, name);
    report_html_add(to, "\">");
    if (yen != 0 || to->hides_yen) report_html_millions(to, yen);
    else report_html_add(to, "&ndash;");
    report_html_add(to, "</span>");
}

static void figures(struct html *to, const struct review_cell *cell)
{
    figure(to, "y", cell->yen);
    figure(to, "u", cell->yen_by_claim[bad]);
    report_html_add(to, "<span class=\"n\">");
    report_html_count(to, cell->claims);
    report_html_add(to, "</span>");
}

/* In words, for pointers that rest on the cell. */
static void cell_title(struct html *to, const struct review_entry *entry)
{
    struct buf words, yen, unjustified;
    const struct review_line *line = &to->report->matrix.lines[entry->line];
    buf_init(&words);
    buf_init(&yen);
    buf_init(&unjustified);
    report_millions(&yen, to->settings, entry->cell.yen);
    report_millions(&unjustified, to->settings, entry->cell.yen_by_claim[bad]);
    report_html_add(to, " title=\"");
    report_html_value(to->out, report_ministry_name(entry->ministry, to->language));
    buf_add_char(to->out, ' ');
    report_html_value(to->out, line->label);
    report_html_add(to, ": ");
    report_html_say_number(to, HTML_CLAIMS, entry->cell.claims);
    report_html_say_with(to, HTML_CELL_YEN, report_view(&yen), report_view(&unjustified), (struct text_view){"", 0});
    report_html_add(to, "\"");
    report_done(to->out, &unjustified);
    report_done(to->out, &yen);
    report_done(to->out, &words);
}

static void entry_cell(struct html *to, const struct review_entry *entry, const struct most *most)
{
    size_t ministry = 0;
    if (report_html_ministry(to, entry->ministry, &ministry) != STATUS_OK) to->out->status = STATUS_NO_MEMORY;
    report_html_add(to, "<td class=\"num");
    level(to, " n", level_of((int64_t)entry->cell.claims, most->claims));
    if (!to->hides_yen) {
        level(to, " y", level_of(entry->cell.yen, most->yen));
        level(to, " u", level_of(entry->cell.yen_by_claim[bad], most->unjustified));
    }
    report_html_add(to, "\"");
    report_html_number(to->out, "data-m", (int64_t)ministry);
    cell_title(to, entry);
    report_html_add(to, ">");
    figures(to, &entry->cell);
    report_html_add(to, "</td>");
}

/* The row of a clause: its entries, which stand in a row of their own by ministry, among those without any. */
static void clause_row(struct html *to, size_t index, const struct review_entry *entries, size_t count,
                       const struct most *most)
{
    const struct review_summary *summary = &to->report->summary;
    const struct review_line *line = &to->report->matrix.lines[index];
    report_html_add(to, "<tr");
    report_html_number(to->out, "data-c", (int64_t)index);
    report_html_add(to, "><th scope=\"row\"><b>");
    report_html_text(to->out, line->label);
    report_html_add(to, "</b> <span>");
    report_html_text(to->out, line->heading);
    report_html_add(to, "</span></th>");
    for (size_t m = 0; m < summary->count; m++) {
        size_t e = 0;
        while (e < count && !text_view_equal(entries[e].ministry, summary->rows[m].ministry))
            e++;
        if (e < count) entry_cell(to, &entries[e], most);
        else report_html_add(to, "<td></td>");
    }
    report_html_add(to, "<td class=\"num total\">");
    figures(to, &line->total);
    report_html_add(to, "</td></tr>\n");
}

static void rows(struct html *to)
{
    const struct review_matrix *matrix = &to->report->matrix;
    struct most most = most_of(matrix);
    size_t entry = 0;
    for (size_t i = 0; i < matrix->line_count; i++) {
        size_t first = entry;
        while (entry < matrix->entry_count && matrix->entries[entry].line == i)
            entry++;
        if (entry > first) clause_row(to, i, &matrix->entries[first], entry - first, &most);
    }
}

static void head_row(struct html *to)
{
    const struct review_summary *summary = &to->report->summary;
    report_html_add(to, "<thead><tr><th scope=\"col\">");
    report_html_text(to->out, text_view_of(report_plain(to->language, REPORT_TABLE_CLAUSE)));
    report_html_add(to, "</th>");
    for (size_t m = 0; m < summary->count; m++) {
        report_html_add(to, "<th scope=\"col\">");
        report_html_text(to->out, report_ministry_name(summary->rows[m].ministry, to->language));
        report_html_add(to, "</th>");
    }
    report_html_add(to, "<th scope=\"col\">");
    report_html_text(to->out, text_view_of(report_plain(to->language, REPORT_TABLE_TOTAL)));
    report_html_add(to, "</th></tr></thead>\n");
}

static void choice(struct html *to, const char *name, enum html_word word, bool first)
{
    report_html_add(to, "<input type=\"radio\" name=\"show\" id=\"show-");
    report_html_add(to, name);
    report_html_add(to, first ? "\" checked><label for=\"show-" : "\"><label for=\"show-");
    report_html_add(to, name);
    report_html_add(to, "\">");
    report_html_say(to, word);
    report_html_add(to, "</label>");
}

/* Clauses that nobody claims, by pack where there are several. */
static void unclaimed(struct html *to)
{
    const struct review_matrix *matrix = &to->report->matrix;
    struct buf labels;
    buf_init(&labels);
    for (size_t i = 0; i < matrix->line_count; i++) {
        if (!matrix->lines[i].claimable || matrix->lines[i].total.claims > 0) continue;
        if (labels.len > 0) buf_add_string(&labels, report_plain(to->language, REPORT_LIST_COMMA));
        buf_add(&labels, matrix->lines[i].label.at, matrix->lines[i].label.len);
    }
    if (labels.len > 0) {
        struct buf line;
        buf_init(&line);
        report_phrase(&line, to->language, REPORT_CLAUSES_UNCLAIMED, report_view(&labels), (struct text_view){"", 0},
                      (struct text_view){"", 0});
        report_html_element(to->out, "p", "line", report_view(&line));
        report_done(to->out, &line);
    }
    report_done(to->out, &labels);
}

static void full_note(struct html *to)
{
    struct buf sum, line;
    buf_init(&sum);
    buf_init(&line);
    report_millions(&sum, to->settings, to->report->matrix.sums.yen);
    report_phrase(&line, to->language, REPORT_CLAUSES_FULL, report_view(&sum), (struct text_view){"", 0},
                  (struct text_view){"", 0});
    report_html_element(to->out, "p", "line", report_view(&line));
    report_done(to->out, &line);
    report_done(to->out, &sum);
}

void report_html_matrix(struct html *to)
{
    report_html_add(to, "<section id=\"matrix\">");
    report_html_element(to->out, "h2", NULL, text_view_of(report_html_plain(to, HTML_MATRIX)));
    report_html_add(to, "<fieldset class=\"show\"><legend class=\"sr\">");
    report_html_say(to, HTML_MATRIX_SHOW);
    report_html_add(to, "</legend>");
    choice(to, "y", HTML_SHOW_YEN, true);
    choice(to, "u", HTML_SHOW_UNJUSTIFIED, false);
    choice(to, "n", HTML_SHOW_COUNT, false);
    report_html_add(to, "</fieldset>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    report_html_say_value(to, HTML_MATRIX);
    report_html_add(to, "\"><table class=\"heat\">\n");
    head_row(to);
    report_html_add(to, "<tbody>\n");
    rows(to);
    report_html_add(to, "</tbody></table></div>\n");
    full_note(to);
    unclaimed(to);
    report_html_add(to, "</section>\n");
}
