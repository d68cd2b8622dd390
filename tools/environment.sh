#!/bin/sh
# Finds a Python that can do the work, or names what this machine lacks in one sentence with the
# command that installs it; then tools/environment.py makes .venv.
set -eu
purpose=$1
[ "$(id -u)" = 0 ] && root='' || root='sudo '
install="${root}apt-get update && ${root}apt-get install -y"

lacks() { # lacks WHAT PACKAGES
    echo "$1; install it with: $install $2" >&2
}

if ! command -v git >/dev/null; then
    lacks "git is missing (the tests and updates need it)" git
    [ "$purpose" = serve ] || exit 2 # the portal itself runs without
fi

python='' found=''
for name in python3 python3.14 python3.13 python3.12 python3.11; do
    command -v "$name" >/dev/null || continue
    found=${found:-$name}
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$name
        break
    fi
done

if [ -z "$found" ]; then
    lacks "python3 is missing" "python3 python3-venv"
    exit 2
fi
if [ -z "$python" ]; then
    version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    lacks "$found is Python $version and 3.11 or newer is needed" "python3.11 python3.11-venv"
    exit 2
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    lacks "$python has no venv module" "$python-venv" # Debian ships it apart
    exit 2
fi
exec "$python" tools/environment.py "$purpose"
