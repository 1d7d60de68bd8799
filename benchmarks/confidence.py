#!/usr/bin/env python3
"""What the confidence of a cut-out means: cuts photos with true masks, unchanged and spoilt, and compares confidence with IoU.

    cutline evaluate --data $DATA/car-parts --binary --out quarter          # its images.csv names the photos that are kept out of training
    cutline serve --port 5099 --store /tmp/store &
    benchmarks/confidence.py --data $DATA --quarter quarter/images.csv --url http://localhost:5099

Prints the table of docs/studio.md, and the threshold by its rule: of the results at or above it 95 % have an IoU above 0.9. With your own
model and photos, a folder of images/ and masks/ of the same names, masks 0 for background, 128 for what does not count:

    cutline serve --model runs/mine --port 5099 --store /tmp/store &
    benchmarks/confidence.py --folder photos/test --url http://localhost:5099

Needs Debian's python3-pil and python3-numpy.
"""
import argparse
import csv
import io
import pathlib
import random
import urllib.error
import urllib.request

import numpy as np
from PIL import Image, ImageEnhance

BOUNDS = [0, 0.53, 0.6, 0.7, 0.75, 1]
SHARE, GOOD = 0.95, 0.9


def photos(data, quarter):
    """(photo, mask, value of void or None): every third of Carvana's native photos, dealers' lots, the quarter of car-parts."""
    for photo in sorted((data / "carvana-native/train").glob("*.jpg"))[::3]:
        yield photo, photo.parent.parent / "train_masks" / f"{photo.stem}_mask.gif", None
    yield from folder(data / "dealer-lots/test")
    kept = {pathlib.Path(row["name"]).stem for row in csv.DictReader(quarter.open())}
    for photo in sorted((data / "car-parts/images").iterdir()):
        if photo.stem in kept:
            yield photo, next((data / "car-parts/masks").glob(f"{photo.stem}.*")), None


def folder(root):
    """(photo, mask, value of void) of each photo in images/ that has a mask in masks/."""
    for photo in sorted((root / "images").iterdir()):
        for mask in list((root / "masks").glob(f"{photo.stem}.*"))[:1]:
            yield photo, mask, 128


def threshold(confidence, iou):
    """The least confidence from which on SHARE of the results have an IoU above GOOD; None where there is none."""
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(iou[order] > GOOD) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= SHARE)
    return confidence[order][enough[-1]] if enough.size else None


def spoilt(photo, truth, valid, draw):
    """The photo unchanged, and in two of four changed forms, each with its truth (bool) and what of it counts (bool)."""
    width, height = photo.size
    yield photo, truth, valid
    for change in draw.sample(["blur", "dark", "crop", "noise"], 2):
        if change == "blur":
            share = draw.uniform(62, 250) / width
            small = photo.resize((max(8, int(width * share)), max(8, int(height * share))), Image.BILINEAR)
            yield small.resize(photo.size, Image.BICUBIC), truth, valid
        elif change == "dark":
            yield ImageEnhance.Brightness(photo).enhance(draw.uniform(0.08, 0.3)), truth, valid
        elif change == "noise":
            noise = np.random.default_rng(draw.getrandbits(32)).normal(0, draw.uniform(12, 50), (height, width, 3))
            yield Image.fromarray((np.asarray(photo) + noise).clip(0, 255).astype("uint8")), truth, valid
        else:
            w, h = (int(side * draw.uniform(0.35, 0.75)) for side in (width, height))
            x, y = draw.randrange(width - w + 1), draw.randrange(height - h + 1)
            part = np.s_[y:y + h, x:x + w]
            if truth[part].mean() > 0.02:
                yield photo.crop((x, y, x + w, y + h)), truth[part], valid[part]


def cut(url, photo):
    """Confidence and mask (bool) of the photo's cut-out; None where the service finds no car."""
    body = io.BytesIO()
    photo.save(body, "JPEG", quality=92)
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{url}/api/cutouts?format=png", data=body.getvalue())) as answer:
            return float(answer.headers["Cutline-Confidence"]), np.asarray(Image.open(io.BytesIO(answer.read())))[..., 3] >= 128
    except urllib.error.HTTPError as refused:
        if refused.code == 422:
            return None
        raise


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, help="the data sets of docs/studio.md, with --quarter")
    parser.add_argument("--quarter", type=pathlib.Path)
    parser.add_argument("--folder", type=pathlib.Path, help="your own photos with masks, instead of --data")
    parser.add_argument("--url", default="http://localhost:5080")
    options = parser.parse_args()
    if not (options.folder or (options.data and options.quarter)):
        parser.error("give --folder, or --data and --quarter")
    draw, results, refused = random.Random(0), [], 0
    for photo, mask, void in folder(options.folder) if options.folder else photos(options.data, options.quarter):
        values = np.asarray(Image.open(mask))
        values = values[..., 0] if values.ndim == 3 else values
        valid = np.ones(values.shape, bool) if void is None else values != void
        for changed, truth, counts in spoilt(Image.open(photo).convert("RGB"), (values > 0) & valid, valid, draw):
            found = cut(options.url, changed)
            if found is None:
                refused += 1
                continue
            confidence, mask_found = found
            union = ((mask_found | truth) & counts).sum()
            results.append((confidence, (mask_found & truth & counts).sum() / max(1, union)))
    confidence, iou = np.array(results).T
    print(f"{len(results)} results, {refused} refused")
    print("| confidence | results | median IoU | below 0.95 | below 0.9 |\n|---|---|---|---|---|")
    for low, high in zip(BOUNDS, BOUNDS[1:]):
        some = iou[(confidence >= low) & (confidence < high)]
        if some.size:
            print(f"| {low} to {high} | {some.size} | {np.median(some):.3f} | {np.mean(some < 0.95):.0%} | {np.mean(some < 0.9):.0%} |")
    least = threshold(confidence, iou)
    print("no threshold: too few results are good" if least is None else f"threshold {least:.3f}")


if __name__ == "__main__":
    main()
