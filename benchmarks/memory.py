#!/usr/bin/env python3
"""Resident memory of Cutline while it works: the peak, and the median of each tenth of the time, which shows whether it grows.

  benchmarks/memory.py cut --photos PHOTOS [--count 1000]    whole cut-outs, file to PNG, one after the other in one process
  benchmarks/memory.py train --data DATA [OPTION ...]        two epochs, with any options of `cutline train`
  benchmarks/memory.py evaluate --data DATA [OPTION ...]     every photo, natively too; options of `cutline evaluate`

Prints a Markdown table in MiB.
"""
import argparse, itertools, os, statistics, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def resident(pid):
    """(VmRSS, VmHWM) in MiB."""
    with open(f"/proc/{pid}/status") as f:
        fields = dict(line.split(":", 1) for line in f)
    return tuple(int(fields[k].split()[0]) / 1024 for k in ("VmRSS", "VmHWM"))


def family(pid):
    """A process and its children."""
    pids = [pid]
    for parent in pids:
        try:
            for thread in os.listdir(f"/proc/{parent}/task"):
                with open(f"/proc/{parent}/task/{thread}/children") as f:
                    pids += [int(child) for child in f.read().split()]
        except OSError:  # it is just ending
            pass
    return pids


def watch(command):
    print(" ".join(command), file=sys.stderr)
    process = subprocess.Popen(command, cwd=ROOT, stdout=sys.stderr)
    samples = []
    while process.poll() is None:
        try:
            samples.append(resident(process.pid))
        except (OSError, KeyError):  # it is just ending
            pass
        time.sleep(0.2)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed with {process.returncode}")
    return samples


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("what", choices=["cut", "train", "evaluate"])
    p.add_argument("--photos"); p.add_argument("--count", type=int, default=1000); p.add_argument("--data")
    a, rest = p.parse_known_args()
    cutline = os.path.join(ROOT, "cutline")
    subprocess.run([cutline, "--version"], check=True, stdout=sys.stderr)  # sets up what is missing before anything is measured
    with tempfile.TemporaryDirectory() as folder:
        if a.what == "cut":
            photos = sorted(f for f in os.listdir(a.photos) if f.endswith(".jpg"))
            os.mkdir(f"{folder}/in")
            for i, name in zip(range(a.count), itertools.cycle(photos)):
                os.symlink(os.path.abspath(os.path.join(a.photos, name)), f"{folder}/in/{i:05}.jpg")
            samples = watch([cutline, "cut", f"{folder}/in", "-o", f"{folder}/out", *rest])
            done = len(os.listdir(f"{folder}/out"))
        elif a.what == "evaluate":
            evaluate = [cutline, "evaluate", "--data", os.path.abspath(a.data), "--part", "all", "--native", "--out", f"{folder}/out"]
            samples = watch([*evaluate, *rest])
            with open(f"{folder}/out/images.csv") as rows:
                done = sum(1 for _ in rows) - 1
        else:
            samples = watch([cutline, "train", "--data", os.path.abspath(a.data), "--out", f"{folder}/run", "--epochs", "2", *rest])
            done = 2
    tenths = [statistics.median(r for r, _ in samples[i * len(samples) // 10:(i + 1) * len(samples) // 10]) for i in range(10)]
    print("| work | done | peak | " + " | ".join(f"{i * 10} to {i * 10 + 10} %" for i in range(10)) + " |\n" + "|---" * 13 + "|")
    print(f"| {a.what} | {done} | {max(h for _, h in samples):.0f} | " + " | ".join(f"{t:.0f}" for t in tenths) + " |")


if __name__ == "__main__":
    main()
