#!/usr/bin/env bash
# What the image is made of, step by step: deploy/Dockerfile runs these in its stages, tests/setup/image.sh in a Debian of its own.
#
#   image.sh program OUT   the program, with the .NET that it runs on and without libtorch (anywhere with the .NET 10 SDK)
#   image.sh user          the image's user and its store (as root)
set -euo pipefail

source=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
user=10001 # a number, so that Kubernetes can tell that it is not root

case ${1:-} in
  program)
    out=${2:?usage: image.sh program OUT}
    case $(uname -m) in x86_64) runtime=linux-x64 ;; aarch64) runtime=linux-arm64 ;; *) echo "no image for $(uname -m)" >&2; exit 1 ;; esac
    dotnet publish "$source/src/Cutline.Cli" -c Release --self-contained -r "$runtime" -o "$out" \
      -p:Libtorch=none -p:ArtifactsPath="$out.made"
    rm -rf "$out.made"
    ;;
  user)
    useradd --uid "$user" --user-group --no-create-home --home-dir /store --shell /usr/sbin/nologin cutline
    mkdir -p /store
    chown "$user:$user" /store
    chmod 700 /store
    ;;
  *) sed -n '2,5p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
