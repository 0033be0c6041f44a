/* report/html_page - the style and the script of the HTML report (src/report/html/), put in at build time. */
#ifndef REPORT_HTML_PAGE_H
#define REPORT_HTML_PAGE_H

#include <stddef.h>

struct html_part_of_page {
    const char *bytes;
    size_t len;
    const char *hash; /* as a content-security policy names it: sha256-… */
};

extern const struct html_part_of_page report_html_style, report_html_script;

#endif
