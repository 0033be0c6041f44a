/* Question sheets in Markdown (-f inquiry): for each ministry a heading, what it is asked by, and a table of questions
 * with columns to answer in. */
#include "report/inquiry.h"
#include "text/printable.h"

static const struct text_view none = {"", 0};

/* Marks that mean something to Markdown are escaped, a line break is <br>, what cannot be seen is spelt out. */
static void add_escaped(struct buf *out, struct text_view text)
{
    struct buf printed;
    buf_init(&printed);
    while (text.len > 0) {
        struct text_view line = text_view_take_line(&text);
        bool more = line.len > 0 && line.at[line.len - 1] == '\n';
        text_print(&printed, more ? text_view_part(line, 0, line.len - 1) : line);
        if (text.len > 0) buf_add_char(&printed, '\n');
    }
    for (size_t at = 0; at < printed.len; at++) {
        char c = printed.bytes[at];
        if (c == '\n') buf_add_string(out, "<br>");
        else if (c == '<') buf_add_string(out, "&lt;");
        else if (c == '&') buf_add_string(out, "&amp;");
        else if (strchr("\\`*_[]|~#", c)) buf_add_char(out, '\\');
        if (c != '\n' && c != '<' && c != '&') buf_add_char(out, c);
    }
    report_done(out, &printed);
}

static void phrase_line(struct buf *out, enum text_language language, enum report_phrase phrase, struct text_view a,
                        struct text_view b)
{
    struct buf first, second;
    buf_init(&first);
    buf_init(&second);
    add_escaped(&first, a);
    add_escaped(&second, b);
    report_phrase(out, language, phrase, report_view(&first), report_view(&second), none);
    buf_add_char(out, '\n');
    report_done(out, &first);
    report_done(out, &second);
}

static const enum report_phrase heads[] = {REPORT_INQUIRY_NUMBER, REPORT_COLUMN_ID,    REPORT_COLUMN_TITLE,
                                           REPORT_TABLE_CLAUSE,   REPORT_COLUMN_PLACE, REPORT_INQUIRY_MATTER,
                                           REPORT_INQUIRY_ASK,    REPORT_COLUMN_ASKED, REPORT_COLUMN_EXAMPLE,
                                           REPORT_INQUIRY_ANSWER, REPORT_INQUIRY_BY};
#define HEADS (sizeof heads / sizeof *heads)

static void head_lines(struct buf *out, enum text_language language)
{
    for (size_t i = 0; i < HEADS; i++) {
        buf_add_string(out, "| ");
        buf_add_string(out, report_plain(language, heads[i]));
        buf_add_char(out, ' ');
    }
    buf_add_string(out, "|\n");
    for (size_t i = 0; i < HEADS; i++)
        buf_add_string(out, "|---");
    buf_add_string(out, "|\n");
}

static void question_line(struct buf *out, enum text_language language, const struct report_question *question,
                          size_t number)
{
    const struct text_view cells[] = {question->request, question->title,
                                      question->clause,  question->place,
                                      question->matter,  text_view_of(report_plain(language, question->ask)),
                                      question->asked,   question->example};
    buf_add_string(out, "| ");
    buf_add_int(out, (int64_t)number);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        buf_add_string(out, " | ");
        add_escaped(out, cells[i]);
    }
    buf_add_string(out, " |  |  |\n");
}

static void head_of(struct report *report, struct text_view ministry, size_t count)
{
    enum text_language language = report->run->settings.language;
    struct buf number;
    buf_init(&number);
    buf_add_int(&number, (int64_t)count);
    buf_add_string(&report->out, "# ");
    phrase_line(&report->out, language, REPORT_INQUIRY_TITLE, report_ministry_name(ministry, language), none);
    buf_add_char(&report->out, '\n');
    for (size_t i = 0; i < report->run->pack_count; i++) {
        const struct review_pack *pack = &report->run->packs[i];
        buf_add_string(&report->out, "- ");
        phrase_line(&report->out, language, REPORT_INQUIRY_GUIDELINE, pack->title, pack->decided);
    }
    buf_add_string(&report->out, "- ");
    phrase_line(&report->out, language, REPORT_INQUIRY_DATE, text_view_of(report->run->as_of), none);
    buf_add_string(&report->out, "- ");
    phrase_line(&report->out, language, count > 0 ? REPORT_INQUIRY_COUNT : REPORT_INQUIRY_NONE, report_view(&number),
                none);
    report_done(&report->out, &number);
}

static void write_sheet(struct report *report, struct text_view ministry)
{
    const struct report_inquiry *inquiry = report->state;
    enum text_language language = report->run->settings.language;
    const struct report_question *question;
    size_t count = report_inquiry_count(inquiry, ministry), number = 0, at = 0;
    head_of(report, ministry, count);
    if (count == 0) return;
    buf_add_char(&report->out, '\n');
    phrase_line(&report->out, language, REPORT_INQUIRY_FILL, none, none);
    buf_add_char(&report->out, '\n');
    head_lines(&report->out, language);
    while ((question = report_inquiry_next(inquiry, ministry, &at)))
        question_line(&report->out, language, question, ++number);
}

static enum status end(struct report *report, const struct review_totals *totals)
{
    const struct text_view *ministries;
    size_t count = 0;
    (void)totals;
    enum status status = report_inquiry_ministries(report, &ministries, &count);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        if (i > 0) buf_add_char(&report->out, '\n');
        write_sheet(report, ministries[i]);
        status = report_flush(report);
    }
    return status;
}

const struct report_format report_inquiry = {.name = "inquiry",
                                             .for_machines = true,
                                             .begin = report_inquiry_begin,
                                             .document = report_inquiry_document,
                                             .error = report_inquiry_error,
                                             .set = report_inquiry_set,
                                             .end = end};
