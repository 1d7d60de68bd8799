#!/usr/bin/python3
"""How many number plates are covered: asks the service for the plate of each photo and compares it with boxes in PASCAL VOC's form.

    cutline serve --port 5099 --store /tmp/store &
    benchmarks/plates.py plates/images --boxes plates/annots --url http://localhost:5099 --pictures looked-at

Prints for how many photos the quadrilateral covers a plate, meets none (wrong), or is not given though there is a plate (missed, which
the service tells). It covers a plate where the IoU of its bounding box and the plate's is above 0.5, or where it contains at least 90 % of
the plate's box and is not more than 2.5 times as large. Without --boxes it counts what is found, to be looked at: --pictures writes each
photo's plate at 100 % and the photo, with the quadrilateral drawn in. Needs Debian's python3-pil.
"""
import argparse
import csv
import json
import os
import pathlib
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree

from PIL import Image, ImageDraw, ImageOps

ENDINGS = {".jpg", ".jpeg", ".png", ".webp"}


def plate(url, photo):
    """Corners and confidence of a photo's plate; None where the service finds no car."""
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{url}/api/plates", data=photo.read_bytes())) as answer:
            found = json.load(answer)
            return found["corners"], found["confidence"]
    except urllib.error.HTTPError as refused:
        if refused.code == 422:
            return None
        raise


def boxes(file):
    """The boxes (left, top, right, bottom) of a VOC annotation."""
    return [tuple(float(box.find(side).text) for side in ("xmin", "ymin", "xmax", "ymax"))
            for box in ElementTree.parse(file).getroot().iter("bndbox")]


def area(box):
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def common(a, b):
    return area((max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])))


def covers(corners, truth):
    """Whether a quadrilateral covers one of the plates, and whether it meets one."""
    xs, ys = zip(*corners)
    box = (min(xs), min(ys), max(xs), max(ys))
    covered = any(
        common(box, t) > 0.5 * (area(box) + area(t) - common(box, t)) or (common(box, t) >= 0.9 * area(t) and area(box) <= 2.5 * area(t))
        for t in truth)
    return covered, any(common(box, t) > 0 for t in truth)


def picture(photo, corners, text, height=300):
    """The plate at 100 % beside the whole photo, both with the quadrilateral."""
    with Image.open(photo) as opened:
        whole = ImageOps.exif_transpose(opened).convert("RGB")
    outline = whole.copy()
    if corners:
        line = [tuple(c) for c in corners]
        ImageDraw.Draw(outline).line(line + line[:1], fill=(255, 0, 255), width=1 + max(whole.size) // 900)
    small = outline.copy()
    small.thumbnail((height * 2, height))
    sheet = Image.new("RGB", (small.width + height * 3 // 2, height))
    sheet.paste(small)
    if corners:
        x, y = (int(sum(c) / 4) for c in zip(*corners))
        w, h = height * 3 // 4, height // 2
        sheet.paste(outline.crop((x - w, y - h, x + w, y + h)), (small.width, 0))
    ImageDraw.Draw(sheet).text((4, 4), text, fill=(255, 0, 255))
    return sheet


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=pathlib.Path)
    parser.add_argument("--boxes", type=pathlib.Path, help="a folder of VOC annotations; photos without one are left out")
    parser.add_argument("--without", help="leave out photos whose name contains this")
    parser.add_argument("--list", type=pathlib.Path, help="a file of names, without ending, one a line: these photos alone")
    parser.add_argument("--pictures", type=pathlib.Path)
    parser.add_argument("--csv", type=pathlib.Path, help="writes the result and the confidence of each photo")
    parser.add_argument("--url", default="http://localhost:5080")
    options = parser.parse_args()
    names = set(options.list.read_text().split()) if options.list else None
    counts = dict.fromkeys(["covered", "wrong", "partly", "missed", "no car", "no plate and none found", "found"], 0)
    rows = []
    for photo in sorted(p for p in options.photos.iterdir() if p.suffix.lower() in ENDINGS):
        annotation = options.boxes / f"{photo.stem}.xml" if options.boxes else None
        if options.without and options.without in photo.name or names is not None and photo.stem not in names:
            continue
        if annotation and not annotation.exists():
            continue
        truth = boxes(annotation) if annotation else []
        found = plate(options.url, photo)
        corners, confidence = found or (None, 0)
        covered, meets = covers(corners, truth) if corners else (False, False)
        result = ("no car" if found is None else "found" if corners and not annotation else "covered" if covered else "partly" if meets
                  else "wrong" if corners else "missed" if truth or not annotation else "no plate and none found")
        counts[result] += 1
        if options.pictures:
            folder = options.pictures / result
            os.makedirs(folder, exist_ok=True)
            picture(photo, corners, f"{result} {confidence} {photo.stem}").save(folder / f"{photo.stem}.png")
        rows.append((photo.name, result, confidence))
    if options.csv:
        with options.csv.open("w", newline="") as file:
            csv.writer(file).writerows([("photo", "result", "confidence"), *rows])
    total = sum(counts.values())
    print(f"{total} photos: " + ", ".join(f"{count} {name}" for name, count in counts.items() if count))


if __name__ == "__main__":
    main()
