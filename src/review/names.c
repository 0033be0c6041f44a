#include "review/names.h"

#include "review/manifest.h"
#include "review/record.h"

const char *review_state_at(int i)
{
    return eval_state_name((enum eval_state)i);
}

const char *review_guard_at(int i)
{
    return i == EVAL_GUARD_NONE ? NULL : eval_guard_name((enum eval_guard)i);
}

const char *review_truth_at(int i)
{
    return eval_truth_name((enum eval_truth)i);
}

const char *review_claim_at(int i)
{
    return eval_claim_name((enum eval_claim_verdict)i);
}

const char *review_request_at(int i)
{
    return eval_request_name((enum eval_request_verdict)i);
}

const char *review_category_at(int i)
{
    return review_category_name((enum doc_category)i);
}

const char *review_kind_at(int i)
{
    return review_amount_kind_name((enum doc_amount_kind)i);
}

const char *review_severity_at(int i)
{
    return review_severity_name((enum rule_severity)i);
}

const char *review_detail_at(int i)
{
    return review_detail_name((enum review_detail_kind)i);
}

const char *review_rule_kind_at(int i)
{
    return review_rule_kind_name((enum review_rule_kind)i);
}

const char *review_waiver_state_at(int i)
{
    return review_waiver_state_name((enum review_waiver_state)i);
}

const char *review_field_at(int i)
{
    return doc_field_name((enum doc_field)i);
}

const char *review_role_at(int i)
{
    return review_input_role_name((enum review_input_role)i);
}
