/* The records of a stored result, member by member as report/json_record writes them. */
#include "review/names.h"
#include "review/stored_part.h"

static struct review_range range_of(struct review_reader *reader, const struct json_tree *from)
{
    return (struct review_range){review_reader_place(reader, from, "start"), review_reader_place(reader, from, "end")};
}

/* ---- criteria */

/* Counts beyond what is there mark nothing: see keep_marks. */
static size_t index_of(struct review_reader *reader, const struct json_tree *from, const char *key)
{
    int64_t index = review_reader_int(reader, from, key, -1);
    return index < 0 ? REVIEW_NONE : (size_t)index;
}

static const struct review_evidence *evidence_of(struct review_reader *reader, const struct json_tree *list)
{
    struct review_evidence *evidence = review_reader_room(reader, json_tree_count(list), sizeof *evidence);
    for (size_t i = 0; evidence && i < json_tree_count(list); i++) {
        const struct json_tree *from = review_reader_item(reader, list, i, "evidence");
        const struct json_tree *within = review_reader_object(reader, from, "within");
        evidence[i] =
            (struct review_evidence){.text = review_reader_text(reader, from, "text"),
                                     .range = range_of(reader, from),
                                     .text_index = index_of(reader, within, "text"),
                                     .begin = review_reader_count(reader, within, "begin"),
                                     .end = review_reader_count(reader, within, "end"),
                                     .guard =
                                         (enum eval_guard)review_reader_choice(reader, from, "guard", review_guard_at,
                                                                               EVAL_GUARDS, EVAL_GUARD_NONE),
                                     .because = review_reader_text(reader, from, "because")};
    }
    return evidence;
}

static const struct review_step *steps_of(struct review_reader *reader, const struct json_tree *list)
{
    struct review_step *steps = review_reader_room(reader, json_tree_count(list), sizeof *steps);
    for (size_t i = 0; steps && i < json_tree_count(list); i++) {
        const struct json_tree *from = review_reader_item(reader, list, i, "steps");
        steps[i] = (struct review_step){.depth = (int)review_reader_count(reader, from, "depth"),
                                        .operation = review_reader_text(reader, from, "operator"),
                                        .concept = review_reader_text(reader, from, "concept"),
                                        .truth = review_reader_text(reader, from, "truth"),
                                        .guard = review_reader_text(reader, from, "guard"),
                                        .text = review_reader_text(reader, from, "text")};
    }
    return steps;
}

static const struct review_criterion *criteria_of(struct review_reader *reader, const struct json_tree *list)
{
    struct review_criterion *criteria = review_reader_room(reader, json_tree_count(list), sizeof *criteria);
    for (size_t i = 0; criteria && i < json_tree_count(list); i++) {
        const struct json_tree *from = review_reader_item(reader, list, i, "criteria");
        const struct json_tree *evidence = review_reader_list(reader, from, "evidence");
        const struct json_tree *steps = review_reader_list(reader, from, "steps");
        criteria[i] = (struct review_criterion){
            .id = review_reader_name(reader, from, "id"),
            .state = (enum eval_state)review_reader_choice(reader, from, "state", review_state_at, EVAL_STATES, -1),
            .guard = (enum eval_guard)review_reader_choice(reader, from, "guard", review_guard_at, EVAL_GUARDS,
                                                           EVAL_GUARD_NONE),
            .evidence = evidence_of(reader, evidence),
            .evidence_count = json_tree_count(evidence),
            .steps = steps ? steps_of(reader, steps) : NULL,
            .step_count = json_tree_count(steps)};
    }
    return criteria;
}

/* ---- requests */

static struct review_amount amount_of(struct review_reader *reader, const struct json_tree *object, const char *key)
{
    const struct json_tree *from = review_reader_object(reader, object, key);
    struct review_amount amount = {.written = review_reader_text(reader, from, "written"),
                                   .relisted = review_reader_flag(reader, from, "relisted"),
                                   .yen = review_reader_int(reader, from, "yen", 0)};
    if (!from) review_reader_fault(reader, key);
    amount.withheld = json_tree_is_null(json_tree_get(from, "yen"));
    enum doc_amount_kind unnamed = json_tree_get(from, "written") ? DOC_AMOUNT_WRONG : DOC_AMOUNT_ABSENT;
    amount.kind = (enum doc_amount_kind)review_reader_choice(reader, from, "kind", review_kind_at,
                                                             DOC_AMOUNT_PART_OF + 1, (int)unnamed);
    amount.withheld &= amount.kind == DOC_AMOUNT_FIGURE || amount.kind == DOC_AMOUNT_PART_OF;
    return amount;
}

static size_t clause_of(const struct review_pack *pack, struct text_view area)
{
    for (size_t i = 0; pack && i < pack->clause_count; i++)
        if (text_view_equal(pack->clauses[i].label, area)) return i;
    return REVIEW_NONE;
}

static const struct review_claim *claims_of(struct review_reader *reader, const struct review_pack *pack,
                                            const struct json_tree *list)
{
    struct review_claim *claims = review_reader_room(reader, json_tree_count(list), sizeof *claims);
    for (size_t i = 0; claims && i < json_tree_count(list); i++) {
        const struct json_tree *from = review_reader_item(reader, list, i, "claims");
        const struct json_tree *criteria = review_reader_list(reader, from, "criteria");
        struct text_view area = review_reader_text(reader, from, "area");
        claims[i] =
            (struct review_claim){.area = area,
                                  .item = review_reader_text(reader, from, "item"),
                                  .area_as_written = review_reader_text(reader, from, "area_as_written"),
                                  .clause = clause_of(pack, area),
                                  .amount = amount_of(reader, from, "amount"),
                                  .verdict =
                                      (enum eval_claim_verdict)review_reader_choice(reader, from, "verdict",
                                                                                    review_claim_at, EVAL_CLAIMS, -1),
                                  .criteria = criteria_of(reader, criteria),
                                  .criterion_count = json_tree_count(criteria),
                                  .text_sha256 = review_reader_text(reader, from, "text_sha256")};
    }
    return claims;
}

static const struct text_view *labels_of(struct review_reader *reader, const struct json_tree *list, const char *key)
{
    struct text_view *labels = review_reader_room(reader, json_tree_count(list), sizeof *labels);
    for (size_t i = 0; labels && i < json_tree_count(list); i++) {
        size_t len;
        const char *text = json_tree_text(json_tree_item(list, i), &len);
        const char *copy = arena_copy(reader->arena, text ? text : "", text ? len : 0);
        if (!text) review_reader_fault(reader, key);
        if (!copy) reader->status = STATUS_NO_MEMORY;
        labels[i] = (struct text_view){copy ? copy : "", text && copy ? len : 0};
    }
    return labels;
}

static const struct review_text *texts_of(struct review_reader *reader, const struct json_tree *list)
{
    struct review_text *texts = review_reader_room(reader, json_tree_count(list), sizeof *texts);
    for (size_t i = 0; texts && i < json_tree_count(list); i++) {
        const struct json_tree *from = review_reader_item(reader, list, i, "texts");
        texts[i] = (struct review_text){(enum doc_field)review_reader_choice(reader, from, "field", review_field_at,
                                                                             DOC_FIELD_COUNT, -1),
                                        index_of(reader, from, "claim"), review_reader_text(reader, from, "text"),
                                        review_reader_place(reader, from, "start")};
    }
    return texts;
}

static const struct review_part *parts_of(struct review_reader *reader, const struct json_tree *list)
{
    struct review_part *parts = review_reader_room(reader, json_tree_count(list), sizeof *parts);
    for (size_t i = 0; parts && i < json_tree_count(list); i++) {
        const struct json_tree *from = review_reader_item(reader, list, i, "breakdown");
        parts[i] = (struct review_part){review_reader_text(reader, from, "item"), amount_of(reader, from, "amount"),
                                        review_reader_flag(reader, from, "partial"),
                                        review_reader_place(reader, from, "start")};
    }
    return parts;
}

/* Evidence whose place lies outside of the texts given stands in none of them. */
static void keep_marks(const struct review_request *request, const struct review_criterion *criteria, size_t count)
{
    for (size_t c = 0; criteria && c < count; c++)
        for (size_t e = 0; e < criteria[c].evidence_count; e++) {
            struct review_evidence *evidence = (struct review_evidence *)&criteria[c].evidence[e];
            bool inside = evidence->text_index < request->text_count && evidence->begin < evidence->end &&
                          evidence->end <= request->texts[evidence->text_index].text.len;
            if (!inside) evidence->text_index = REVIEW_NONE;
        }
}

static void keep_all_marks(const struct review_request *request)
{
    keep_marks(request, request->criteria, request->criterion_count);
    for (size_t i = 0; request->claims && i < request->claim_count; i++)
        keep_marks(request, request->claims[i].criteria, request->claims[i].criterion_count);
}

const struct text_view *review_read_labels(struct review_reader *reader, const struct json_tree *object,
                                           const char *key, size_t *out_count)
{
    const struct json_tree *list = review_reader_list(reader, object, key);
    *out_count = json_tree_count(list);
    return labels_of(reader, list, key);
}

static struct review_request request_of(struct review_reader *reader, const struct review_pack *pack,
                                        const struct json_tree *from)
{
    const struct json_tree *claims = review_reader_list(reader, from, "claims");
    const struct json_tree *criteria = review_reader_list(reader, from, "criteria");
    const struct json_tree *suggested = review_reader_list(reader, from, "suggested");
    const struct json_tree *texts = review_reader_list(reader, from, "texts");
    const struct json_tree *parts = review_reader_list(reader, from, "breakdown");
    if (!claims) review_reader_fault(reader, "claims");
    struct review_request request = {
        .id = review_reader_text(reader, from, "id"),
        .title = review_reader_text(reader, from, "title"),
        .category = (enum doc_category)review_reader_choice(reader, from, "category", review_category_at,
                                                            DOC_CATEGORY_EXPANDED + 1, DOC_CATEGORY_NONE),
        .amount = amount_of(reader, from, "amount"),
        .previous = amount_of(reader, from, "previous"),
        .supplementary = amount_of(reader, from, "supplementary"),
        .special = amount_of(reader, from, "special"),
        .verdict = (enum eval_request_verdict)review_reader_choice(reader, from, "verdict", review_request_at,
                                                                   EVAL_REQUESTS, -1),
        .criteria = criteria_of(reader, criteria),
        .criterion_count = json_tree_count(criteria),
        .claims = claims_of(reader, pack, claims),
        .claim_count = json_tree_count(claims),
        .suggested = suggested != NULL,
        .suggestions = labels_of(reader, suggested, "suggested"),
        .suggestion_count = json_tree_count(suggested),
        .text_sha256 = review_reader_text(reader, from, "text_sha256"),
        .start = review_reader_place(reader, from, "start"),
        .texts = texts_of(reader, texts),
        .text_count = json_tree_count(texts),
        .parts = parts_of(reader, parts),
        .part_count = json_tree_count(parts)};
    if (reader->status == STATUS_OK) keep_all_marks(&request);
    return request;
}

static const struct review_pack *pack_named(struct review_reader *reader, struct text_view id)
{
    for (size_t i = 0; i < reader->pack_count; i++)
        if (text_view_equal(reader->packs[i].id, id)) return &reader->packs[i];
    review_reader_fault(reader, "pack");
    return NULL;
}

/* An older result has none. */
static struct review_amount total_of(struct review_reader *reader, const struct json_tree *from)
{
    return !json_tree_is_null(json_tree_get(from, "total")) ? amount_of(reader, from, "total")
                                                            : (struct review_amount){0};
}

struct review_submission review_read_submission(struct review_reader *reader, const struct json_tree *from)
{
    const struct json_tree *list = review_reader_list(reader, from, "requests");
    struct review_request *requests = review_reader_room(reader, json_tree_count(list), sizeof *requests);
    bool in_register = !json_tree_is_null(json_tree_get(from, "ministry_order"));
    uint32_t order = review_reader_count(reader, from, "ministry_order");
    struct review_submission record = {
        .path = review_reader_name(reader, from, "path"),
        .document = review_reader_count(reader, from, "document"),
        .sha256 = review_reader_text(reader, from, "sha256"),
        .pack = pack_named(reader, review_reader_name(reader, from, "pack")),
        .ministry = review_reader_text(reader, from, "ministry"),
        .ministry_order = in_register ? order : REVIEW_NONE,
        .year = (int)review_reader_count(reader, from, "fiscal_year"),
        .total = total_of(reader, from),
        .requests = requests,
    };
    if (!list) review_reader_fault(reader, "requests");
    for (size_t i = 0; requests && i < json_tree_count(list); i++)
        requests[record.request_count++] =
            request_of(reader, record.pack, review_reader_item(reader, list, i, "requests"));
    return record;
}

/* ---- findings */

static struct review_excerpt excerpt_of(struct review_reader *reader, const struct json_tree *object)
{
    const struct json_tree *from = review_reader_object(reader, object, "excerpt");
    struct review_excerpt excerpt = {.text = {NULL, 0}};
    if (!from) return excerpt;
    excerpt.text = review_reader_text(reader, from, "text");
    size_t begin = review_reader_count(reader, from, "begin"), end = review_reader_count(reader, from, "end");
    bool inside = begin <= end && end <= excerpt.text.len;
    excerpt.begin = inside ? begin : 0;
    excerpt.end = inside ? end : 0;
    excerpt.cut = review_reader_flag(reader, from, "cut");
    return excerpt;
}

static const struct review_detail *details_of(struct review_reader *reader, const struct json_tree *list)
{
    struct review_detail *details = review_reader_room(reader, json_tree_count(list), sizeof *details);
    for (size_t i = 0; details && i < json_tree_count(list); i++) {
        const struct json_tree *from = review_reader_item(reader, list, i, "details");
        details[i] =
            (struct review_detail){(enum review_detail_kind)review_reader_choice(reader, from, "kind", review_detail_at,
                                                                                 REVIEW_DETAILS, -1),
                                   review_reader_text(reader, from, "text"),
                                   review_reader_text(reader, from, "source")};
    }
    return details;
}

static const struct review_relation *relations_of(struct review_reader *reader, const struct json_tree *list)
{
    struct review_relation *relations = review_reader_room(reader, json_tree_count(list), sizeof *relations);
    for (size_t i = 0; relations && i < json_tree_count(list); i++) {
        const struct json_tree *from = review_reader_item(reader, list, i, "related");
        relations[i] = (struct review_relation){.path = review_reader_name(reader, from, "path"),
                                                .document = review_reader_count(reader, from, "document"),
                                                .request = review_reader_text(reader, from, "request"),
                                                .title = review_reader_text(reader, from, "title"),
                                                .area = review_reader_text(reader, from, "area"),
                                                .start = review_reader_place(reader, from, "start"),
                                                .share = review_reader_int(reader, from, "share", -1),
                                                .previous = review_reader_flag(reader, from, "previous")};
    }
    return relations;
}

static struct review_cell_place cell_of(struct review_reader *reader, const struct json_tree *object)
{
    const struct json_tree *from = json_tree_get(object, "cell");
    return (struct review_cell_place){(uint32_t)review_reader_int(reader, from, "row", 0),
                                      (uint32_t)review_reader_int(reader, from, "column", 0),
                                      review_reader_text(reader, from, "header")};
}

static const struct review_waived *waived_of(struct review_reader *reader, const struct json_tree *object)
{
    const struct json_tree *from = review_reader_object(reader, object, "waived");
    struct review_waived *waived = from ? review_reader_room(reader, 1, sizeof *waived) : NULL;
    if (!waived) return NULL;
    *waived =
        (struct review_waived){(enum review_waiver_state)review_reader_choice(reader, from, "state",
                                                                              review_waiver_state_at,
                                                                              REVIEW_WAIVER_STATES, -1),
                               review_reader_flag(reader, from, "holds"), review_reader_text(reader, from, "reason"),
                               review_reader_text(reader, from, "by"), review_reader_text(reader, from, "until")};
    return waived;
}

static const struct review_fix *fixes_of(struct review_reader *reader, const struct json_tree *list)
{
    struct review_fix *fixes = review_reader_room(reader, json_tree_count(list), sizeof *fixes);
    for (size_t i = 0; fixes && i < json_tree_count(list); i++) {
        const struct json_tree *from = review_reader_item(reader, list, i, "fixes");
        fixes[i] = (struct review_fix){range_of(reader, from), review_reader_text(reader, from, "text")};
    }
    return fixes;
}

struct review_finding review_read_finding(struct review_reader *reader, const struct json_tree *from)
{
    const struct json_tree *details = review_reader_list(reader, from, "details");
    const struct json_tree *related = review_reader_list(reader, from, "related");
    const struct json_tree *fixes = review_reader_list(reader, from, "fixes");
    struct review_finding finding = {.rule = review_reader_name(reader, from, "rule"),
                                     .severity = (enum rule_severity)review_reader_choice(reader, from, "severity",
                                                                                          review_severity_at,
                                                                                          RULE_ERROR + 1, -1),
                                     .headline = review_reader_text(reader, from, "headline"),
                                     .reason = review_reader_text(reader, from, "reason"),
                                     .path = review_reader_name(reader, from, "path"),
                                     .document = review_reader_count(reader, from, "document"),
                                     .request = review_reader_text(reader, from, "request"),
                                     .ministry = review_reader_text(reader, from, "ministry"),
                                     .title = review_reader_text(reader, from, "title"),
                                     .area = review_reader_text(reader, from, "area"),
                                     .criterion = review_reader_text(reader, from, "criterion"),
                                     .claim = index_of(reader, from, "claim") + 1,
                                     .range = range_of(reader, from),
                                     .cell = cell_of(reader, from),
                                     .excerpt = excerpt_of(reader, from),
                                     .fingerprint = review_reader_name(reader, from, "fingerprint"),
                                     .text_sha256 = review_reader_text(reader, from, "text_sha256"),
                                     .line_hash = review_reader_text(reader, from, "line_hash"),
                                     .waived = waived_of(reader, from),
                                     .explains = review_reader_text(reader, from, "explains"),
                                     .on_file = review_reader_flag(reader, from, "on_file"),
                                     .on_rows = review_reader_flag(reader, from, "on_breakdown"),
                                     .details = details_of(reader, details),
                                     .detail_count = json_tree_count(details),
                                     .relations = relations_of(reader, related),
                                     .relation_count = json_tree_count(related),
                                     .fixes = fixes_of(reader, fixes),
                                     .fix_count = json_tree_count(fixes),
                                     .over_set = related != NULL};
    if (finding.headline.len == 0) finding.headline = review_reader_name(reader, from, "message");
    return finding;
}

struct review_error review_read_error(struct review_reader *reader, const struct json_tree *from)
{
    return (struct review_error){.code = review_reader_name(reader, from, "code"),
                                 .path = review_reader_name(reader, from, "path"),
                                 .message = review_reader_name(reader, from, "message"),
                                 .fixed = review_reader_text(reader, from, "fixed"),
                                 .start = review_reader_place(reader, from, "start"),
                                 .excerpt = excerpt_of(reader, from)};
}

/* ---- the head and the end */

static const struct review_rule *rules_of(struct review_reader *reader, const struct json_tree *list)
{
    struct review_rule *rules = review_reader_room(reader, json_tree_count(list), sizeof *rules);
    for (size_t i = 0; rules && i < json_tree_count(list); i++) {
        const struct json_tree *from = review_reader_item(reader, list, i, "rules");
        rules[i] = (struct review_rule){.id = review_reader_name(reader, from, "id"),
                                        .kind = (enum review_rule_kind)review_reader_choice(reader, from, "kind",
                                                                                            review_rule_kind_at,
                                                                                            REVIEW_RULE_FORM + 1, -1),
                                        .severity = (enum rule_severity)review_reader_choice(reader, from, "severity",
                                                                                             review_severity_at,
                                                                                             RULE_ERROR + 1, -1),
                                        .must = review_reader_flag(reader, from, "must"),
                                        .title = review_reader_text(reader, from, "title"),
                                        .area = review_reader_text(reader, from, "area"),
                                        .item = review_reader_text(reader, from, "item"),
                                        .hint = review_reader_text(reader, from, "hint"),
                                        .source = review_reader_text(reader, from, "source"),
                                        .example = review_reader_text(reader, from, "example")};
    }
    if (rules) review_rules_sort(rules, json_tree_count(list));
    return rules;
}

struct review_pack review_read_pack(struct review_reader *reader, const struct json_tree *from)
{
    const struct json_tree *list = review_reader_list(reader, from, "clauses");
    const struct json_tree *extends = review_reader_list(reader, from, "extends");
    struct review_clause *clauses = review_reader_room(reader, json_tree_count(list), sizeof *clauses);
    for (size_t i = 0; clauses && i < json_tree_count(list); i++) {
        const struct json_tree *clause = review_reader_item(reader, list, i, "clauses");
        clauses[i] = (struct review_clause){review_reader_name(reader, clause, "area"),
                                            review_reader_text(reader, clause, "heading"),
                                            review_reader_flag(reader, clause, "claimable")};
    }
    const struct json_tree *rules = review_reader_list(reader, from, "rules");
    if (!list) review_reader_fault(reader, "clauses");
    return (struct review_pack){.id = review_reader_name(reader, from, "id"),
                                .version = review_reader_text(reader, from, "version"),
                                .title = review_reader_text(reader, from, "title"),
                                .decided = review_reader_text(reader, from, "decided"),
                                .sha256 = review_reader_name(reader, from, "sha256"),
                                .extends = labels_of(reader, extends, "extends"),
                                .extends_count = json_tree_count(extends),
                                .explicit_choice = review_reader_flag(reader, from, "explicit"),
                                .clauses = clauses,
                                .clause_count = json_tree_count(list),
                                .rules = rules_of(reader, rules),
                                .rule_count = json_tree_count(rules)};
}

/* A number that the picture shows. */
static size_t needed_count(struct review_reader *reader, const struct json_tree *from, const char *key)
{
    if (json_tree_is_null(json_tree_get(from, key))) review_reader_fault(reader, key);
    return review_reader_count(reader, from, key);
}

struct review_totals review_read_totals(struct review_reader *reader, const struct json_tree *from)
{
    const struct json_tree *findings = review_reader_object(reader, from, "findings");
    struct review_totals totals = {.files = needed_count(reader, from, "files"),
                                   .requests = needed_count(reader, from, "requests"),
                                   .claims = needed_count(reader, from, "claims"),
                                   .criteria = needed_count(reader, from, "criteria"),
                                   .skipped = needed_count(reader, from, "skipped"),
                                   .errors = needed_count(reader, from, "errors"),
                                   .waived = review_reader_count(reader, from, "waived")};
    for (int severity = RULE_NOTE; severity <= RULE_ERROR; severity++)
        totals.findings[severity] = needed_count(reader, findings, review_severity_at(severity));
    return totals;
}

void review_read_manifest(struct review_reader *reader, const struct json_tree *from, struct review_manifest *manifest)
{
    const struct json_tree *inputs = review_reader_list(reader, from, "inputs");
    const struct json_tree *list = review_reader_list(reader, from, "clauses");
    const struct text_view *clauses = labels_of(reader, list, "clauses");
    size_t filter_count = 0;
    const struct text_view *filters = review_read_labels(reader, from, "filters", &filter_count);
    enum status status = STATUS_OK;
    for (size_t i = 0; filters && i < filter_count && status == STATUS_OK; i++)
        status = review_manifest_add_filter(manifest, filters[i]);
    for (size_t i = 0; clauses && i < json_tree_count(list) && status == STATUS_OK; i++)
        status = review_manifest_add_clause(manifest, clauses[i]);
    for (size_t i = 0; i < json_tree_count(inputs) && status == STATUS_OK; i++) {
        const struct json_tree *input = review_reader_item(reader, inputs, i, "inputs");
        int role = review_reader_choice(reader, input, "role", review_role_at, REVIEW_INPUT_ROLES, -1);
        struct text_view path = review_reader_name(reader, input, "path");
        struct text_view sha256 = review_reader_text(reader, input, "sha256");
        if (reader->status == STATUS_OK)
            status = review_manifest_add(manifest, (enum review_input_role)role, path, sha256);
    }
    if (status != STATUS_OK) reader->status = status;
}
