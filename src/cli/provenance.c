#include "cli/provenance.h"

#include "base/buf.h"
#include "cli/git.h"
#include "cli/message.h"

#include <stdio.h>
#include <string.h>

/* ---- addresses */

/* What a URI may hold, and what it may not, in per cent. */
static void add_address(struct buf *out, const char *at, const char *end)
{
    static const char digits[] = "0123456789ABCDEF", allowed[] = "-._~:/@!$&'()*+,;=%[]";
    for (; at < end; at++) {
        unsigned char c = (unsigned char)*at;
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || strchr(allowed, c)) {
            buf_add_char(out, (char)c);
            continue;
        }
        buf_add_char(out, '%');
        buf_add_char(out, digits[c >> 4]);
        buf_add_char(out, digits[c & 15]);
    }
}

/* Behind the name and password of somebody, which end with the last @ of the authority: a password may hold one. */
static const char *behind_user(const char *at, const char *end)
{
    for (const char *c = at; c < end; c++)
        if (*c == '@') at = c + 1;
    return at;
}

/* Whether the authority is a host and maybe the number of a port. Else it may be the half of somebody's name and
 * password, in which a slash stands as it is. */
static bool is_host(const char *at, const char *end)
{
    const char *port = memchr(at, ':', (size_t)(end - at));
    while (port && ++port < end)
        if (*port < '0' || *port > '9') return false;
    return at < end;
}

/* "https://host/path"; "host:path" is a path on a host that is reached by ssh. */
static void add_uri(struct buf *out, const char *remote)
{
    const char *scheme = strstr(remote, "://"), *colon = strchr(remote, ':');
    const char *slash = strchr(scheme ? scheme + 3 : remote, '/');
    if (scheme) {
        const char *end = scheme + 3 + strcspn(scheme + 3, "?#"); /* behind these a token may stand */
        const char *authority_end = slash && slash < end ? slash : end;
        const char *host = behind_user(scheme + 3, authority_end);
        if (strncmp(remote, "file:", 5) == 0 || !is_host(host, authority_end)) return;
        add_address(out, remote, scheme);
        buf_add_string(out, "://");
        add_address(out, host, end);
    } else if (colon && colon > remote && colon[1] != ':' && (!slash || colon < slash)) {
        buf_add_string(out, "ssh://");
        add_address(out, behind_user(remote, colon), colon);
        if (colon[1] != '/') buf_add_char(out, '/');
        add_address(out, colon + 1, colon + strlen(colon));
    }
}

enum status cli_provenance_uri(struct arena *arena, const char *remote, const char **out_uri)
{
    struct buf uri;
    buf_init(&uri);
    add_uri(&uri, remote);
    enum status status = buf_status(&uri);
    *out_uri = uri.len > 0 && status == STATUS_OK ? arena_copy(arena, uri.bytes, uri.len) : NULL;
    if (uri.len > 0 && !*out_uri) status = STATUS_NO_MEMORY;
    buf_clear(&uri);
    return status;
}

/* ---- what git knows */

/* *out_text: what git writes, without its last line end; NULL: it writes nothing or ends otherwise. */
static enum status ask(struct arena *arena, const char *const *arguments, const char **out_text)
{
    struct cli_git git;
    *out_text = NULL;
    enum cli_git_end end = cli_git_line(&git, arguments, arena, out_text);
    cli_git_clear(&git);
    if (*out_text && !**out_text) *out_text = NULL;
    return end == CLI_GIT_NO_MEMORY ? STATUS_NO_MEMORY : STATUS_OK;
}

/* Ends the first line; NULL: it is the last. */
static char *cut_line(char *text)
{
    char *end = text ? strchr(text, '\n') : NULL;
    if (end) *end = '\0';
    return end ? end + 1 : NULL;
}

/* The address of `origin`, else of the remote that is named first. */
static enum status ask_address(struct arena *arena, const char **out_uri)
{
    const char *names, *name = NULL, *address;
    enum status status = ask(arena, (const char *const[]){"remote", NULL}, &names);
    *out_uri = NULL;
    for (char *line = (char *)names, *next; line; line = next) {
        next = cut_line(line);
        if (!name || strcmp(line, "origin") == 0) name = line;
    }
    if (status != STATUS_OK || !name) return status;
    status = ask(arena, (const char *const[]){"remote", "get-url", "--", name, NULL}, &address);
    return status == STATUS_OK && address ? cli_provenance_uri(arena, address, out_uri) : status;
}

static enum status ask_repository(struct arena *arena, struct juten_repository *out_repository)
{
    const char *told;
    enum status status =
        ask(arena, (const char *const[]){"rev-parse", "--is-inside-work-tree", "--show-cdup", "--verify", "HEAD", NULL},
            &told);
    char *root = cut_line((char *)told);
    char *revision = cut_line(root);
    if (status != STATUS_OK || !revision || strcmp(told, "true") != 0) return status;
    *out_repository = (struct juten_repository){.revision = revision, .root = root};
    status = ask_address(arena, &out_repository->uri);
    if (status != STATUS_OK || !out_repository->uri) return status;
    return ask(arena, (const char *const[]){"symbolic-ref", "--quiet", "--short", "HEAD", NULL},
               &out_repository->branch);
}

/* ---- whether it is asked for */

static bool wants_sarif(const struct cli_arguments *arguments)
{
    for (size_t i = 0; i < arguments->counts[CLI_OPTION_FORMAT]; i++) {
        const char *asked = arguments->values[CLI_OPTION_FORMAT][i];
        if (strcspn(asked, "=") == 5 && strncmp(asked, "sarif", 5) == 0) return true;
    }
    return false;
}

/* A path that leads elsewhere may lie in another repository, or in none. */
static bool leads_below(const char *path)
{
    if (path[0] == '/') return false;
    for (const char *part = path; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
        if (strcspn(part, "/") == 2 && strncmp(part, "..", 2) == 0) return false;
    return true;
}

enum cli_exit cli_provenance(const struct cli_arguments *arguments, const char *const *paths, struct arena *arena,
                             struct juten *run)
{
    struct juten_repository repository = {0};
    bool below = true;
    for (size_t i = 0; paths[i]; i++)
        below = below && leads_below(paths[i]);
    if (!below || !wants_sarif(arguments)) return CLI_EXIT_CLEAN;
    bool whole = ask_repository(arena, &repository) == STATUS_OK &&
                 (!repository.uri || juten_name_repository(run, &repository) == JUTEN_OK);
    if (!whole) cli_say(stderr, arguments->language, CLI_NO_MEMORY, NULL, NULL);
    return whole ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}
