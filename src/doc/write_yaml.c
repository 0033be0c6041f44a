#include "doc/write.h"
#include "doc/write_scalar.h"

static void add_name(const struct doc_writing *writing, enum doc_field list, enum doc_field field, struct buf *out)
{
    doc_write_scalar(out, doc_item_label(writing->words, list, field, writing->language), false, 0);
}

/* Numbers where a number is wanted, and what stood without quotes already, need none. */
static bool may_be_typed(const struct doc_written_member *member)
{
    enum doc_type type = doc_field_type(member->field);
    bool number = type == DOC_TYPE_AMOUNT || type == DOC_TYPE_YEAR;
    return !member->quoted || (number && doc_scalar_is_integer(member->text));
}

static void add_value(const struct doc_written_member *member, size_t indent, struct buf *out)
{
    if (doc_written_is_null(member) && member->text.len == 0) return;
    buf_add_char(out, ' ');
    doc_write_scalar(out, member->text, may_be_typed(member), indent);
}

/* ---- what a field wants */

static void add_guidance(const struct doc_writing *writing, enum doc_field field, size_t indent, struct buf *out)
{
    struct text_view words = writing->words->guidance[field][writing->language];
    if (!writing->guided || words.len == 0) return;
    buf_add_repeat(out, ' ', indent);
    buf_add_string(out, "# ");
    buf_add(out, words.at, words.len);
    buf_add_char(out, '\n');
}

static unsigned home_of(enum doc_field list)
{
    if (list == DOC_FIELD_REQUESTS) return DOC_IN_REQUEST;
    if (list == DOC_FIELD_BREAKDOWN) return DOC_IN_ROW;
    return list == DOC_FIELD_PRIORITIES ? DOC_IN_CLAIM : DOC_IN_SUBMISSION;
}

/* Fields that may stand here too, to be taken out of their comments. */
static void add_others(const struct doc_writing *writing, const struct doc_written *from, enum doc_field list,
                       size_t indent, struct buf *out)
{
    for (int i = 0; writing->guided && i < DOC_FIELD_COUNT; i++) {
        enum doc_field field = (enum doc_field)i;
        if (!(doc_field_homes(field) & home_of(list)) || doc_written_get(from, field)) continue;
        add_guidance(writing, field, indent, out);
        buf_add_repeat(out, ' ', indent);
        buf_add_string(out, "# ");
        add_name(writing, list, field, out);
        buf_add_string(out, ":\n");
    }
}

/* ---- fields */

static void add_list(struct doc_writing *writing, const struct doc_written_member *member, size_t indent,
                     struct buf *out)
{
    if (member->count == 0) buf_add_string(out, " []");
    buf_add_char(out, '\n');
    for (size_t i = 0; i < member->count; i++) {
        size_t begin = out->len;
        if (member->items[i].count == 0) {
            buf_add_repeat(out, ' ', indent + 2);
            buf_add_string(out, "- {}\n");
            continue;
        }
        if (writing->guided) { /* comments come first: the hyphen stands alone */
            buf_add_repeat(out, ' ', indent + 2);
            buf_add_string(out, "-\n");
        }
        doc_write_yaml_fields(writing, &member->items[i], member->field, indent + 4, NULL, out);
        if (!writing->guided && buf_status(out) == STATUS_OK) out->bytes[begin + indent + 2] = '-';
    }
}

void doc_write_yaml_fields(struct doc_writing *writing, const struct doc_written *from, enum doc_field list,
                           size_t indent, const struct doc_written_member *except, struct buf *out)
{
    const struct doc_written_member *last = NULL;
    for (size_t i = 0; i < from->count; i++) {
        const struct doc_written_member *member = &from->members[i];
        if (member == except) continue;
        if (writing->guided && member->list) { /* what else may stand here, before the long part */
            last = member;
            continue;
        }
        add_guidance(writing, member->field, indent, out);
        buf_add_repeat(out, ' ', indent);
        add_name(writing, list, member->field, out);
        buf_add_char(out, ':');
        if (member->list) add_list(writing, member, indent, out);
        else {
            add_value(member, indent + 2, out);
            buf_add_char(out, '\n');
        }
    }
    add_others(writing, from, list, indent, out);
    if (!last) return;
    add_guidance(writing, last->field, indent, out);
    buf_add_repeat(out, ' ', indent);
    add_name(writing, list, last->field, out);
    buf_add_char(out, ':');
    add_list(writing, last, indent, out);
}

enum status doc_write_yaml(struct doc_writing *writing, const struct doc_written_set *set, struct buf *out)
{
    for (size_t i = 0; i < set->count; i++) {
        if (i > 0) buf_add_string(out, "---\n");
        if (set->items[i].count == 0) buf_add_string(out, "{}\n");
        doc_write_yaml_fields(writing, &set->items[i], DOC_FIELD_COUNT, 0, NULL, out);
    }
    return buf_status(out);
}
