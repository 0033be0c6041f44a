#!/bin/sh
# The steps of action.yml beside it; inputs come as variables, never as text of a command.
#   prepare   finds or builds juten          INPUT_JUTEN; output: juten
#   check     runs it and says how it went   INPUT_…, EVENT_…, PROGRAM; outputs: those of action.yml, upload, directory
# The exit status is juten's; 2 also when the work of this script could not be done.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd) || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

# ---- what the runner understands
data() { tr -d '\r' | sed -e 's/%/%25/g' -e '$!s/$/%0A/' | tr -d '\n'; }
annotate() { # annotate LEVEL < message
    printf '::%s title=juten::%s\n' "$1" "$(data)"
}
notice() { printf '%s\n' "$*" | annotate notice; }
output() { printf '%s=%s\n' "$1" "$2" >>"${GITHUB_OUTPUT:-/dev/null}"; }
summarize() { # summarize HEADING < text: nothing in it is taken for Markdown
    { printf '# %s\n\n' "$1"; sed 's/^/    /'; echo; } >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
}
# Between these nothing is taken for a command of the runner: names and words of files are anybody's.
stop_commands() {
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '::stop-commands::%s\n' "$token"
}
resume_commands() { printf '::%s::\n' "$token"; }
fail() { # fail MESSAGE
    printf '%s\n' "$*" | annotate error
    printf '%s\n' "$*" | summarize 'juten: nothing was checked'
    output exit-status 2
    exit 2
}
is_true() { # is_true INPUT VALUE
    case $2 in
    true) return 0 ;;
    false | '') return 1 ;;
    *) fail "input $1: true or false is meant, not '$2'" ;;
    esac
}
one_line() { # one_line INPUT VALUE
    case $2 in *'
'*) fail "input $1: one line is meant" ;; esac
}

# ---- prepare
build() {
    printf '::group::juten: building in %s\n' "$root"
    (
        # what holds for the workflow is not meant for this build: CI turns warnings of the compiler into errors
        unset CI MAKEFLAGS MFLAGS MAKELEVEL
        sh "$root/tests/install/deps" build >/dev/null && make -C "$root" all
    ) >"$work/log" 2>&1 </dev/null
    built=$?
    cat "$work/log"
    echo '::endgroup::'
    [ $built -eq 0 ] || fail "juten could not be built.
$(tail -n 12 "$work/log")"
    program=$root/build/juten
}

prepare() {
    case ${INPUT_JUTEN-} in
    '') program=$(command -v juten) || build ;;
    build) build ;;
    *) program=$(command -v "$INPUT_JUTEN") || fail "input juten: there is no program $INPUT_JUTEN" ;;
    esac
    case $program in /*) ;; *) program=$PWD/$program ;; esac
    version=$("$program" --version 2>&1) || fail "$program does not run: $version"
    printf '%s: %s\n' "$version" "$program"
    output juten "$program"
}

# ---- which files have changed
run_git() { git -c safe.directory='*' "$@"; } # in a container the folder belongs to somebody else

need_commit() { # need_commit HASH
    case $1 in
    *[!0-9a-f]* | '') fail "changed-only: the event names no commit to compare with ('$1')" ;;
    esac
    run_git cat-file -e "$1^{commit}" 2>/dev/null && return 0
    fail "changed-only: the commit to compare with ($1) is not in this clone; give actions/checkout the input fetch-depth: 0"
}

# Of a pull request GitHub checks out its merge with the target, whose first parent is what the target is now: the event's own
# base may be older. Where the workflow checked out the branch itself, it is where that left the target.
pull_request_base() {
    if [ "$(run_git rev-parse HEAD)" = "${GITHUB_SHA-}" ]; then
        # from the commit itself, since a shallow clone knows no parents
        # shellcheck disable=SC2046 # hashes, one word each
        set -- $(run_git cat-file commit HEAD | sed -n '/^$/q; s/^parent //p')
        [ $# -lt 2 ] || { need_commit "$1" && base=$1 && return; }
    fi
    need_commit "${EVENT_BASE-}"
    base=$(run_git merge-base "$EVENT_BASE" HEAD) ||
        fail 'changed-only: where this branch began is not in this clone; give actions/checkout the input fetch-depth: 0'
}

push_base() {
    case ${EVENT_BASE-} in
    *[!0]*) ;;
    *) why='this branch is new'; return ;;
    esac
    if [ "${EVENT_FORCED-}" = true ]; then
        why='the push was forced'
        return
    fi
    need_commit "$EVENT_BASE"
    base=$EVENT_BASE
}

# The names of changed files, in $work/changed, or in $why why there are none to tell.
find_changed() {
    base='' why=''
    run_git rev-parse --git-dir >/dev/null 2>"$work/git" ||
        fail "changed-only: git knows no repository in $PWD ($(tail -n 1 "$work/git"))"
    case ${GITHUB_EVENT_NAME-} in
    pull_request) pull_request_base ;;
    push) push_base ;;
    merge_group) need_commit "${EVENT_BASE-}" && base=$EVENT_BASE ;;
    pull_request_target) fail 'changed-only: with pull_request_target the requests of the pull request are not checked out; use pull_request' ;;
    *) why="the event ${GITHUB_EVENT_NAME-} changes no files" ;;
    esac
    [ -z "$why" ] || { notice "changed-only: everything is checked, since $why"; return; }
    GIT_LITERAL_PATHSPECS=1 run_git diff-tree -r -z --name-only --no-renames --relative --ignore-submodules=all \
        --diff-filter=d "$base" HEAD -- "$@" >"$work/list" || fail "changed-only: git could not compare $base with HEAD"
    [ "$(tr -dc '\n\r' <"$work/list" | wc -c)" -eq 0 ] ||
        fail 'changed-only: a changed file has a line end in its name; rename it'
    tr '\0' '\n' <"$work/list" >"$work/changed"
    stop_commands
    echo "changed since $base:"
    sed 's/^/  /' "$work/changed"
    resume_commands
}

# ---- check
run_juten() {
    stop_commands
    "${PROGRAM:?}" "$@" 2>"$work/said" </dev/null
    status=$?
    cat "$work/said"
    resume_commands
    [ ! -e "$work/annotations" ] || cat "$work/annotations"
    [ "$status" -le 2 ] || { echo "juten: ended with status $status" >>"$work/said"; status=2; }
}

number() { sed -n '$s/^{"type":"summary",[^}]*"'"$1"'":\([0-9]*\).*/\1/p' "$work/result"; }

tell() {
    output exit-status "$status"
    output directory "$PWD"
    if [ -e "$work/result" ]; then
        output files "$(number files)"
        output requests "$(number requests)"
        output errors "$(number error)"
        output warnings "$(number warning)"
        output unreadable "$(number errors)"
    fi
    # else a reader of the summary would take it for the whole
    [ ! -e "$work/changed" ] || [ ! -e "$work/result" ] || printf '\n> changed-only: %s\n\n' \
        "files changed since $base were checked, and compared with each other alone" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
    if [ -s "$sarif" ]; then output sarif "$sarif"; else upload=false; fi
    output upload "$upload"
    # what is wrong with the call itself stands in no report
    if [ "$status" -eq 2 ] && [ ! -s "$work/annotations" ]; then
        annotate error <"$work/said"
        [ -e "$work/result" ] || summarize 'juten: nothing was checked' <"$work/said"
    fi
}

may_upload() {
    is_true upload-sarif "${INPUT_UPLOAD_SARIF-}" || return 1
    case ${GITHUB_EVENT_NAME-} in
    pull_request)
        [ "${EVENT_HEAD_REPOSITORY-}" = "${GITHUB_REPOSITORY-}" ] && return 0
        notice 'SARIF is not uploaded: a pull request from a fork has no right to'
        return 1
        ;;
    esac
    [ -e "$work/changed" ] || return 0
    notice 'SARIF is not uploaded: it speaks of the changed files only, and the alerts on all others would be closed'
    return 1
}

check() {
    cd -- "${INPUT_DIRECTORY:-.}" || fail "input working-directory: there is no folder $INPUT_DIRECTORY"
    one_line sarif "${INPUT_SARIF-}" # it becomes an output
    sarif=${INPUT_SARIF:-${RUNNER_TEMP:-/tmp}/juten.sarif}
    case $sarif in /*) ;; *) sarif=$PWD/$sarif ;; esac
    rm -f -- "$sarif" # of an earlier use: never to be taken for ours

    set --
    while IFS= read -r line; do
        line=${line%"$(printf '\r')"}
        [ -z "$line" ] || set -- "$@" "$line"
    done <<LINES
${INPUT_PATHS-}
LINES
    if is_true changed-only "${INPUT_CHANGED_ONLY-}"; then find_changed "$@"; fi
    upload=false
    if may_upload; then upload=true; fi

    if [ -e "$work/changed" ]; then
        set -- --as-found --allow-empty --files-from "$work/changed"
    else
        set -- -- "$@"
    fi
    [ -z "${INPUT_PACK-}" ] || set -- --pack "$INPUT_PACK" "$@"
    [ -z "${INPUT_FAIL_ON-}" ] || set -- --fail-on "$INPUT_FAIL_ON" "$@"
    [ -z "${INPUT_CONFIG-}" ] || set -- --config "$INPUT_CONFIG" "$@"
    [ -z "${INPUT_LANG-}" ] || set -- --lang "$INPUT_LANG" "$@"
    while IFS= read -r line; do
        case $line in
        '') ;;
        *=*) set -- -f "$line" "$@" ;;
        *) fail "input formats: FORMAT=FILE is meant, not '$line'" ;;
        esac
    done <<LINES
${INPUT_FORMATS-}
LINES
    run_juten check -f text -f "github=$work/annotations" -f "ndjson=$work/result" -f "sarif=$sarif" \
        --sarif-suppressed omit "$@"
    tell
    exit "$status"
}

case ${1-} in
prepare) prepare ;;
check) check ;;
*)
    echo 'usage: action.sh prepare|check' >&2
    exit 2
    ;;
esac
