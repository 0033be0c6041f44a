#include "rule/message.h"

static const struct {
    const char *name, *parameters, *arguments, *given;
} CHECKS[RULE_CHECKS] = {
#define CHECK(code, name, parameters, arguments, given) {name, parameters, arguments, given},
#include "rule/check.def"
#undef CHECK
};

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || byte == '_';
}

bool rule_message_next(struct text_view template, size_t from, struct text_view *out_name, size_t *out_begin,
                       size_t *out_end)
{
    for (size_t begin = from; begin < template.len; begin++) {
        size_t end = begin + 1;
        if (template.at[begin] != '{') continue;
        while (end < template.len && is_name_byte(template.at[end]))
            end++;
        if (end == begin + 1 || end == template.len || template.at[end] != '}') continue;
        *out_name = text_view_part(template, begin + 1, end);
        *out_begin = begin;
        *out_end = end + 1;
        return true;
    }
    return false;
}

const char *rule_check_name(enum rule_check check)
{
    return CHECKS[check].name;
}

const char *rule_check_arguments(enum rule_check check)
{
    return CHECKS[check].arguments;
}

const char *rule_check_parameters(enum rule_check check)
{
    return CHECKS[check].parameters;
}

const char *rule_check_given(enum rule_check check)
{
    return CHECKS[check].given;
}
