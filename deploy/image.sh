#!/usr/bin/env bash
# What the image is made of, step by step: deploy/Dockerfile runs these in its stages, tests/setup/image.sh in Debians of its own.
#
#   image.sh build-packages   what native/ is compiled with (as root, in Debian trixie)
#   image.sh native OUT       the native library
#   image.sh program OUT      the program, with the .NET that it runs on (anywhere with the .NET 10 SDK)
#   image.sh run-packages     what the image needs to run, and its user (as root, in Debian trixie)
set -euo pipefail

source=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
user=10001 # a number, so that Kubernetes can tell that it is not root

install_packages() {
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
  rm -rf /var/lib/apt/lists/*
}

case ${1:-} in
  build-packages) install_packages libtorch-dev g++ cmake make ;;
  native)
    out=${2:?usage: image.sh native OUT}
    made=$(mktemp -d)
    cmake -S "$source/native" -B "$made" -DCMAKE_BUILD_TYPE=Release
    cmake --build "$made" --parallel "$(nproc)"
    mkdir -p "$out"
    cp "$made"/libcutline_torch.so "$out"
    rm -rf "$made"
    ;;
  program)
    out=${2:?usage: image.sh program OUT}
    dotnet publish "$source/src/Cutline.Cli" -c Release --self-contained -r linux-x64 -o "$out" -p:NuGetAudit=false -p:ArtifactsPath="$out.made"
    rm -rf "$out.made"
    ;;
  run-packages)
    # The threaded OpenBLAS: without it matrix products are tens of times slower.
    install_packages libtorch2.6 libopenblas0-pthread ca-certificates
    useradd --uid "$user" --user-group --no-create-home --home-dir /store --shell /usr/sbin/nologin cutline
    mkdir -p /store
    chown "$user:$user" /store
    chmod 700 /store
    ;;
  *) sed -n '2,8p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
