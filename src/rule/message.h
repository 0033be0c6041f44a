/* rule/message - the {arguments} of a pack's messages. */
#ifndef RULE_MESSAGE_H
#define RULE_MESSAGE_H

#include "rule/ruleset.h"

/* The next {name} in `template` at or after `from`: its name and the byte range including the braces; false: no more.
 */
bool rule_message_next(struct text_view template, size_t from, struct text_view *out_name, size_t *out_begin,
                       size_t *out_end);

/* Names of the arguments that a check gives (blank-separated, see check.def), and of its parameters. */
const char *rule_check_name(enum rule_check check);
const char *rule_check_arguments(enum rule_check check);
const char *rule_check_parameters(enum rule_check check);
const char *rule_check_given(enum rule_check check);

#endif
