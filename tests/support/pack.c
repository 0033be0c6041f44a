#include "support/pack.h"

#include "support/unit.h"

#include <stdio.h>

const char *const pack_sound = "format: juten-pack/1\n"
                               "id: t\n"
                               "version: 1.0.0\n"
                               "labels: {levels: [{numeral: arabic, write: '{}'}]}\n"
                               "anchor: [alpha]\n"
                               "documents: [{id: plan, title: The Plan, label: {ja: P, en: P}}]\n"
                               "ministries: [{code: '1', name: Mint, en: The Mint}]\n"
                               "clauses:\n"
                               "  - {id: C1, label: '1', heading: {ja: one, en: One}, claimable: true, suggest: true,\n"
                               "     items: [i, ii]}\n"
                               "  - {id: C2, label: '2', heading: {ja: two, en: Two}, claimable: true, suggest: true}\n"
                               "concepts:\n"
                               "  alpha: {label: {ja: A, en: A}, terms: [alpha]}\n"
                               "  beta: {label: {ja: B, en: B}, terms: [beta]}\n";

static struct rule_embedded_file file_of(struct pack_try *try, const char *path, const char *text)
{
    size_t len = text ? strlen(text) : 0;
    char *bytes = arena_copy(try->arena, text ? text : "", len); /* the set borrows them */
    assert_non_null(bytes);
    return (struct rule_embedded_file){path, (const unsigned char *)bytes, len};
}

void pack_try_load(struct pack_try *try, const char *pack, const char *more)
{
    *try = (struct pack_try){.arena = arena_new()};
    assert_non_null(try->arena);
    text_diagnostics_init(&try->diagnostics, try->arena);
    struct rule_embedded_file files[] = {file_of(try, "t/pack.yaml", pack), file_of(try, "t/plus.yaml", more)};
    try->status = rule_pack_load_table(files, more ? 2 : 1, "t", &try->diagnostics, &try->set);
}

void pack_try_close(struct pack_try *try)
{
    rule_set_free(try->set);
    arena_free(try->arena);
}

void pack_try_evidence(struct pack_try *try, const char *evidence)
{
    char more[1024];
    snprintf(more, sizeof more, "clause: '1'\ncriteria:\n  - id: K\n    asks: {ja: a, en: b}\n    evidence: %s\n",
             evidence);
    pack_try_load(try, pack_sound, more);
    if (try->status != STATUS_OK) print_error("%s: %s\n", evidence, text_diagnostic_id(try->diagnostics.items[0].code));
    assert_int_equal(try->status, STATUS_OK);
    assert_int_equal(try->set->criterion_count, 1);
}

uint32_t pack_try_concept(const struct pack_try *try, const char *name)
{
    for (size_t i = 0; i < try->set->concept_count; i++)
        if (text_view_equal(try->set->concepts[i].name, text_view_of(name))) return (uint32_t)i;
    fail_msg("no concept %s", name);
    return RULE_NONE;
}
