#!/usr/bin/env python3
"""What the confidence of a cut-out means: cuts photos with true masks, unchanged and spoilt, and compares confidence with IoU.

    cutline evaluate --data $DATA/car-parts --out quarter          # its images.csv names the photos that are kept out of training
    cutline serve --port 5099 --store /tmp/store &
    benchmarks/confidence.py --data $DATA --quarter quarter/images.csv --url http://localhost:5099

Prints the table of docs/studio.md. Needs Debian's python3-pil and python3-numpy.
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

BOUNDS = [0, 0.54, 0.6, 0.7, 0.75, 1]


def photos(data, quarter):
    """(photo, mask, value of void or None): every third of Carvana's native photos, dealers' lots, the quarter of car-parts."""
    for photo in sorted((data / "carvana-native/train").glob("*.jpg"))[::3]:
        yield photo, photo.parent.parent / "train_masks" / f"{photo.stem}_mask.gif", None
    for photo in sorted((data / "dealer-lots/test/images").iterdir()):
        yield photo, next((data / "dealer-lots/test/masks").glob(f"{photo.stem}.*")), 128
    kept = {pathlib.Path(row["name"]).stem for row in csv.DictReader(quarter.open())}
    for photo in sorted((data / "car-parts/images").iterdir()):
        if photo.stem in kept:
            yield photo, next((data / "car-parts/masks").glob(f"{photo.stem}.*")), None


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
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--quarter", type=pathlib.Path, required=True)
    parser.add_argument("--url", default="http://localhost:5080")
    options = parser.parse_args()
    draw, results, refused = random.Random(0), [], 0
    for photo, mask, void in photos(options.data, options.quarter):
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


if __name__ == "__main__":
    main()
