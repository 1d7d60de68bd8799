#!/usr/bin/python3
"""Masks without void from what `cutline label` wrote: fill_void.py LABELLED OUT [--most-unsure 0.09]

Links the kept photos of which at most that share is unsure, and gives each void pixel of their masks the value of the nearest other one,
which puts the outline in the middle of the band that the teachers were unsure of. Needs Debian's python3-pil, python3-numpy and
python3-scipy.
"""
import argparse
import csv
import os

import numpy as np
from PIL import Image
from scipy.ndimage import distance_transform_edt


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled")
    parser.add_argument("out")
    parser.add_argument("--most-unsure", type=float, default=0.09)
    options = parser.parse_args()
    for folder in "images", "masks":
        os.makedirs(f"{options.out}/{folder}", exist_ok=True)
    with open(f"{options.labelled}/labels.csv", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kept"] == "yes" and float(row["unsure"]) <= options.most_unsure]
    for row in rows:
        name = os.path.splitext(row["photo"])[0]
        mask = np.array(Image.open(f"{options.labelled}/masks/{name}.png"))
        void = (mask != 0) & (mask != 255)
        nearest = distance_transform_edt(void, return_distances=False, return_indices=True)
        Image.fromarray(mask[tuple(nearest)]).save(f"{options.out}/masks/{name}.png")
        os.symlink(os.path.abspath(f"{options.labelled}/images/{row['photo']}"), f"{options.out}/images/{row['photo']}")
    print(f"{len(rows)} photos")


if __name__ == "__main__":
    main()
