#!/bin/sh
# The newcomer's two commands on a fresh system that has only make and git: `make demo` and `make test` in a folder made
# by debootstrap, as root; before that, without any right, the one command that must be shown.
#   debootstrap.sh [REPOSITORY]
set -eu
repository=$(cd "${1:-$(dirname "$0")/../..}" && pwd)
fresh_packages=make,git
here=/juten
. "$(dirname "$0")/system.sh"

for tool in gcc python3 pkg-config; do
    ! inside "command -v $tool" >/dev/null || { echo "not fresh: it has $tool already" >&2; exit 1; }
done

# ---- the proof
step "make demo without the right to install: shows the one command and fails"
inside 'cp -r /juten /tmp/juten && chown -R nobody /tmp/juten'
if inside 'cd /tmp/juten && exec setpriv --reuid=65534 --regid=65534 --clear-groups make demo' \
    >"$base/refused.log" 2>&1; then
    echo "it did not fail:"; tail -n 20 "$base/refused.log"; exit 1
fi
cat "$base/refused.log"
[ "$(grep -c 'apt-get install' "$base/refused.log")" -eq 1 ] || { echo "not exactly one command"; exit 1; }

failed=0
for target in demo test; do
    step "make $target"
    begin=$(date +%s)
    status=0
    inside "make $target" >"$base/$target.log" 2>&1 || status=$?
    tail -n 25 "$base/$target.log"
    echo "-- make $target ended with status $status after $(($(date +%s) - begin)) s"
    [ $status -eq 0 ] || failed=1
done
step "$([ $failed -eq 0 ] && echo 'both commands work on a fresh system' || echo 'FAILED')"
exit $failed
