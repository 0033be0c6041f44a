/* Member by member what json_record.c, json_review.c and json_part.c write, in their order. Objects are open, since
 * members may be added; a test closes them and holds every result against them, so one that is added without a word
 * here fails. */
#include "report/schema.h"

#include "review/manifest.h"
#include "review/matrix.h"
#include "review/names.h"

/* An object that members may be added to. */
#define OPEN(table) SCHEMA_MEMBERS(table), .open = true
#define EITHER(...)                                                                                                    \
    {                                                                                                                  \
        .kind = SCHEMA_EITHER, .either = (const struct schema_shape *const[])                                          \
        {                                                                                                              \
            __VA_ARGS__, NULL                                                                                          \
        }                                                                                                              \
    }
#define LIST(shape)                                                                                                    \
    {                                                                                                                  \
        .kind = SCHEMA_LIST, .of = (shape)                                                                             \
    }
#define NAMES(at, number)                                                                                              \
    {                                                                                                                  \
        .kind = SCHEMA_WORDS, .word = (at), .count = (number)                                                          \
    }
#define WORD(text)                                                                                                     \
    {                                                                                                                  \
        .kind = SCHEMA_WORDS, .words = (const char *const[])                                                           \
        {                                                                                                              \
            text, NULL                                                                                                 \
        }                                                                                                              \
    }

/* ---- plain values */

static const struct schema_shape NOTHING = {.kind = SCHEMA_NULL};
static const struct schema_shape TEXT = {.kind = SCHEMA_TEXT};
static const struct schema_shape INTEGER = {.kind = SCHEMA_INTEGER};
static const struct schema_shape COUNT = {.kind = SCHEMA_INTEGER, .name = "count", .least = 0, .most = INT64_MAX};
static const struct schema_shape TRUTH = {.kind = SCHEMA_BOOLEAN};
static const struct schema_shape TEXT_OR_NULL = EITHER(&TEXT, &NOTHING);
static const struct schema_shape COUNT_OR_NULL = EITHER(&COUNT, &NOTHING);
static const struct schema_shape INTEGER_OR_NULL = EITHER(&INTEGER, &NOTHING);
static const struct schema_shape TEXTS = LIST(&TEXT);

static const struct schema_shape STATE = NAMES(review_state_at, EVAL_STATES);
static const struct schema_shape GUARD = NAMES(review_guard_at, EVAL_GUARDS);
static const struct schema_shape STEP_TRUTH = NAMES(review_truth_at, EVAL_TRUTHS);
static const struct schema_shape CLAIM_VERDICT = NAMES(review_claim_at, EVAL_CLAIMS);
static const struct schema_shape REQUEST_VERDICT = NAMES(review_request_at, EVAL_REQUESTS);
static const struct schema_shape CATEGORY = NAMES(review_category_at, REVIEW_CATEGORIES);
static const struct schema_shape AMOUNT_KIND = NAMES(review_kind_at, REVIEW_AMOUNT_KINDS);
static const struct schema_shape SEVERITY = NAMES(review_severity_at, RULE_ERROR + 1);
static const struct schema_shape RULE_KIND = NAMES(review_rule_kind_at, REVIEW_RULE_FORM + 1);
static const struct schema_shape WAIVER_STATE = NAMES(review_waiver_state_at, REVIEW_WAIVER_STATES);
static const struct schema_shape FIELD = NAMES(review_field_at, DOC_FIELD_COUNT);
static const struct schema_shape DETAIL_KIND = NAMES(review_detail_at, REVIEW_DETAILS);

/* ---- places */

static const struct schema_member LINE_PLACE_MEMBERS[] = {{"line", true, &COUNT},
                                                          {"column", true, &COUNT},
                                                          {"byte", true, &COUNT_OR_NULL},
                                                          {"utf16", false, &COUNT}};
static const struct schema_member CELL_PLACE_MEMBERS[] = {{"sheet", true, &TEXT}, {"cell", true, &TEXT},
                                                          {"row", true, &COUNT},  {"column", true, &COUNT},
                                                          {"char", true, &COUNT}, {"byte", true, &NOTHING}};
static const struct schema_shape LINE_PLACE = {OPEN(LINE_PLACE_MEMBERS)};
static const struct schema_shape CELL_PLACE = {OPEN(CELL_PLACE_MEMBERS)};
static const struct schema_shape PLACE = {.kind = SCHEMA_EITHER,
                                          .name = "place",
                                          .either = (const struct schema_shape *const[]){&LINE_PLACE, &CELL_PLACE,
                                                                                         &NOTHING, NULL}};
#define RANGE_MEMBERS                                                                                                  \
    {"start", true, &PLACE},                                                                                           \
    {                                                                                                                  \
        "end", true, &PLACE                                                                                            \
    }

/* ---- the head */

static const struct schema_member PACK_CLAUSE_MEMBERS[] = {{"area", true, &TEXT},
                                                           {"heading", true, &TEXT},
                                                           {"claimable", true, &TRUTH}};
static const struct schema_shape PACK_CLAUSE = {OPEN(PACK_CLAUSE_MEMBERS)};
static const struct schema_shape PACK_CLAUSES = LIST(&PACK_CLAUSE);
static const struct schema_member RULE_MEMBERS[] = {{"id", true, &TEXT},
                                                    {"kind", true, &RULE_KIND},
                                                    {"severity", true, &SEVERITY},
                                                    {"must", true, &TRUTH},
                                                    {"title", true, &TEXT},
                                                    {"area", true, &TEXT_OR_NULL},
                                                    {"item", true, &TEXT_OR_NULL},
                                                    {"hint", true, &TEXT_OR_NULL},
                                                    {"source", true, &TEXT_OR_NULL},
                                                    {"example", true, &TEXT_OR_NULL}};
static const struct schema_shape RULE = {.name = "rule", OPEN(RULE_MEMBERS)};
static const struct schema_shape RULES = LIST(&RULE);
static const struct schema_member PACK_MEMBERS[] = {{"id", true, &TEXT},        {"version", true, &TEXT},
                                                    {"title", true, &TEXT},     {"decided", true, &TEXT_OR_NULL},
                                                    {"sha256", true, &TEXT},    {"extends", true, &TEXTS},
                                                    {"explicit", true, &TRUTH}, {"clauses", true, &PACK_CLAUSES},
                                                    {"rules", true, &RULES}};
static const struct schema_shape PACK = {.name = "pack", OPEN(PACK_MEMBERS)};
static const struct schema_shape PACKS = LIST(&PACK);
static const struct schema_shape FORMAT = WORD("juten-result/1");
static const struct schema_shape TOOL_NAME = WORD("juten");
static const struct schema_member TOOL_MEMBERS[] = {{"name", true, &TOOL_NAME}, {"version", true, &TEXT}};
static const struct schema_shape TOOL = {OPEN(TOOL_MEMBERS)};
static const struct schema_member MERGED_MEMBERS[] = {{"parts", true, &COUNT}, {"set_rules", true, &TEXT}};
static const struct schema_shape MERGED = {OPEN(MERGED_MEMBERS)};
static const struct schema_shape REDACTION = {.kind = SCHEMA_WORDS,
                                              .words = (const char *const[]){"text", "amounts", NULL}};
static const struct schema_shape REDACTED = LIST(&REDACTION);
#define HEAD_MEMBERS                                                                                                   \
    {"schema", true, &FORMAT}, {"tool", true, &TOOL}, {"as_of", true, &TEXT}, {"merged", false, &MERGED},              \
        {"redacted", false, &REDACTED},                                                                                \
    {                                                                                                                  \
        "packs", true, &PACKS                                                                                          \
    }

/* ---- submissions */

static const struct schema_member WITHIN_MEMBERS[] = {{"text", true, &COUNT},
                                                      {"begin", true, &COUNT},
                                                      {"end", true, &COUNT}};
static const struct schema_shape WITHIN = {OPEN(WITHIN_MEMBERS)};
static const struct schema_member EVIDENCE_MEMBERS[] = {{"text", true, &TEXT},
                                                        RANGE_MEMBERS,
                                                        {"within", false, &WITHIN},
                                                        {"guard", false, &GUARD},
                                                        {"because", false, &TEXT}};
static const struct schema_shape EVIDENCE = {.name = "evidence", OPEN(EVIDENCE_MEMBERS)};
static const struct schema_shape EVIDENCE_LIST = LIST(&EVIDENCE);
static const struct schema_member STEP_MEMBERS[] = {{"depth", true, &COUNT},          {"operator", true, &TEXT},
                                                    {"concept", true, &TEXT_OR_NULL}, {"truth", true, &STEP_TRUTH},
                                                    {"guard", true, &TEXT_OR_NULL},   {"text", true, &TEXT_OR_NULL}};
static const struct schema_shape STEP = {.name = "step", OPEN(STEP_MEMBERS)};
static const struct schema_shape STEPS = LIST(&STEP);
static const struct schema_member CRITERION_MEMBERS[] = {{"id", true, &TEXT},
                                                         {"state", true, &STATE},
                                                         {"guard", true, &GUARD},
                                                         {"evidence", true, &EVIDENCE_LIST},
                                                         {"steps", false, &STEPS}};
static const struct schema_shape CRITERION = {.name = "criterion", OPEN(CRITERION_MEMBERS)};
static const struct schema_shape CRITERIA = LIST(&CRITERION);

/* Nothing is in it when the amount is absent. */
static const struct schema_member AMOUNT_MEMBERS[] = {{"kind", false, &AMOUNT_KIND},
                                                      {"yen", false, &INTEGER_OR_NULL},
                                                      {"written", false, &TEXT},
                                                      {"relisted", false, &TRUTH}};
static const struct schema_shape AMOUNT = {.name = "amount", OPEN(AMOUNT_MEMBERS)};
static const struct schema_member CLAIM_MEMBERS[] = {{"area", true, &TEXT_OR_NULL},
                                                     {"item", true, &TEXT_OR_NULL},
                                                     {"area_as_written", true, &TEXT_OR_NULL},
                                                     {"amount_yen", true, &INTEGER_OR_NULL},
                                                     {"verdict", true, &CLAIM_VERDICT},
                                                     {"criteria", true, &CRITERIA},
                                                     {"amount", true, &AMOUNT},
                                                     {"text_sha256", true, &TEXT_OR_NULL}};
static const struct schema_shape CLAIM = {.name = "claim", OPEN(CLAIM_MEMBERS)};
static const struct schema_shape CLAIMS = LIST(&CLAIM);
static const struct schema_member TEXT_MEMBERS[] = {{"field", true, &FIELD},
                                                    {"claim", true, &INTEGER_OR_NULL},
                                                    {"text", true, &TEXT},
                                                    {"start", true, &PLACE}};
static const struct schema_shape REQUEST_TEXT = {.name = "text", OPEN(TEXT_MEMBERS)};
static const struct schema_shape REQUEST_TEXTS = LIST(&REQUEST_TEXT);
static const struct schema_member PART_MEMBERS[] = {{"item", true, &TEXT_OR_NULL},
                                                    {"amount", true, &AMOUNT},
                                                    {"partial", true, &TRUTH},
                                                    {"start", false, &PLACE}};
static const struct schema_shape PART = {.name = "part", OPEN(PART_MEMBERS)};
static const struct schema_shape PARTS = LIST(&PART);
static const struct schema_member REQUEST_MEMBERS[] = {{"id", true, &TEXT_OR_NULL},
                                                       {"title", true, &TEXT_OR_NULL},
                                                       {"category", true, &CATEGORY},
                                                       {"amount_yen", true, &INTEGER_OR_NULL},
                                                       {"amount_kind", true, &AMOUNT_KIND},
                                                       {"verdict", true, &REQUEST_VERDICT},
                                                       {"criteria", true, &CRITERIA},
                                                       {"claims", true, &CLAIMS},
                                                       {"suggested", false, &TEXTS},
                                                       {"amount", true, &AMOUNT},
                                                       {"previous", true, &AMOUNT},
                                                       {"supplementary", true, &AMOUNT},
                                                       {"special", true, &AMOUNT},
                                                       {"text_sha256", true, &TEXT_OR_NULL},
                                                       {"start", true, &PLACE},
                                                       {"texts", true, &REQUEST_TEXTS},
                                                       {"breakdown", true, &PARTS}};
static const struct schema_shape REQUEST = {.name = "request", OPEN(REQUEST_MEMBERS)};
static const struct schema_shape REQUESTS = LIST(&REQUEST);
#define SUBMISSION_MEMBERS                                                                                             \
    {"path", true, &TEXT}, {"document", true, &COUNT}, {"sha256", true, &TEXT_OR_NULL}, {"pack", true, &TEXT},         \
        {"ministry", true, &TEXT_OR_NULL}, {"fiscal_year", true, &INTEGER_OR_NULL}, {"requests", true, &REQUESTS},     \
        {"ministry_order", true, &INTEGER_OR_NULL},                                                                    \
    {                                                                                                                  \
        "total", true, &AMOUNT                                                                                         \
    }
static const struct schema_member SUBMISSION_ALONE[] = {SUBMISSION_MEMBERS};
static const struct schema_shape SUBMISSION = {.name = "submission", OPEN(SUBMISSION_ALONE)};
static const struct schema_shape SUBMISSIONS = LIST(&SUBMISSION);

/* ---- findings and errors */

static const struct schema_member EXCERPT_MEMBERS[] = {{"text", true, &TEXT},
                                                       {"begin", true, &COUNT},
                                                       {"end", true, &COUNT},
                                                       {"cut", true, &TRUTH}};
static const struct schema_shape EXCERPT = {OPEN(EXCERPT_MEMBERS)};
static const struct schema_shape EXCERPT_OR_NULL = {.kind = SCHEMA_EITHER,
                                                    .name = "excerpt",
                                                    .either =
                                                        (const struct schema_shape *const[]){&EXCERPT, &NOTHING, NULL}};
static const struct schema_member CELL_MEMBERS[] = {{"row", true, &COUNT},
                                                    {"column", true, &COUNT},
                                                    {"reference", true, &TEXT},
                                                    {"header", true, &TEXT_OR_NULL}};
static const struct schema_shape CELL = {.name = "cell", OPEN(CELL_MEMBERS)};
static const struct schema_member DETAIL_MEMBERS[] = {{"kind", true, &DETAIL_KIND},
                                                      {"text", true, &TEXT_OR_NULL},
                                                      {"source", true, &TEXT_OR_NULL}};
static const struct schema_shape DETAIL = {.name = "detail", OPEN(DETAIL_MEMBERS)};
static const struct schema_shape DETAILS = LIST(&DETAIL);
static const struct schema_member RELATION_MEMBERS[] = {{"path", true, &TEXT},
                                                        {"document", true, &COUNT},
                                                        {"request", true, &TEXT_OR_NULL},
                                                        {"title", true, &TEXT_OR_NULL},
                                                        {"area", true, &TEXT_OR_NULL},
                                                        {"start", true, &PLACE},
                                                        {"share", true, &INTEGER_OR_NULL},
                                                        {"previous", true, &TRUTH}};
static const struct schema_shape RELATION = {.name = "relation", OPEN(RELATION_MEMBERS)};
static const struct schema_shape RELATIONS = LIST(&RELATION);
static const struct schema_member FIX_MEMBERS[] = {RANGE_MEMBERS, {"text", true, &TEXT}};
static const struct schema_shape FIX = {.name = "fix", OPEN(FIX_MEMBERS)};
static const struct schema_shape FIXES = LIST(&FIX);
static const struct schema_member WAIVED_MEMBERS[] = {{"state", true, &WAIVER_STATE},
                                                      {"reason", true, &TEXT},
                                                      {"by", true, &TEXT_OR_NULL},
                                                      {"until", true, &TEXT_OR_NULL},
                                                      {"holds", true, &TRUTH}};
static const struct schema_shape WAIVED = {OPEN(WAIVED_MEMBERS)};
static const struct schema_shape WAIVED_OR_NULL = EITHER(&WAIVED, &NOTHING);
static const struct schema_member FINDING_MEMBERS[] = {{"rule", true, &TEXT},
                                                       {"severity", true, &SEVERITY},
                                                       {"message", true, &TEXT},
                                                       {"path", true, &TEXT},
                                                       {"request", true, &TEXT_OR_NULL},
                                                       {"area", true, &TEXT_OR_NULL},
                                                       {"criterion", true, &TEXT_OR_NULL},
                                                       {"claim", false, &COUNT},
                                                       RANGE_MEMBERS,
                                                       {"fingerprint", true, &TEXT},
                                                       {"text_sha256", true, &TEXT_OR_NULL},
                                                       {"line_hash", true, &TEXT_OR_NULL},
                                                       {"waived", true, &WAIVED_OR_NULL},
                                                       {"document", true, &COUNT},
                                                       {"on_file", true, &TRUTH},
                                                       {"on_breakdown", false, &TRUTH},
                                                       {"headline", true, &TEXT},
                                                       {"reason", true, &TEXT_OR_NULL},
                                                       {"explains", true, &TEXT_OR_NULL},
                                                       {"cell", false, &CELL},
                                                       {"excerpt", true, &EXCERPT_OR_NULL},
                                                       {"details", true, &DETAILS},
                                                       {"fixes", false, &FIXES},
                                                       {"ministry", false, &TEXT_OR_NULL},
                                                       {"title", false, &TEXT_OR_NULL},
                                                       {"related", false, &RELATIONS}};
static const struct schema_shape FINDING = {.name = "finding", OPEN(FINDING_MEMBERS)};
static const struct schema_shape FINDINGS = LIST(&FINDING);
static const struct schema_member ERROR_MEMBERS[] = {{"code", true, &TEXT},    {"path", true, &TEXT},
                                                     {"message", true, &TEXT}, {"fixed", false, &TEXT},
                                                     {"start", true, &PLACE},  {"excerpt", true, &EXCERPT_OR_NULL}};
static const struct schema_shape ERROR = {.name = "error", OPEN(ERROR_MEMBERS)};
static const struct schema_shape ERRORS = LIST(&ERROR);

/* ---- counts and sums */

static size_t gather_severities(const struct schema_shape *shape, struct schema_member *room)
{
    (void)shape;
    for (int i = 0; i <= RULE_ERROR; i++)
        room[i] = (struct schema_member){review_severity_at(RULE_ERROR - i), true, &COUNT};
    return RULE_ERROR + 1;
}

static const struct schema_shape BY_SEVERITY = {.kind = SCHEMA_OBJECT, .gather = gather_severities, .open = true};
#define TOTALS_MEMBERS                                                                                                 \
    {"files", true, &COUNT}, {"requests", true, &COUNT}, {"claims", true, &COUNT}, {"criteria", true, &COUNT},         \
        {"skipped", true, &COUNT}, {"errors", true, &COUNT}, {"findings", true, &BY_SEVERITY},                         \
    {                                                                                                                  \
        "waived", true, &COUNT                                                                                         \
    }
static const struct schema_member TOTALS_ALONE[] = {TOTALS_MEMBERS};
static const struct schema_shape TOTALS = {.name = "summary", OPEN(TOTALS_ALONE)};

static const struct schema_member VERDICT_SUM_MEMBERS[] = {{"verdict", true, &REQUEST_VERDICT},
                                                           {"requests", true, &COUNT},
                                                           {"yen", true, &INTEGER_OR_NULL}};
static const struct schema_shape VERDICT_SUM = {.name = "requests_by_verdict", OPEN(VERDICT_SUM_MEMBERS)};
static const struct schema_shape VERDICT_SUMS = LIST(&VERDICT_SUM);
static const struct schema_member CLAIM_SUM_MEMBERS[] = {{"verdict", true, &CLAIM_VERDICT},
                                                         {"claims", true, &COUNT},
                                                         {"yen", true, &INTEGER_OR_NULL}};
static const struct schema_shape CLAIM_SUM = {.name = "claims_by_verdict", OPEN(CLAIM_SUM_MEMBERS)};
static const struct schema_shape CLAIM_SUMS = LIST(&CLAIM_SUM);
static const struct schema_member CATEGORY_SUM_MEMBERS[] = {{"category", true, &CATEGORY},
                                                            {"requests", true, &COUNT},
                                                            {"yen", true, &INTEGER_OR_NULL}};
static const struct schema_shape CATEGORY_SUM = {OPEN(CATEGORY_SUM_MEMBERS)};
static const struct schema_shape CATEGORY_SUMS = LIST(&CATEGORY_SUM);
static const struct schema_member LEFT_OUT_MEMBERS[] = {{"amount_kind", true, &TEXT}, {"requests", true, &COUNT}};
static const struct schema_shape LEFT_OUT = {OPEN(LEFT_OUT_MEMBERS)};
static const struct schema_shape LEFT_OUT_LIST = LIST(&LEFT_OUT);
static const struct schema_member PRINTED_MEMBERS[] = {{"field", true, &TEXT},
                                                       {"written", true, &TEXT},
                                                       {"printed_yen", true, &INTEGER_OR_NULL},
                                                       {"listed_yen", true, &INTEGER_OR_NULL},
                                                       {"remainder_yen", true, &INTEGER_OR_NULL}};
static const struct schema_shape PRINTED = {OPEN(PRINTED_MEMBERS)};
static const struct schema_shape PRINTED_LIST = LIST(&PRINTED);
static const struct schema_member MINISTRY_MEMBERS[] = {{"ministry", true, &TEXT},
                                                        {"requests", true, &COUNT},
                                                        {"claims", true, &COUNT},
                                                        {"yen", true, &INTEGER_OR_NULL},
                                                        {"verdicts", true, &VERDICT_SUMS}};
static const struct schema_shape MINISTRY = {OPEN(MINISTRY_MEMBERS)};
static const struct schema_shape MINISTRIES = LIST(&MINISTRY);
#define MATRIX_CELL_MEMBERS                                                                                            \
    {"claims", true, &COUNT}, {"yen", true, &INTEGER_OR_NULL}, {"in_full", true, &COUNT},                              \
        {"without_figure", true, &COUNT},                                                                              \
    {                                                                                                                  \
        "verdicts", true, &CLAIM_SUMS                                                                                  \
    }
static const struct schema_member CLAUSE_MINISTRY_MEMBERS[] = {{"ministry", true, &TEXT}, MATRIX_CELL_MEMBERS};
static const struct schema_shape CLAUSE_MINISTRY = {OPEN(CLAUSE_MINISTRY_MEMBERS)};
static const struct schema_shape CLAUSE_MINISTRIES = LIST(&CLAUSE_MINISTRY);
static const struct schema_member CLAUSE_MEMBERS[] = {{"pack", true, &TEXT},
                                                      {"area", true, &TEXT},
                                                      MATRIX_CELL_MEMBERS,
                                                      {"ministries", true, &CLAUSE_MINISTRIES}};
static const struct schema_shape CLAUSE = {OPEN(CLAUSE_MEMBERS)};
static const struct schema_shape CLAUSES = LIST(&CLAUSE);
static const struct schema_member UNCLAIMED_MEMBERS[] = {{"pack", true, &TEXT}, {"areas", true, &TEXTS}};
static const struct schema_shape UNCLAIMED = {OPEN(UNCLAIMED_MEMBERS)};
static const struct schema_shape UNCLAIMED_LIST = LIST(&UNCLAIMED);
static const struct schema_member REVIEW_MEMBERS[] = {{"requests", true, &COUNT},
                                                      {"yen", true, &INTEGER_OR_NULL},
                                                      {"verdicts", true, &VERDICT_SUMS},
                                                      {"categories", true, &CATEGORY_SUMS},
                                                      {"left_out", true, &LEFT_OUT_LIST},
                                                      {"supplementary_yen", true, &INTEGER_OR_NULL},
                                                      {"special_yen", true, &INTEGER_OR_NULL},
                                                      {"claims_without_clause", true, &COUNT},
                                                      {"printed", false, &PRINTED_LIST},
                                                      {"ministries", true, &MINISTRIES},
                                                      {"clauses", true, &CLAUSES},
                                                      {"unclaimed", true, &UNCLAIMED_LIST}};
static const struct schema_shape REVIEW = {.name = "review", OPEN(REVIEW_MEMBERS)};

static const struct schema_shape INPUT_ROLE = NAMES(review_role_at, REVIEW_INPUT_ROLES);
static const struct schema_member INPUT_MEMBERS[] = {{"path", true, &TEXT},
                                                     {"role", true, &INPUT_ROLE},
                                                     {"sha256", true, &TEXT_OR_NULL}};
static const struct schema_shape INPUT = {OPEN(INPUT_MEMBERS)};
static const struct schema_shape INPUTS = LIST(&INPUT);
static const struct schema_member MANIFEST_MEMBERS[] = {{"sha256", true, &TEXT},
                                                        {"clauses", true, &TEXTS},
                                                        {"filters", true, &TEXTS},
                                                        {"inputs", true, &INPUTS}};
static const struct schema_shape MANIFEST = {.name = "manifest", OPEN(MANIFEST_MEMBERS)};

/* ---- the document, and the lines of ndjson */

static const struct schema_member RESULT_MEMBERS[] = {HEAD_MEMBERS,
                                                      {"submissions", true, &SUBMISSIONS},
                                                      {"errors", true, &ERRORS},
                                                      {"findings", true, &FINDINGS},
                                                      {"summary", true, &TOTALS},
                                                      {"review", true, &REVIEW},
                                                      {"manifest", true, &MANIFEST}};
static const struct schema_shape RESULT = {OPEN(RESULT_MEMBERS)};

static const struct schema_shape SUBMISSION_TYPE = WORD("submission");
static const struct schema_shape SET_TYPE = WORD("set");
static const struct schema_shape SUMMARY_TYPE = WORD("summary");
static const struct schema_shape NO_REQUESTS = {.kind = SCHEMA_LIST, .of = &NOTHING};
static const struct schema_member SUBMISSION_LINE_MEMBERS[] = {{"type", true, &SUBMISSION_TYPE},
                                                               SUBMISSION_MEMBERS,
                                                               {"findings", true, &FINDINGS},
                                                               {"errors", true, &ERRORS}};
static const struct schema_member ERROR_LINE_MEMBERS[] = {
    {"type", true, &SUBMISSION_TYPE}, {"path", true, &TEXT},         {"pack", true, &NOTHING},
    {"requests", true, &NO_REQUESTS}, {"findings", true, &FINDINGS}, {"errors", true, &ERRORS}};
static const struct schema_member SET_LINE_MEMBERS[] = {{"type", true, &SET_TYPE}, {"findings", true, &FINDINGS}};
static const struct schema_member SUMMARY_LINE_MEMBERS[] = {{"type", true, &SUMMARY_TYPE},
                                                            TOTALS_MEMBERS,
                                                            HEAD_MEMBERS,
                                                            {"review", true, &REVIEW},
                                                            {"manifest", true, &MANIFEST}};
static const struct schema_shape SUBMISSION_LINE = {OPEN(SUBMISSION_LINE_MEMBERS)};
static const struct schema_shape ERROR_LINE = {OPEN(ERROR_LINE_MEMBERS)};
static const struct schema_shape SET_LINE = {OPEN(SET_LINE_MEMBERS)};
static const struct schema_shape SUMMARY_LINE = {OPEN(SUMMARY_LINE_MEMBERS)};
static const struct schema_shape LINE = {.kind = SCHEMA_EITHER,
                                         .name = "line",
                                         .either =
                                             (const struct schema_shape *const[]){&SUBMISSION_LINE, &ERROR_LINE,
                                                                                  &SET_LINE, &SUMMARY_LINE, NULL}};

void report_schema_write(struct json_writer *json, const struct schema_head *head)
{
    schema_write(json, head, &RESULT, &LINE);
}
