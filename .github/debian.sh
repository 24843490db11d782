#!/usr/bin/env bash
# .github/debian.sh BINARY VERSION: makes nestbox_VERSION_ARCHITECTURE.deb here.
set -euo pipefail
binary=$1
version=$2
architecture=$(dpkg --print-architecture)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root=$folder/nestbox

install -D --mode=755 "$binary" "$root/usr/bin/nestbox"
install --directory "$root/usr/share/bash-completion/completions" "$root/usr/share/zsh/vendor-completions" \
  "$root/usr/share/fish/vendor_completions.d"
"$binary" completion bash >"$root/usr/share/bash-completion/completions/nestbox"
"$binary" completion zsh >"$root/usr/share/zsh/vendor-completions/_nestbox"
"$binary" completion fish >"$root/usr/share/fish/vendor_completions.d/nestbox.fish"
mkdir "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<CONTROL
Package: nestbox
Version: $version
Architecture: $architecture
Maintainer: Nestbox
Depends: libc6, libstdc++6, libgcc-s1
Recommends: libssl3 | libssl3t64, ca-certificates
Section: devel
Priority: optional
Description: payments sandbox
 A stateful fake of Stripe's API, a stand-in for Stripe.js, and contracts that
 hold fakes and real services to the same stories.
CONTROL
dpkg-deb --root-owner-group --build "$root" "nestbox_${version}_$architecture.deb"
