#!/bin/sh
# fresh-debian.sh: is one word enough on a machine that has nothing? (As root.)
#
#   tools/fresh-debian.sh MIRROR [SUITE]     SUITE: bookworm
#
# Makes a minimal Debian in a temporary directory (debootstrap), clones HEAD into it and
# runs there, with an empty environment and nobody to ask:
#
#   ./bootstrap test          installs what is missing, builds, and passes the tests
#   ./bootstrap test          once more: touches no network
#   ./bootstrap run --help    starts the program (as soon as there is one)
#
# Prints how long each took, and removes the directory. KEEP=1 keeps it.

set -eu
mirror=${1:?usage: fresh-debian.sh MIRROR [SUITE]}
suite=${2:-bookworm}
top=$(cd "$(dirname "$0")/.." && pwd)
root=$(mktemp -d)
chmod 755 "$root"
leave()
{
    umount "$root/proc" 2>/dev/null || true
    umount "$root/dev/pts" 2>/dev/null || true
    [ -n "${KEEP:-}" ] || rm -rf --one-file-system "$root"
}
trap leave 0
trap 'exit 1' HUP INT TERM

# timed NAME COMMAND...
timed()
{
    name=$1
    shift
    start=$(date +%s)
    if "$@"; then status=0; else status=$?; fi
    echo "fresh-debian: $name: status $status, $(($(date +%s) - start)) s"
    return $status
}

inside()
{
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
        "$@" </dev/null
}

timed debootstrap debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$root.log" 2>&1 ||
    { tail -n 20 "$root.log"; exit 1; }
tail -n 1 "$root.log"
rm -f "$root.log"
[ ! -f /etc/resolv.conf ] || cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc" 2>/dev/null || true
mount -t devpts devpts "$root/dev/pts" 2>/dev/null || true
rm -rf "$root"/var/lib/apt/lists/* # as images of systems come
git clone -q "$top" "$root/root/gradus"
echo "fresh-debian: $(inside dpkg-query -f '.\n' -W | wc -l) packages before"

timed "bootstrap test, first" inside /root/gradus/bootstrap test
echo "fresh-debian: $(inside dpkg-query -f '.\n' -W | wc -l) packages after"
rm -f "$root/etc/resolv.conf"
timed "bootstrap test, again, without network" inside /root/gradus/bootstrap test
if [ -x "$root/root/gradus/build/gradus" ]; then
    timed "bootstrap run" inside /root/gradus/bootstrap run --help
else
    echo "fresh-debian: there is no program to run yet"
fi
