/* cli/provenance - the repository in which the inputs lie, for reports that name it: asked of git when a SARIF report
 * is wanted. Without git, a work tree, a commit or a remote with an address on a network there is nothing to name, and
 * nothing fails. What the address holds of a person's name or password is left out. */
#ifndef CLI_PROVENANCE_H
#define CLI_PROVENANCE_H

#include "base/arena.h"
#include "base/status.h"
#include "cli/command.h"
#include "juten.h"

/* Names it to the run when a SARIF report is asked for and all paths (NULL-terminated) lie below where we are. What is
 * named lives in the arena, which must outlive the run's check. Says when memory is out. */
enum cli_exit cli_provenance(const struct cli_arguments *arguments, const char *const *paths, struct arena *arena,
                             struct juten *run);

/* The address of a remote as a URI without anybody's name or password: `https://…`, `ssh://…`, also for `host:path`.
 * *out_uri: NULL when it is a place in a file system, which says nothing elsewhere. */
enum status cli_provenance_uri(struct arena *arena, const char *remote, const char **out_uri) MUST_CHECK;

#endif
