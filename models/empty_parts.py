#!/usr/bin/python3
"""Backgrounds without cars from photos with masks: empty_parts.py IMAGES MASKS OUT [--without NAMES.csv]

Writes the largest rectangle without any object of each photo, if it is at least a fifth of the photo, as OUT/NAME.png. --without leaves
out the photos that a table of `cutline evaluate --out` names, so that nothing of a test enters training. Needs Debian's python3-pil and
python3-numpy.
"""
import argparse
import csv
import os

import numpy as np
from PIL import Image


def largest_empty(occupied):
    """Left, top, right and bottom of the largest rectangle of a boolean (height, width) array that holds no True."""
    heights, best = np.zeros(occupied.shape[1] + 1, int), (0, (0, 0, 0, 0))
    for y, row in enumerate(occupied):
        heights[:-1] = np.where(row, 0, heights[:-1] + 1)
        stack = []
        for x, height in enumerate(heights):
            start = x
            while stack and stack[-1][1] >= height:
                start, tall = stack.pop()
                if tall * (x - start) > best[0]:
                    best = tall * (x - start), (start, y - tall + 1, x, y + 1)
            stack.append((start, height))
    return best[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in "images", "masks", "out":
        parser.add_argument(name)
    parser.add_argument("--without")
    options = parser.parse_args()
    left_out = set()
    if options.without:
        with open(options.without, encoding="utf-8") as file:
            left_out = {row["name"] for row in csv.DictReader(file)}
    masks = {os.path.splitext(file)[0]: f"{options.masks}/{file}" for file in os.listdir(options.masks)}
    os.makedirs(options.out, exist_ok=True)
    for file in sorted(os.listdir(options.images)):
        name = os.path.splitext(file)[0]
        if name in left_out or name not in masks:
            continue
        photo, mask = Image.open(f"{options.images}/{file}").convert("RGB"), np.asarray(Image.open(masks[name]))
        box = largest_empty(mask > 0)
        if (box[2] - box[0]) * (box[3] - box[1]) >= 0.2 * photo.width * photo.height and photo.size == mask.shape[::-1]:
            photo.crop(box).save(f"{options.out}/{name}.png")


if __name__ == "__main__":
    main()
