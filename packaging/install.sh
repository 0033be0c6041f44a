#!/bin/sh
# install BUILD: puts what make has built below $DESTDIR$PREFIX; uninstall: takes just these files away again, for which the
# same DESTDIR and PREFIX must be given. No folder is removed: which of them were there before, nobody knows any more.
set -eu
root=$(dirname "$0")/..
: "${DESTDIR=}" "${PREFIX:=/usr/local}"
: "${BINDIR:=$PREFIX/bin}" "${INCLUDEDIR:=$PREFIX/include}" "${LIBDIR:=$PREFIX/lib}" "${DATADIR:=$PREFIX/share}"
[ -n "${PREFIX##/*}" ] && { echo "PREFIX must begin with /: $PREFIX" >&2; exit 2; }
build=${2-}

package_config() {
    cat <<EOF
prefix=$PREFIX
includedir=$INCLUDEDIR
libdir=$LIBDIR

Name: juten
Description: checks budget requests against a budget-prioritisation guideline
Version: $(sed -n 's/^#define JUTEN_VERSION "\(.*\)"$/\1/p' "$root/src/juten.h")
Cflags: -I"\${includedir}"
Libs: -L"\${libdir}" -ljuten
Libs.private: $LIBS
EOF
}

put() { # put MODE SOURCE TARGET
    target=$DESTDIR$3
    case $action in
    uninstall) rm -f "$target" ;;
    *)
        mkdir -p "$(dirname "$target")"
        if [ "$2" = - ]; then
            package_config >"$target" && chmod "$1" "$target"
        else
            install -m "$1" "$2" "$target"
        fi
        ;;
    esac
}

case ${1-} in
install | uninstall) action=$1 ;;
*) echo "usage: install.sh install BUILD | uninstall" >&2; exit 2 ;;
esac
put 755 "$build/juten" "$BINDIR/juten"
put 644 "$root/src/juten.h" "$INCLUDEDIR/juten.h"
put 644 "$build/release/libjuten.a" "$LIBDIR/libjuten.a"
put 644 - "$LIBDIR/pkgconfig/juten.pc"
for language in '' ja/; do
    put 644 "$build/man/${language}man1/juten.1" "$DATADIR/man/${language}man1/juten.1"
    for page in juten-rules juten-submission; do
        put 644 "$build/man/${language}man5/$page.5" "$DATADIR/man/${language}man5/$page.5"
    done
done
put 644 "$build/completion/juten.bash" "$DATADIR/bash-completion/completions/juten"
put 644 "$build/completion/juten.zsh" "$DATADIR/zsh/site-functions/_juten"
put 644 "$build/completion/juten.fish" "$DATADIR/fish/vendor_completions.d/juten.fish"
put 644 "$root/LICENSE" "$DATADIR/doc/juten/LICENSE"
