#!/usr/bin/python3
"""Cars in street scenes from Cityscapes pairs: street_cars.py PAIRS OUT [--share 0.05]

Keeps the frames in which one car, lorry or bus covers at least --share of the picture and three quarters of what all of them cover, and
writes OUT/images and OUT/masks, where that one is 255; the others are background. Frames are brought back from 1:1 to 2:1. The labels are
decoded by colour, with JPEG noise: their outlines are rough. Needs Debian's python3-pil, python3-numpy and python3-scipy.
"""
import argparse
import os

import numpy as np
from PIL import Image
from scipy.ndimage import label

VEHICLES = (0, 0, 142), (0, 0, 70), (0, 60, 100)
LEAST_OF_ALL, COLOUR_DISTANCE = 0.75, 60


def subject(labels, share):
    """The mask of the dominant vehicle of an (height, width, 3) label picture; None where there is none."""
    vehicles = np.any([np.abs(labels.astype(int) - colour).sum(2) < COLOUR_DISTANCE for colour in VEHICLES], axis=0)
    islands, count = label(vehicles)
    if not count:
        return None
    areas = np.bincount(islands.ravel())[1:]
    largest = areas.argmax()
    if areas[largest] < max(share * vehicles.size, LEAST_OF_ALL * vehicles.sum()):
        return None
    return islands == largest + 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs")
    parser.add_argument("out")
    parser.add_argument("--share", type=float, default=0.05)
    options = parser.parse_args()
    for folder in "images", "masks":
        os.makedirs(f"{options.out}/{folder}", exist_ok=True)
    kept = 0
    for file in sorted(os.listdir(options.pairs)):
        with Image.open(f"{options.pairs}/{file}") as opened:
            pair = opened.convert("RGB")
        side = pair.width // 2
        mask = subject(np.asarray(pair)[:, side:], options.share)
        if mask is None:
            continue
        size, name = (2 * side, pair.height), os.path.splitext(file)[0]
        pair.crop((0, 0, side, pair.height)).resize(size, Image.BICUBIC).save(f"{options.out}/images/{name}.png")
        Image.fromarray(np.uint8(255 * mask)).resize(size, Image.NEAREST).save(f"{options.out}/masks/{name}.png")
        kept += 1
    print(f"{kept} frames")


if __name__ == "__main__":
    main()
