#!/bin/sh
# From an empty machine to the first refused commit: the three commands that README shows under "From an empty machine",
# in the smallest Debian that debootstrap makes, with nothing added. The address of the repository is all that is put in.
#   first_commit.sh [REPOSITORY]
set -eu
repository=$(cd "${1:-$(dirname "$0")/../..}" && pwd)
fresh_packages=
here=/srv/juten.git
. "$(dirname "$0")/system.sh"

for tool in git make gcc juten; do
    ! inside "command -v $tool" >/dev/null || { echo "not empty: it has $tool already" >&2; exit 1; }
done

# ---- the commands, as they stand in README
commands=$(awk '/^### From an empty machine/ {in_section = 1} in_section && /^```/ {if (inside) exit; inside = 1; next} inside' \
    "$repository/README.md")
[ "$(printf '%s\n' "$commands" | wc -l)" -eq 3 ] || { printf 'not three commands:\n%s\n' "$commands"; exit 1; }
commands=$(printf '%s\n' "$commands" | sed "s|URL-OF-JUTEN|$here|")
mkdir -p "$root/srv/requests"
cp "$repository/tests/golden/shared/mix.yaml" "$root/srv/requests/mic.yaml"

# The folder of requests is there already, and becomes a repository once there is a git: that is no part of juten's setting up.
number=0
printf '%s\n' "$commands" | while IFS= read -r command; do
    number=$((number + 1))
    step "$number: $command"
    folder=/srv
    [ $number -lt 3 ] || { inside 'git init -q /srv/requests'; folder=/srv/requests; }
    inside "cd $folder && export DEBIAN_FRONTEND=noninteractive && $command" >"$base/$number.log" 2>&1 ||
        { tail -n 20 "$base/$number.log"; exit 1; }
    tail -n 3 "$base/$number.log"
done

step "git commit"
status=0
inside "cd /srv/requests && git add mic.yaml && git -c user.name=a -c user.email=a@b.example commit -m first" \
    >"$base/commit.log" 2>&1 || status=$?
cat "$base/commit.log"
[ $status -ne 0 ] || { echo "FAILED: the commit was not refused"; exit 1; }
grep -q '^mic.yaml:12:13: error \[' "$base/commit.log" || { echo "FAILED: no finding is shown"; exit 1; }
! inside "git -C /srv/requests rev-parse --verify -q HEAD" >/dev/null || { echo "FAILED: there is a commit"; exit 1; }
step 'the first commit was refused, after three commands'
