#include "doc/write.h"

/* The text below the front matter is read without blanks around it, and as the file has it. */
static bool may_be_text(const struct doc_written_member *summary)
{
    if (!summary || doc_written_is_empty(summary)) return false;
    for (size_t i = 0; i < summary->text.len; i++) {
        unsigned char c = (unsigned char)summary->text.at[i];
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) return false;
    }
    return text_view_trim(summary->text).len == summary->text.len;
}

/* The submission without its list of requests, whose fields stand beside its own. */
enum status doc_write_markdown(struct doc_writing *writing, const struct doc_written_set *set, struct buf *out)
{
    const struct text_view none = {0};
    const struct doc_written_member *list =
        set->count == 1 ? doc_written_get(&set->items[0], DOC_FIELD_REQUESTS) : NULL;
    if (!list || !list->list || list->count != 1 || list->items[0].count == 0) {
        text_diagnostics_add(writing->diagnostics, DIAGNOSTIC_CONVERT_MARKDOWN, NULL, set->items[0].span, none, none,
                             none);
        return STATUS_INVALID;
    }
    const struct doc_written_member *summary = doc_written_get(&list->items[0], DOC_FIELD_SUMMARY);
    if (!may_be_text(summary)) summary = NULL;
    buf_add_string(out, "---\n");
    doc_write_yaml_fields(writing, &set->items[0], DOC_FIELD_COUNT, 0, list, out);
    doc_write_yaml_fields(writing, &list->items[0], DOC_FIELD_REQUESTS, 0, summary, out);
    buf_add_string(out, "---\n");
    if (summary) {
        buf_add(out, summary->text.at, summary->text.len);
        buf_add_char(out, '\n');
    }
    return buf_status(out);
}
