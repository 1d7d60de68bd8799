#!/usr/bin/env bash
# Proves the set-up where nothing is installed: makes a minimal Debian in FOLDER, gives it git and this machine's .NET SDK,
# clones this repository's HEAD into it, and runs what a newcomer runs. Needs root, debootstrap and a few gigabytes.
#
#   sudo tests/setup/clean-debian.sh FOLDER [bookworm|trixie|sid]
#
# FOLDER is made anew each time. It ends with "set-up proved" and the closing line of ./test, or at the first thing amiss.
set -euo pipefail

folder=$(readlink -m "${1:?usage: clean-debian.sh FOLDER [bookworm|trixie|sid]}")
suite=${2:-bookworm}
marker=$folder/.cutline-clean-debian
repository=$(git -C "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" rev-parse --show-toplevel)
sdk=$(dirname "$(readlink -f "$(type -P dotnet)")")

# A mount namespace of its own: what is mounted here is gone when this ends, however it ends.
[[ ${IN_OWN_MOUNTS:-} ]] || exec env IN_OWN_MOUNTS=1 unshare --mount --propagation private "${BASH_SOURCE[0]}" "$@"

say() { printf -- '---- %4d s  %s\n' "$SECONDS" "$*"; }
fail() { say "NOT PROVED: $*"; exit 1; }

# What of this machine reaches the other side: the way to the network, nothing else.
network=()
while IFS='=' read -r name _; do network+=("$name=${!name}"); done < <(env | grep -iE '^(https?_proxy|no_proxy|NUGET_[A-Z_]*)=')
path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
inside() { env -i HOME=/root LANG=C.UTF-8 PATH=$path "${network[@]}" chroot "$folder" "$@"; }

say "making a minimal Debian $suite in $folder"
if [[ -e $folder ]]; then
  [[ -e $marker ]] || { echo "$folder is there and was not made by this script: name another" >&2; exit 2; }
  rm -rf --one-file-system "$folder"
fi
mkdir -p "$folder"
touch "$marker"
debootstrap --variant=minbase --include=git,ca-certificates "$suite" "$folder" > "$folder.log" 2>&1 || { tail -n 5 "$folder.log"; exit 1; }
cp -rT /usr/local/share/ca-certificates "$folder/usr/local/share/ca-certificates" 2>/dev/null || true
printf '127.0.0.1 localhost\n' > "$folder/etc/hosts" # as every installed machine has it
mount -t proc proc "$folder/proc"
mount --rbind /dev "$folder/dev"
mkdir -p "$folder/usr/share/dotnet"
mount --bind -o ro "$sdk" "$folder/usr/share/dotnet"
ln -s ../share/dotnet/dotnet "$folder/usr/bin/dotnet"
inside update-ca-certificates > /dev/null 2>&1

say "cloning"
git clone -q --no-hardlinks "$repository" "$folder/srv/cutline"
inside useradd --create-home guest

say "the README's first command, as somebody without rights"
cp -r "$folder/srv/cutline" "$folder/home/guest/cutline"
inside chown -R guest:guest /home/guest/cutline
as_guest() {
  inside setpriv --reuid guest --regid guest --clear-groups env HOME=/home/guest "${network[@]}" bash -c 'cd ~/cutline && exec "$@"' - "$@"
}
first=$(grep -m 1 -oE '^\./cutline cut [^#]*[^# ]' "$repository/README.md")
say "$first"
as_guest bash -c "$first" || fail "$first"
[[ $(head -c 4 "$folder/home/guest/cutline/car.png" | tail -c 3) == PNG ]] || fail "there is no car.png"

say "a training, as the same"
as_guest ./cutline train --data synthetic:48 --out runs/first --epochs 1 --size 64 || fail "./cutline train"

[[ -f $folder/home/guest/cutline/runs/first/best.onnx ]] || fail "the run has no model"

say "./cutline --version as root, the first time"
inside /srv/cutline/cutline --version || fail "./cutline --version"

say "./cutline --version, the second time"
began=$(date +%s%N)
said=$(inside /srv/cutline/cutline --version 2>&1 >/dev/null) || fail "./cutline --version"
took=$(( ($(date +%s%N) - began) / 1000000 ))
say "took $took ms"
[[ -z $said ]] || fail "it had something to say: $said"
((took < 500)) || fail "that is more than 500 ms"

say "./test"
inside /srv/cutline/test || fail "./test"
say "set-up proved on $suite"
