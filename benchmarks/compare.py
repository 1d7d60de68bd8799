#!/usr/bin/python3
"""Cutline and the PyTorch peer side by side, in turn: A B A B ...; medians and the ratio, under the versions of both.

  benchmarks/compare.py --peer unet_pytorch.py --data CARVANA --photos PHOTOS [--only step|epoch|infer] [--rounds 3]

The peer script does the same work in Python (PyTorch and PIL) and prints one JSON line last, as `cutline bench ... --json` does.
Cutline brings its libtorch with TorchSharp; the peer's PyTorch, and so its libtorch, is what this python3 has. Where the two versions
differ, the ratio is of the versions, too: for one of the programs alone, install the PyTorch of Cutline's libtorch.
Each side runs with each of its settings; the best of each side are compared. Prints a Markdown table.
"""
import argparse, json, os, statistics, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PEER_STEP = {"fp32": [], "fp32 channels-last": ["--channels-last"], "bf16": ["--bf16"], "bf16 channels-last": ["--bf16", "--channels-last"]}
OWN = {"fp32": ["--precision", "fp32"], "bf16": ["--precision", "bf16"]}


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def settings(a):
    peer = lambda *more: [sys.executable, a.peer, *more]
    own = lambda *more: [os.path.join(ROOT, "cutline"), "bench", *more, "--json"]
    limit = ["--limit", str(a.limit)] if a.limit else []
    photos = [*(["--photos", a.photos] if a.photos else []), "--size", "512", "--limit", "64"]
    data = [*(["--data", a.data] if a.data else []), *limit]
    return {
        "step": ({k: peer("step", *v) for k, v in PEER_STEP.items()}, {k: own("step", *v) for k, v in OWN.items()}),
        "epoch": ({k: peer("epoch", "--workers", "2", *data, *v) for k, v in PEER_STEP.items() if k in ("fp32", "bf16 channels-last")},
                  {k: own("epoch", *data, *v) for k, v in OWN.items()}),
        "infer": ({k: peer("infer", *photos, *v) for k, v in PEER_STEP.items() if k in ("fp32", "bf16")},
                  {k: own("infer", *photos, *v) for k, v in OWN.items()}),
    }


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--peer", required=True); p.add_argument("--data"); p.add_argument("--photos")
    p.add_argument("--only", choices=["step", "epoch", "infer"]); p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--limit", type=int, default=1024, help="photos of an epoch")
    a = p.parse_args()
    a.peer = os.path.abspath(a.peer)
    a.data, a.photos = (os.path.abspath(x) if x else None for x in (a.data, a.photos))
    rows = []
    for name, (peer, own) in settings(a).items():
        if a.only not in (None, name) or (name == "epoch" and not a.data) or (name == "infer" and not a.photos):
            continue
        results = {}
        for _ in range(a.rounds):
            for side, commands in (("peer", peer), ("cutline", own)):
                for setting, command in commands.items():
                    results.setdefault((side, setting), []).append(run(command))
        key = "ms" if name == "infer" else "images_per_s"
        median = {k: statistics.median(r[key] for r in v) for k, v in results.items()}
        pick = min if name == "infer" else max
        best = {side: pick((v, k[1]) for k, v in median.items() if k[0] == side) for side in ("peer", "cutline")}
        ratio = best["peer"][0] / best["cutline"][0] if name == "infer" else best["cutline"][0] / best["peer"][0]
        for (side, setting), value in median.items():
            spread = [r[key] for r in results[side, setting]]
            rows.append(f"| {name} | {side} | {setting} | {value:.1f} | {min(spread):.1f} to {max(spread):.1f} | |")
        rows.append(f"| **{name}** | **best** | {best['cutline'][1]} against {best['peer'][1]} "
                    f"| {best['cutline'][0]:.1f} against {best['peer'][0]:.1f} | | **{ratio:.2f}** |")
        version = results["peer", next(iter(peer))][0]["torch"]
        rows_head = (f"the peer on PyTorch {version}; Cutline on libtorch {results['cutline', 'bf16'][0]['torch']}; "
                     f"{a.rounds} rounds in turn; images/s (step, epoch), ms (infer)")
    print(rows_head)
    print("| work | side | setting | median | range | Cutline is faster by |\n|---|---|---|---|---|---|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
