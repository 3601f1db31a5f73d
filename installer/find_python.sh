#!/bin/sh
# Prints the path of a Python that can build the virtual environment; installs Debian's where it is missing and it may.

fits='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

find_one() {
    for name in $PYTHON python3 python3.13 python3.12 python3.11 python3.14; do
        found=$(command -v "$name") && "$found" -c "$fits" >/dev/null 2>&1 && echo "$found" && return 0
    done
    return 1
}

find_one && exit 0

as_root=
[ "$(id -u)" = 0 ] || as_root='sudo -n'
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
    echo 'Installing Python with apt-get ...' >&2
    {
        $as_root apt-get update -qq
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv
    } >&2
    find_one && exit 0
fi

echo 'spineplan needs Python 3.11 or newer with its venv module; on Debian: apt-get install python3 python3-venv' >&2
exit 1
