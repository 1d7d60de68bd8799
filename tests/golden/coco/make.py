"""Writes polygons.json: drawn polygons with their masks as COCO's API makes them (annToMask), as compressed run lengths.

    python3 make.py COCOAPI    # a copy of github.com/cocodataset/cocoapi; needs a C compiler
"""
import ctypes
import json
import math
import os
import random
import subprocess
import sys
import tempfile


class Rle(ctypes.Structure):
    _fields_ = [("h", ctypes.c_ulong), ("w", ctypes.c_ulong), ("m", ctypes.c_ulong), ("counts", ctypes.POINTER(ctypes.c_uint))]


def polygon(rng, width, height):
    """A star around a point in the picture or near it, with whole, halved, or any coordinates."""
    corners = rng.choice([3, 4, 5, 9, 30])
    step = rng.choice([1, 0.5, 0.01])
    x, y = rng.uniform(-0.2, 1.2) * width, rng.uniform(-0.2, 1.2) * height
    turns = sorted(rng.uniform(0, 2 * math.pi) for _ in range(corners))
    if rng.random() < 0.2:
        rng.shuffle(turns)  # crosses itself
    points = []
    for turn in turns:
        radius = rng.uniform(0.05, 0.7) * max(width, height)
        points += [round((x + radius * math.cos(turn)) / step) * step, round((y + radius * math.sin(turn)) / step) * step]
    return [round(p, 2) for p in points]


def main(cocoapi):
    with tempfile.TemporaryDirectory() as folder:
        library = os.path.join(folder, "mask.so")
        subprocess.check_call(["cc", "-O2", "-shared", "-fPIC", "-o", library, os.path.join(cocoapi, "common", "maskApi.c"), "-lm"])
        api = ctypes.CDLL(library)
        api.rleToString.restype = ctypes.c_char_p
        rng = random.Random(1)
        cases = []
        for _ in range(400):
            width, height = rng.randint(1, 40), rng.randint(1, 30)
            points = polygon(rng, width, height)
            rle = Rle()
            api.rleFrPoly(ctypes.byref(rle), (ctypes.c_double * len(points))(*points), ctypes.c_ulong(len(points) // 2),
                          ctypes.c_ulong(height), ctypes.c_ulong(width))
            text = api.rleToString(ctypes.byref(rle)).decode()
            cases.append({"width": width, "height": height, "points": points, "counts": text})
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "polygons.json"), "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
