/* XML in pieces: whatever their size (the first byte), the same elements and texts are told, and the same fault. */
#include "support/fuzzing.h"

#include "doc/xml.h"

struct told {
    struct buf text; /* everything, one after another */
};

static enum status begin(void *context, const char *name, const char *const *attributes)
{
    struct told *told = context;
    buf_add_char(&told->text, '<');
    buf_add_string(&told->text, name);
    for (size_t i = 0; attributes[i]; i++) {
        buf_add_char(&told->text, ' ');
        buf_add_string(&told->text, attributes[i]);
    }
    return STATUS_OK;
}

static enum status end(void *context, const char *name)
{
    struct told *told = context;
    buf_add_char(&told->text, '>');
    buf_add_string(&told->text, name);
    return STATUS_OK;
}

static enum status text(void *context, struct text_view text)
{
    struct told *told = context;
    buf_add(&told->text, text.at, text.len);
    return STATUS_OK;
}

static enum doc_xml_fault feed(struct text_view bytes, size_t piece, struct told *out_told)
{
    enum doc_xml_fault fault = DOC_XML_FINE;
    enum status status = STATUS_OK;
    struct doc_xml *xml = NULL;
    const struct doc_xml_listener listener = {out_told, begin, end, text};
    fuzz_require(doc_xml_new(&listener, &xml) == STATUS_OK, "there is memory");
    for (size_t at = 0; status == STATUS_OK && at <= bytes.len; at += piece) {
        size_t len = bytes.len - at < piece ? bytes.len - at : piece;
        status = doc_xml_feed(xml, bytes.at + at, len, at + piece > bytes.len, &fault);
    }
    fuzz_require(status == STATUS_OK || fault != DOC_XML_FINE, "a fault is named");
    doc_xml_free(xml);
    return fault;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len == 0) return 0;
    struct text_view all = {(const char *)bytes + 1, len - 1};
    struct told whole, pieces;
    buf_init(&whole.text);
    buf_init(&pieces.text);
    enum doc_xml_fault first = feed(all, len, &whole), second = feed(all, bytes[0] % 16u + 1, &pieces);
    fuzz_require(first == second, "the fault is the same in pieces");
    bool same = whole.text.len == pieces.text.len &&
                (whole.text.len == 0 || memcmp(whole.text.bytes, pieces.text.bytes, whole.text.len) == 0);
    fuzz_require(first != DOC_XML_FINE || same, "the same is told in pieces");
    buf_clear(&whole.text);
    buf_clear(&pieces.text);
    return 0;
}
