/* rule/pack - from a pack's files to a rule set.
 *
 * A pack is loaded from a folder or from the program itself. Everything wrong in it is collected as diagnostics, one
 * cause each with file, place and cure (did-you-mean for keys and concepts); a pack with any does not load. Lint
 * (rule/lint.h) looks for what is merely unwise. Files are read by the pack room itself: it is the one library room
 * besides cli that opens files, since `extends` names further ones. */
#ifndef RULE_PACK_H
#define RULE_PACK_H

#include "rule/embedded.h"
#include "rule/ruleset.h"

/* The loading functions give STATUS_OK and a set that owns its arena (free with rule_set_free), or STATUS_INVALID and
 * at least one diagnostic, or STATUS_NO_MEMORY. What diagnostics point to (paths, texts, sources) is copied into
 * diagnostics->arena, so they outlive the set that came to nothing. */

/* The embedded pack with that id, as it was loaded when the program was built (rule/frozen.h): nothing of it is read.
 * Its patterns are known to be good and are compiled when first used. */
enum status rule_pack_load_embedded(const char *id, struct text_diagnostics *diagnostics,
                                    struct rule_set **out_set) MUST_CHECK;

/* Loads the embedded pack of that name, else the folder; when there is neither, the nearest embedded name is told. */
enum status rule_pack_load(const char *name, struct text_diagnostics *diagnostics,
                           struct rule_set **out_set) MUST_CHECK;
/* The same, to run the pack's examples: a pack that is only extended carries, as `stand_in`, a small guideline for them
 * (a mapping with keys of a pack; nothing else reads it). */
enum status rule_pack_load_tested(const char *name, struct text_diagnostics *diagnostics,
                                  struct rule_set **out_set) MUST_CHECK;
/* Id of the embedded pack that governs the latest years; "" when none is embedded. */
const char *rule_pack_newest(void);

/* Loads the pack in a folder; packs it extends are looked for beside the folder, then among the embedded. */
enum status rule_pack_load_folder(const char *folder, struct text_diagnostics *diagnostics,
                                  struct rule_set **out_set) MUST_CHECK;

/* Loads the pack `id` of a table of files like the embedded one, compiling its patterns. The bytes are borrowed for the
 * life of the set. */
enum status rule_pack_load_table(const struct rule_embedded_file *files, size_t count, const char *id,
                                 struct text_diagnostics *diagnostics, struct rule_set **out_set) MUST_CHECK;

/* Ids of the embedded packs that govern fiscal years (not `common`), sorted; static count. */
size_t rule_pack_embedded_count(void);
const char *rule_pack_embedded_id(size_t index);
/* True when an embedded pack of that id exists. */
bool rule_pack_is_embedded(const char *id);

#endif
