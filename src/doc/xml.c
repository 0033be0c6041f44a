#include "doc/xml.h"

#include "base/alloc.h"
#include "base/limits.h"

#include <string.h>

#include <expat.h>

struct doc_xml {
    XML_Parser parser;
    struct doc_xml_listener listener;
    size_t depth;
    size_t silent; /* bytes that came since anything was told: of a token that has no end yet */
    enum doc_xml_fault fault;
    enum status status; /* what ended the reading */
};

static const char *without_prefix(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void stop(struct doc_xml *xml, enum status status, enum doc_xml_fault fault)
{
    if (xml->status != STATUS_OK) return;
    xml->status = status;
    xml->fault = fault;
    XML_StopParser(xml->parser, XML_FALSE);
}

static void on_begin(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct doc_xml *xml = context;
    xml->silent = 0;
    if (xml->status != STATUS_OK) return;
    if (++xml->depth > LIMIT_XML_DEPTH) {
        stop(xml, STATUS_LIMIT, DOC_XML_DEPTH);
        return;
    }
    enum status status =
        xml->listener.begin(xml->listener.context, without_prefix(name), (const char *const *)attributes);
    if (status != STATUS_OK) stop(xml, status, DOC_XML_FINE);
}

static void on_end(void *context, const XML_Char *name)
{
    struct doc_xml *xml = context;
    xml->silent = 0;
    if (xml->status != STATUS_OK) return;
    xml->depth--;
    enum status status = xml->listener.end(xml->listener.context, without_prefix(name));
    if (status != STATUS_OK) stop(xml, status, DOC_XML_FINE);
}

/* What is of no use: comments, instructions, the declaration. */
static void on_other(void *context, const XML_Char *text, int len)
{
    struct doc_xml *xml = context;
    (void)text;
    (void)len;
    xml->silent = 0;
}

static void on_text(void *context, const XML_Char *text, int len)
{
    struct doc_xml *xml = context;
    xml->silent = 0;
    if (xml->status != STATUS_OK) return;
    enum status status = xml->listener.text(xml->listener.context, (struct text_view){text, (size_t)len});
    if (status != STATUS_OK) stop(xml, status, DOC_XML_FINE);
}

static void on_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                       int internal)
{
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    stop(context, STATUS_INVALID, DOC_XML_DOCTYPE);
}

enum status doc_xml_new(const struct doc_xml_listener *listener, struct doc_xml **out_xml)
{
    static const XML_Memory_Handling_Suite memory = {alloc_bytes, alloc_resize, alloc_free};
    struct doc_xml *xml = alloc_zeroed(1, sizeof *xml);
    if (!xml) return STATUS_NO_MEMORY;
    xml->listener = *listener;
    xml->parser = XML_ParserCreate_MM(NULL, &memory, NULL);
    if (!xml->parser) {
        alloc_free(xml);
        return STATUS_NO_MEMORY;
    }
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_begin, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetDefaultHandler(xml->parser, on_other);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    *out_xml = xml;
    return STATUS_OK;
}

void doc_xml_free(struct doc_xml *xml)
{
    if (!xml) return;
    XML_ParserFree(xml->parser);
    alloc_free(xml);
}

enum status doc_xml_feed(struct doc_xml *xml, const char *bytes, size_t len, bool last, enum doc_xml_fault *out_fault)
{
    xml->silent += len;
    if (xml->status == STATUS_OK && XML_Parse(xml->parser, bytes, (int)len, last) == XML_STATUS_ERROR &&
        xml->status == STATUS_OK) {
        bool memory = XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY;
        xml->status = memory ? STATUS_NO_MEMORY : STATUS_INVALID;
        xml->fault = memory ? DOC_XML_FINE : DOC_XML_BROKEN;
    }
    if (xml->silent > LIMIT_XML_TOKEN) stop(xml, STATUS_LIMIT, DOC_XML_TOKEN);
    *out_fault = xml->fault;
    return xml->status;
}

const char *doc_xml_attribute(const char *const *attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(without_prefix(attributes[i]), name) == 0) return attributes[i + 1];
    return NULL;
}
