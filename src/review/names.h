/* review/names - the names that values have in JSON, by number: what the reader of results looks a name up in and what
 * the schema lists. NULL where JSON has null. */
#ifndef REVIEW_NAMES_H
#define REVIEW_NAMES_H

/* Each takes a number below the count of its enum: eval/verdict.h, doc/vocabulary.h, doc/amount.h, doc/field.h,
 * rule/ruleset.h, review/record.h, review/manifest.h. Static strings. */
const char *review_state_at(int i);
const char *review_guard_at(int i);
const char *review_truth_at(int i);
const char *review_claim_at(int i);
const char *review_request_at(int i);
const char *review_category_at(int i);
const char *review_kind_at(int i);
const char *review_severity_at(int i);
const char *review_detail_at(int i);
const char *review_rule_kind_at(int i);
const char *review_waiver_state_at(int i);
const char *review_field_at(int i);
const char *review_role_at(int i);

#endif
