/* rule/digest - what identifies the rules that a result was made with. */
#ifndef RULE_DIGEST_H
#define RULE_DIGEST_H

#include "rule/loader.h"

/* SHA-256 over all files, those of extended packs too, sorted by "pack id/file name": that name, NUL, content with CRLF
 * as LF, NUL. The same for an embedded pack and the folder it came from. Untouched when memory is out. */
void rule_digest(struct rule_loader *load, char out_hex[65]);

#endif
