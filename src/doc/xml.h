/* doc/xml - the elements of an XML text that comes in pieces (the one door to expat).
 *
 * A DOCTYPE is refused, so there is no entity to expand; nesting ends at LIMIT_XML_DEPTH, and
 * a tag, comment or instruction at about LIMIT_XML_TOKEN bytes. Names come without their
 * prefix (x:row is row). Owned: doc_xml_free. */
#ifndef DOC_XML_H
#define DOC_XML_H

#include "base/status.h"
#include "text/view.h"

struct doc_xml;

/* What is told of the text. `attributes`: name, value, name, value, …, NULL; look into them with doc_xml_attribute.
 * Anything but STATUS_OK ends the reading with that status. */
struct doc_xml_listener {
    void *context;
    enum status (*begin)(void *context, const char *name, const char *const *attributes);
    enum status (*end)(void *context, const char *name);
    enum status (*text)(void *context, struct text_view text); /* any piece of character data */
};

enum doc_xml_fault { DOC_XML_FINE, DOC_XML_BROKEN, DOC_XML_DOCTYPE, DOC_XML_DEPTH, DOC_XML_TOKEN };

/* A reader of one text; the listener is copied. STATUS_NO_MEMORY. */
enum status doc_xml_new(const struct doc_xml_listener *listener, struct doc_xml **out_xml) MUST_CHECK;
void doc_xml_free(struct doc_xml *xml);
/* The next piece; `last` says that nothing follows. The listener's status, else STATUS_INVALID or STATUS_LIMIT with a
 * fault, else STATUS_NO_MEMORY. */
enum status doc_xml_feed(struct doc_xml *xml, const char *bytes, size_t len, bool last,
                         enum doc_xml_fault *out_fault) MUST_CHECK;

/* The value of the attribute of that name, without its prefix; NULL when there is none. */
const char *doc_xml_attribute(const char *const *attributes, const char *name);

#endif
