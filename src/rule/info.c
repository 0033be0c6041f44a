#include "rule/info.h"

#include "rule/document.h"
#include "rule/section.h"

#define FORMAT_NAME "juten-pack/1"
#define YEAR_FIRST  1926
#define YEAR_LAST   2199

static const struct text_view nothing;

/* ---- keys that every pack of the chain must have */

static const struct rule_entry *entry_of_part(const struct rule_loader *load, enum rule_section section, size_t part)
{
    const struct rule_entries *entries = &load->sections[section];
    for (size_t i = 0; i < entries->count; i++)
        if (entries->items[i].file->part == part) return &entries->items[i];
    return NULL;
}

static const struct rule_file *pack_file(const struct rule_loader *load, size_t part)
{
    const struct rule_file *first = NULL;
    for (size_t i = 0; i < load->file_count; i++) {
        const struct rule_file *file = &load->files[i];
        if (file->part != part || !file->root) continue;
        if (!first || text_view_equal(file->name, text_view_of("pack.yaml"))) first = file;
    }
    return first;
}

/* MAJOR.MINOR.PATCH */
static bool is_version(struct text_view text)
{
    size_t dots = 0, digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool digit = text.at[i] >= '0' && text.at[i] <= '9';
        if (!digit && (text.at[i] != '.' || digits == 0)) return false;
        dots += !digit;
        digits = digit ? digits + 1 : 0;
    }
    return dots == 2 && digits > 0;
}

const struct schema_shape rule_format_shape = {.kind = SCHEMA_WORDS, .words = (const char *const[]){FORMAT_NAME, NULL}};

static bool is_format(struct text_view text)
{
    return text_view_equal(text, text_view_of(FORMAT_NAME));
}

static bool is_id(struct text_view text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0))) return false;
    }
    return text.len > 0;
}

static void check_key(struct rule_loader *load, size_t part, enum rule_section section, const char *name,
                      bool (*fits)(struct text_view text), enum diagnostic_code code)
{
    const struct rule_entry *entry = entry_of_part(load, section, part);
    const struct rule_file *file = pack_file(load, part);
    if (!entry) {
        if (file) rule_fault(load, DIAGNOSTIC_PACK_REQUIRED, file->root, text_view_of(name), nothing);
        return;
    }
    struct text_view text = rule_text(load, entry->value);
    if (text.len > 0 && !fits(text)) rule_fault(load, code, entry->value, text, text_view_of(FORMAT_NAME));
}

static void check_part(struct rule_loader *load, size_t part)
{
    check_key(load, part, RULE_SECTION_FORMAT, "format", is_format, DIAGNOSTIC_PACK_FORMAT);
    check_key(load, part, RULE_SECTION_ID, "id", is_id, DIAGNOSTIC_PACK_ID);
    check_key(load, part, RULE_SECTION_VERSION, "version", is_version, DIAGNOSTIC_PACK_VERSION);
}

/* ---- the pack itself */

static const struct doc_node *own_value(const struct rule_loader *load, enum rule_section section)
{
    const struct rule_entry *entry = entry_of_part(load, section, load->part_count - 1);
    return entry ? entry->value : NULL;
}

static const struct schema_shape YEAR = {.kind = SCHEMA_NUMERAL, .least = YEAR_FIRST, .most = YEAR_LAST};
static const struct schema_shape YEAR_LIST = {.kind = SCHEMA_LIST, .of = &YEAR, .least = 1};

static void read_years(struct rule_loader *load, const struct doc_node *list, struct rule_pack_info *info)
{
    int *years = rule_array(load, list, sizeof *years, &info->year_count);
    info->years = years;
    for (size_t i = 0; i < info->year_count; i++)
        years[i] = (int)rule_integer(load, list->members[i].value, &YEAR, YEAR_FIRST);
    if (list && list->kind == DOC_SEQUENCE && list->count == 0)
        rule_fault(load, DIAGNOSTIC_PACK_EMPTY_LIST, list, text_view_of("fiscal_years"), nothing);
}

enum { TITLE, DECIDED_BY, DECIDED, YEARS, SOURCE, KEY_COUNT };
static const struct schema_member MEMBERS[KEY_COUNT] = {{"title", true, &rule_wording_shape},
                                                        {"decided_by", false, &rule_wording_shape},
                                                        {"decided", false, &rule_text_shape},
                                                        {"fiscal_years", true, &YEAR_LIST},
                                                        {"source", false, &rule_text_shape}};
const struct schema_shape rule_guideline_shape = {SCHEMA_MEMBERS(MEMBERS)};

static void read_guideline(struct rule_loader *load, const struct doc_node *node, struct rule_pack_info *info)
{
    const struct doc_node *values[KEY_COUNT];
    if (!rule_keys(load, node, &rule_guideline_shape, values)) return;
    if (values[TITLE]) info->title = rule_wording(load, values[TITLE]);
    info->decided_by = rule_wording(load, values[DECIDED_BY]);
    info->decided = rule_text(load, values[DECIDED]);
    if (info->decided.len > 0 && !rule_is_date(info->decided))
        rule_fault(load, DIAGNOSTIC_PACK_DATE, values[DECIDED], info->decided, nothing);
    read_years(load, values[YEARS], info);
    info->source = rule_text(load, values[SOURCE]);
}

void rule_info_read(struct rule_loader *load)
{
    struct rule_pack_info *info = &load->set->info;
    for (size_t i = 0; i < load->part_count; i++)
        check_part(load, i);
    info->id = rule_text(load, own_value(load, RULE_SECTION_ID));
    info->version = rule_text(load, own_value(load, RULE_SECTION_VERSION));
    info->title = rule_wording(load, own_value(load, RULE_SECTION_TITLE));
    info->extends = rule_texts(load, own_value(load, RULE_SECTION_EXTENDS), false, &info->extends_count);
    read_guideline(load, own_value(load, RULE_SECTION_GUIDELINE), info);
}
