/* Elements, attributes and texts, in pieces of any size; what is refused; failing memory. */
#include "support/unit.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/limits.h"
#include "doc/xml.h"

static enum status on_begin(void *context, const char *name, const char *const *attributes)
{
    struct buf *out = context;
    const char *value = doc_xml_attribute(attributes, "k");
    buf_add_char(out, '<');
    buf_add_string(out, name);
    if (value) buf_add_char(out, ' ');
    if (value) buf_add_string(out, value);
    buf_add_char(out, '>');
    return strcmp(name, "stop") == 0 ? STATUS_IO : STATUS_OK;
}

static enum status on_end(void *context, const char *name)
{
    buf_add_char(context, '/');
    buf_add_string(context, name);
    return STATUS_OK;
}

static enum status on_text(void *context, struct text_view text)
{
    buf_add(context, text.at, text.len);
    return STATUS_OK;
}

/* Reads the text in pieces; what was told of it is in *out. */
static enum status read_xml(const char *text, size_t piece, struct buf *out, enum doc_xml_fault *out_fault)
{
    const struct doc_xml_listener listener = {out, on_begin, on_end, on_text};
    struct doc_xml *xml = NULL;
    size_t len = strlen(text);
    *out_fault = DOC_XML_FINE;
    buf_init(out);
    enum status status = doc_xml_new(&listener, &xml);
    for (size_t at = 0; at < len && status == STATUS_OK; at += piece)
        status = doc_xml_feed(xml, text + at, len - at < piece ? len - at : piece, at + piece >= len, out_fault);
    doc_xml_free(xml);
    return status;
}

static void doc_xml_tells_elements(void **state)
{
    (void)state;
    static const char text[] =
        "<?xml version=\"1.0\"?><x:a xmlns:x='u' x:k='1'>b&amp;\xE5\x86\x86<c k=\"2\"/><!-- d --></x:a>";
    for (size_t piece = 1; piece < sizeof text; piece += 5) {
        struct buf out;
        enum doc_xml_fault fault;
        assert_int_equal(read_xml(text, piece, &out, &fault), STATUS_OK);
        assert_string_equal(out.bytes, "<a 1>b&\xE5\x86\x86<c 2>/c/a");
        buf_clear(&out);
    }
}

static void doc_xml_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum status status;
        enum doc_xml_fault fault;
    } rows[] = {
        {"<a>", STATUS_INVALID, DOC_XML_BROKEN},
        {"<a></b>", STATUS_INVALID, DOC_XML_BROKEN},
        {"<a>&b;</a>", STATUS_INVALID, DOC_XML_BROKEN},
        {"<a>\xFF</a>", STATUS_INVALID, DOC_XML_BROKEN},
        {"<!DOCTYPE a><a/>", STATUS_INVALID, DOC_XML_DOCTYPE},
        {"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", STATUS_INVALID, DOC_XML_DOCTYPE},
        {"<a><stop/><b></a>", STATUS_IO, DOC_XML_FINE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;
        enum doc_xml_fault fault;
        assert_int_equal(read_xml(rows[i].text, 1000, &out, &fault), rows[i].status);
        assert_int_equal(fault, rows[i].fault);
        buf_clear(&out);
    }
}

static void doc_xml_ends_at_its_depth(void **state)
{
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        struct buf text, out;
        enum doc_xml_fault fault;
        buf_init(&text);
        for (size_t i = 0; i < LIMIT_XML_DEPTH + over; i++)
            buf_add_string(&text, "<a>");
        for (size_t i = 0; i < LIMIT_XML_DEPTH + over; i++)
            buf_add_string(&text, "</a>");
        assert_int_equal(read_xml(text.bytes, 100, &out, &fault), over ? STATUS_LIMIT : STATUS_OK);
        assert_int_equal(fault, over ? DOC_XML_DEPTH : DOC_XML_FINE);
        buf_clear(&text);
        buf_clear(&out);
    }
}

static void doc_xml_survives_failing_memory(void **state)
{
    (void)state;
    enum status status = STATUS_NO_MEMORY;
    for (unsigned long n = 1; status != STATUS_OK; n++) {
        struct buf out;
        enum doc_xml_fault fault;
        long live = alloc_live();
        alloc_fail_at(n, true);
        status = read_xml("<a k='1'><b>c</b></a>", 7, &out, &fault);
        if (status == STATUS_OK) status = buf_status(&out);
        alloc_fail_never();
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        buf_clear(&out);
        assert_int_equal(alloc_live(), live);
        assert_true(n < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doc_xml_tells_elements),
        cmocka_unit_test(doc_xml_refuses),
        cmocka_unit_test(doc_xml_ends_at_its_depth),
        cmocka_unit_test(doc_xml_survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
