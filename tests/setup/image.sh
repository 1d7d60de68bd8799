#!/usr/bin/env bash
# Proves the image without Docker: runs the steps of deploy/Dockerfile in a Debian of its own, starts the service as the image does
# (a user without rights, no capabilities, a read-only root), asks for its health, has a photo cut, stops it.
#
#   sudo tests/setup/image.sh FOLDER PHOTO
#
# Needs root, debootstrap, the .NET SDK and a gigabyte. FOLDER is made anew each time.
# It ends with "image proved", or at the first thing amiss.
set -euo pipefail

folder=$(readlink -m "${1:?usage: image.sh FOLDER PHOTO}")
photo=$(readlink -e "${2:?usage: image.sh FOLDER PHOTO}")
root=$(git -C "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" rev-parse --show-toplevel)
port=${PORT:-5089}

# A mount namespace of its own: what is mounted here is gone when this ends, however it ends.
[[ ${IN_OWN_MOUNTS:-} ]] || exec env IN_OWN_MOUNTS=1 unshare --mount --propagation private "${BASH_SOURCE[0]}" "$@"

say() { printf -- '---- %4d s  %s\n' "$SECONDS" "$*"; }
fail() { say "NOT PROVED: $*"; exit 1; }

# debian FOLDER: a minimal Debian trixie.
debian() { debootstrap --variant=minbase trixie "$1" > "$1.log" 2>&1 || { tail -n 5 "$1.log"; exit 1; }; }

in_debian() { local at=$1; shift; env -i LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$at" "$@"; }

mkdir -p "$folder"
say "the program"
rm -rf "$folder/program"
"$root/deploy/image.sh" program "$folder/program" > "$folder/program.log" 2>&1 || {
  tail -n 5 "$folder/program.log"
  fail "image.sh program"
}

say "the image"
image=$folder/image
rm -rf --one-file-system "$image"
debian "$image"
mkdir -p "$image/opt/cutline"
cp "$root"/deploy/{image.sh,healthy} "$image/opt/cutline"
in_debian "$image" /opt/cutline/image.sh user || fail "image.sh user"
cp -rT "$folder/program" "$image/opt/cutline"
cp -rT "$root/models" "$image/opt/cutline/models"
say "it has $(du -sm "$image" | cut -f 1) MB"

say "the service: uid 10001, no capabilities, read-only root"
mount --bind "$image" "$image"
mount -t proc proc "$image/proc"
mount --rbind /dev "$image/dev"
mount -t tmpfs -o uid=10001,gid=10001,mode=700,size=256m tmpfs "$image/store"
mount -o remount,bind,ro "$image"
environment=(-i PATH=/usr/sbin:/usr/bin:/sbin:/bin DOTNET_EnableDiagnostics=0 CUTLINE_API_KEY=a-key-for-this-proof)
restricted=(env "${environment[@]}" chroot "$image" setpriv --reuid 10001 --regid 10001 --clear-groups
  --no-new-privs --bounding-set -all --inh-caps -all)
"${restricted[@]}" /bin/bash -c 'echo x > /opt/cutline/x' 2>/dev/null && fail "the root can be written"
"${restricted[@]}" /opt/cutline/cutline serve --bind 0.0.0.0 --port "$port" --store /store --json-logs \
  > "$folder/service.out" 2> "$folder/service.log" &
service=$!
trap 'kill -9 $service 2>/dev/null || true' EXIT
for ((i = 0; ; i++)); do
  "${restricted[@]}" /opt/cutline/healthy "$port" 2>/dev/null && break
  kill -0 $service 2>/dev/null || { tail -n 5 "$folder/service.log"; fail "the service ended"; }
  ((i < 120)) || fail "not healthy after a minute"
  sleep 0.5
done
say "healthy"

cat > "$folder/ask.py" <<'PYTHON'
import json, sys, time, urllib.error, urllib.request
port, photo = sys.argv[1], open(sys.argv[2], "rb").read()
def ask(path, body=None, key="a-key-for-this-proof", **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, {"X-Api-Key": key, **headers})
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60)
cut = ask("/api/cutouts", photo).read()
assert cut[:8] == b"\x89PNG\r\n\x1a\n", cut[:80]
print(f"     a photo of {len(photo)} bytes became a PNG of {len(cut)}")
try:
    ask("/api/cutouts", photo, key="another-key-that-is-none")
    sys.exit("it takes photos without its key")
except urllib.error.HTTPError as e:
    assert e.code == 401, e.code
form = b'--b\r\nContent-Disposition: form-data; name="photo"\r\n\r\n' + photo + b"\r\n--b--\r\n"
job = ask("/api/jobs?format=webp", form, **{"Content-Type": "multipart/form-data; boundary=b"}).headers["Location"]
for _ in range(120):
    status = json.load(ask(job))
    if status["state"] == "done": break
    time.sleep(0.5)
assert status["done"] == 1, status
print("     a job was done in the store")
PYTHON
python3 "$folder/ask.py" "$port" "$photo" || fail "the API"
[[ $(stat -c %u "$image"/store/jobs) == 10001 ]] || fail "the store is not the user's"

say "stopping"
kill -TERM $service
wait $service || fail "it did not end well"
trap - EXIT
"${restricted[@]}" /opt/cutline/healthy "$port" 2>/dev/null && fail "it says that it is healthy when it is not there"
say "image proved"
