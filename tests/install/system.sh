# A fresh Debian of its own in a folder, made by debootstrap, for the tests beside this file; read by them with `.` as root:
# it needs mounts of its own. Mirror, suite, keys and proxies come from this machine's own apt configuration and are
# written nowhere but into that folder, which is removed at the end.
#   fresh_packages   what it has besides the smallest Debian, with commas
#   repository       what is cloned into it, at the path `here`, where `inside COMMAND` runs
#   KEEP=1           keeps the folder and its logs
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
packages=$fresh_packages
case $mirror in https:*) packages=${packages:+$packages,}ca-certificates ;; esac
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
step "a fresh $suite with ${fresh_packages:-nothing added}"
debootstrap --variant=minbase ${packages:+--include="$packages"} "$suite" "$root" "$mirror" >"$base/debootstrap.log" 2>&1 ||
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
    git clone --quiet --no-hardlinks "$repository" "$root$here"
inside() {
    chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp TERM=dumb sh -c "cd $here && $1" </dev/null
}
