#!/bin/sh
# The newcomer's two commands on a fresh system that has only make and git: `make demo` and `make test` in a folder made
# by debootstrap, as root; before that, without any right, the one command that must be shown. Run as root: it needs
# mounts of its own. Mirror, suite, keys and proxies come from this machine's own apt configuration and are written
# nowhere but into that folder, which is removed at the end.
#   debootstrap.sh [REPOSITORY]     KEEP=1 keeps the folder and its logs
set -eu
repository=$(cd "${1:-$(dirname "$0")/../..}" && pwd)

if [ "${JUTEN_OWN_MOUNTS-}" != yes ]; then
    [ "$(id -u)" -eq 0 ] || { echo "run as root: it makes a system of its own" >&2; exit 1; }
    command -v debootstrap >/dev/null || apt-get install -y --no-install-recommends debootstrap >/dev/null
    JUTEN_OWN_MOUNTS=yes exec unshare --mount --pid --fork --kill-child --propagation private sh "$0" "$repository"
fi

# ---- what this machine knows about its archive
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
    awk -v suite="$suite" '$1 == suite {print $2; exit}')
[ -n "$mirror" ] || { echo "apt knows no archive for $suite here: run apt-get update first" >&2; exit 1; }
packages=make,git
case $mirror in https:*) packages=$packages,ca-certificates ;; esac
http_proxy=$(apt-config dump Acquire::http::Proxy | sed -n 's/.*"\(.*\)";/\1/p')
[ -z "$http_proxy" ] || export http_proxy

base=$(mktemp -d)
root=$base/root
finish() {
    umount -l "$root/proc" 2>/dev/null || true
    [ -n "${KEEP-}" ] && echo "kept: $base" || rm -rf --one-file-system "$base"
}
trap finish EXIT

step() { printf '\n== %s\n' "$*"; }

# ---- the fresh system
step "a fresh $suite with make and git"
debootstrap --variant=minbase --include="$packages" "$suite" "$root" "$mirror" >"$base/debootstrap.log" 2>&1 ||
    { tail -n 5 "$base/debootstrap.log"; exit 1; }
mount -t proc proc "$root/proc"
for path in /etc/resolv.conf /etc/hosts; do
    [ ! -e $path ] || cp -L $path "$root$path"
done
rm -f "$root/etc/apt/sources.list"
for path in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/keyrings /etc/apt/trusted.gpg.d /etc/apt/auth.conf \
            /etc/apt/auth.conf.d /usr/share/keyrings; do
    [ ! -e $path ] || { mkdir -p "$root${path%/*}" && cp -rL $path "$root${path%/*}/"; }
done
apt-config dump Acquire | grep -v '::IndexTargets' | grep ' "..*";$' >"$root/etc/apt/apt.conf.d/99machine" || true
GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*' \
    git clone --quiet --no-hardlinks "$repository" "$root/juten"
inside() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp TERM=dumb sh -c "cd /juten && $1" </dev/null
}
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
