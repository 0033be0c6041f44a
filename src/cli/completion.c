/* `juten completion SHELL` writes what the shell reads once; while a line is typed, that asks `juten completion next --
 * WORD…` (cli/complete), so what is offered is what this very program takes, with the rules of the pack in use. */
#include "cli/command.h"
#include "cli/complete.h"
#include "cli/message.h"

#include <string.h>

/* Bash splits words at `=` and `:` too; they are put together again, and what it takes for the word is cut off the
 * front of what is offered. Behind an open quote the shell wants candidates as they are, else quoted. */
static const char bash[] = "# bash completion of juten; written by `juten completion bash`\n"
                           "_juten() {\n"
                           "    local IFS=$'\\n' words=() word line kind='' joined='' quote='' cut\n"
                           "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD}\"; do\n"
                           "        if [[ ${#words[@]} -gt 0 && ( $joined || $word == [=:] ) ]]; then\n"
                           "            words[${#words[@]}-1]+=$word\n"
                           "        else\n"
                           "            words+=(\"$word\")\n"
                           "        fi\n"
                           "        joined=; [[ $word != [=:] ]] || joined=1\n"
                           "    done\n"
                           "    word=${words[${#words[@]}-1]-}\n"
                           "    case $word in [\\'\\\"]*) quote=1 word=${word:1} ;; *) word=${word//\\\\/} ;; esac\n"
                           "    words[${#words[@]}-1]=$word\n"
                           "    words=(\"${words[@]//[\\\\\\\"\\']/}\")\n"
                           "    cut=${word%\"${word##*[=:]}\"}\n"
                           "    COMPREPLY=()\n"
                           "    while read -r line; do\n"
                           "        if [[ ! $kind ]]; then kind=$line; continue; fi\n"
                           "        line=${line%%$'\\t'*}\n"
                           "        line=${line#\"$cut\"}\n"
                           "        [[ $quote ]] || printf -v line %q \"$line\"\n"
                           "        COMPREPLY+=(\"$line\")\n"
                           "    done < <(\"${1/#\\~/$HOME}\" completion next -- \"${words[@]}\" 2>/dev/null)\n"
                           "    [[ $kind != files ]] || compopt -o filenames\n"
                           "    [[ $kind != files ]] || COMPREPLY+=($(compgen -f -- \"${word#\"$cut\"}\"))\n"
                           "}\n"
                           "complete -F _juten juten\n";

static const char zsh[] =
    "#compdef juten\n"
    "# zsh completion of juten; written by `juten completion zsh`\n"
    "_juten() {\n"
    "    local -a before lines values shown\n"
    "    local line word=${(Q)PREFIX} length=0\n"
    "    before=(\"${(@Q)words[2,CURRENT-1]}\")\n"
    "    lines=(\"${(@f)$(${(Q)words[1]/#\\~/$HOME} completion next -- \"${before[@]}\" \"$word\" 2>/dev/null)}\")\n"
    "    for line in \"${(@)lines[2,-1]}\"; do\n"
    "        values+=(\"${line%%$'\\t'*}\")\n"
    "        (( ${#values[-1]} <= length )) || length=${#values[-1]}\n"
    "    done\n"
    "    for line in \"${(@)lines[2,-1]}\"; do\n"
    "        [[ $line != *$'\\t'* ]] && shown+=(\"$line\") ||\n"
    "            shown+=(\"${(r:length:)${line%%$'\\t'*}}  ${line#*$'\\t'}\")\n"
    "    done\n"
    "    (( ! $#values )) || compadd -l -d shown -- \"${values[@]}\"\n"
    "    if [[ $lines[1] == files ]]; then\n"
    "        compset -P '*='\n"
    "        _files\n"
    "    fi\n"
    "}\n"
    "if [[ ${funcstack[1]-} == _juten ]]; then _juten \"$@\"; else compdef _juten juten; fi\n";

static const char fish[] =
    "# fish completion of juten; written by `juten completion fish`\n"
    "function __juten_complete\n"
    "    set -l before (commandline -opc)\n"
    "    set -l word (commandline -ct | string unescape)\n"
    "    test (count $word) -gt 0; or set word ''\n"
    "    set -l program (string replace -r '^~' $HOME -- $before[1])\n"
    "    set -l lines ($program completion next -- $before[2..-1] $word 2>/dev/null)\n"
    "    test (count $lines) -lt 2; or printf '%s\\n' $lines[2..-1]\n"
    "    if test \"$lines[1]\" = files\n"
    "        set -l head (string match -r '^.*=' -- $word)\n"
    "        printf \"$head\"'%s\\n' (__fish_complete_path (string replace -r '^.*=' '' -- $word))\n"
    "    end\n"
    "end\n"
    "complete -c juten -f -a '(__juten_complete)'\n";

static enum cli_exit print(const struct cli_arguments *arguments, struct buf *out)
{
    return cli_print(out, arguments->language) ? CLI_EXIT_CLEAN : CLI_EXIT_TROUBLE;
}

enum cli_exit cli_completion(const struct cli_arguments *arguments)
{
    static const char *const scripts[CLI_SHELLS] = {bash, zsh, fish};
    const char *asked = arguments->path_count > 0 ? arguments->paths[0] : "";
    struct buf out;
    enum cli_exit exit = CLI_EXIT_TROUBLE;
    size_t shell = 0;
    buf_init(&out);
    while (cli_shell(shell) && strcmp(cli_shell(shell), asked) != 0)
        shell++;
    if (strcmp(asked, "next") == 0) {
        cli_complete(&out, arguments, (const char *const *)arguments->paths + 1, arguments->path_count - 1);
        exit = print(arguments, &out);
    } else if (shell < CLI_SHELLS && arguments->path_count == 1) {
        buf_add_string(&out, scripts[shell]);
        exit = print(arguments, &out);
    } else {
        cli_say(stderr, arguments->language, CLI_USAGE_OF, "completion bash|zsh|fish", NULL);
    }
    buf_clear(&out);
    return exit;
}
