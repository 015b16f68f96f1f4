#!/bin/sh
# Makes .venv and installs one list of requirements into it: `config/install.sh base` or `config/install.sh dev`.
# Does nothing where that is done already. Needs Python 3.11 or newer; uses uv where it is present, else pip.
set -eu
cd "$(dirname "$0")/.."
list=requirements/$1.txt
done_mark=.venv/installed-$1.txt
# pip trusts the certificates that the system trusts, such as a company's own; uv does so when asked (old and new name).
export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1

say() { echo "walkback: $*" >&2; }

stop() { say "$*"; exit 1; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    found=$(python3 --version 2>&1 || true)
    stop "Python 3.11 or newer is needed, and python3 here is: ${found:-missing}. Install one, or name it: make ... PYTHON=/path/to/python3"
}

require_space() {
    free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free" -ge "$1" ] || stop "this disk has $free MB left, and the installation needs $1 MB."
}

# Debian keeps the part of venv that brings pip in a package of its own.
make_venv() {
    python=$(find_python)
    rm -rf .venv
    if command -v uv >/dev/null; then
        uv venv --quiet --python "$python" .venv
    elif "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv .venv
    elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "python3-venv is missing; installing it with apt-get"
        apt-get update -qq && apt-get install -qq -y python3-venv >/dev/null
        "$python" -m venv .venv
    else
        stop "this Python cannot make virtual environments: install the package python3-venv (Debian, Ubuntu), or uv."
    fi
}

install_list() {
    say "installing $list (the first time this takes a minute or two)"
    if command -v uv >/dev/null; then
        uv pip install --quiet --python .venv/bin/python --require-hashes -r "$list"
    else
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$list"
    fi
}

if cmp -s "$list" "$done_mark" && new_enough .venv/bin/python; then
    exit 0
fi
require_space 1500
if ! { new_enough .venv/bin/python && { command -v uv >/dev/null || .venv/bin/python -m pip --version >/dev/null 2>&1; }; }; then
    make_venv
fi
install_list || stop "the installation failed; the lines above say why. Run the same command again to go on."
cp "$list" "$done_mark"
