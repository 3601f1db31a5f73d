#!/bin/sh
# Puts a frozen spineplan (dist/spineplan) into PREFIX, for everybody as root, else for oneself, and registers plan files.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
frozen=${1:-$here/../../dist/spineplan}
[ "$(id -u)" = 0 ] && default=/usr/local || default=$HOME/.local
prefix=${PREFIX:-$default}

[ -x "$frozen/spineplan" ] || { echo "There is no frozen application in $frozen; build it first: pyinstaller installer/spineplan.spec" >&2; exit 1; }

mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share/applications" "$prefix/share/mime/packages" "$prefix/share/icons/hicolor/scalable/apps"
rm -rf "$prefix/lib/spineplan"
cp -R "$frozen" "$prefix/lib/spineplan"
ln -sf "../lib/spineplan/spineplan" "$prefix/bin/spineplan"
cp "$here/spineplan.desktop" "$prefix/share/applications/"
cp "$here/spineplan-mime.xml" "$prefix/share/mime/packages/spineplan.xml"
cp "$here/../spineplan.svg" "$prefix/share/icons/hicolor/scalable/apps/"
for refresh in "update-mime-database $prefix/share/mime" "update-desktop-database $prefix/share/applications"; do
    command -v "${refresh%% *}" >/dev/null && $refresh || true
done
echo "Installed: $prefix/bin/spineplan"
