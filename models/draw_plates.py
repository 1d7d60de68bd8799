#!/usr/bin/python3
"""Training data for the model of number plates: draw_plates.py OUT [--boxes IMAGES ANNOTATIONS] [--cars IMAGES MASKS] [--corners FILE]

Writes OUT/images, OUT/masks (0 background, 1 plate, 255 void), OUT/classes.json and OUT/train.txt and OUT/val.txt: crops around plates and
cars at many scales, a share of them with a drawn plate: European, British, American, in two lines, dark on light and light on dark, without
text, blurred, dirty, in bad light. Each option may be given several times:

  --boxes IMAGES ANNOTATIONS   photos with PASCAL VOC boxes of plates; a rim is void, since boxes are loose where plates are oblique
  --cars IMAGES MASKS          photos of cars, whose masks are above 0, that show no plate: they get drawn ones, or show what is none
  --corners FILE               lines "photo x1,y1,…,y4 …": photos with the corners of their plates, clockwise; none: no plate

Names that --val matches (a regular expression) go to val.txt, others that --without matches are left out. Needs Debian's python3-pil,
python3-numpy and fonts-dejavu-core.
"""
import argparse
import json
import math
import os
import pathlib
import random
import re
import string
import xml.etree.ElementTree as ElementTree

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 448, 320
FONTS = ["DejaVuSans-Bold.ttf", "DejaVuSansCondensed-Bold.ttf", "DejaVuSansMono-Bold.ttf", "DejaVuSansCondensed.ttf"]
VOID, RIM = 255, 0.12
LIGHT = [(245, 245, 240)] * 6 + [(240, 200, 40), (245, 185, 20), (225, 228, 235), (205, 225, 240), (250, 235, 200)]
DARK = [(20, 20, 22)] * 4 + [(20, 60, 130), (20, 90, 50), (120, 20, 25), (60, 60, 65)]


def text(draw, letters):
    return "".join(draw.choice(string.digits if draw.random() < 0.5 else string.ascii_uppercase) for _ in range(letters))


def written(canvas, draw, words, box, colour):
    """Writes words into a box (left, top, right, bottom), as high as it and not wider."""
    left, top, right, bottom = box
    size = max(6, int((bottom - top) * 1.35))
    font = ImageFont.truetype(draw.choice(FONTS), size)
    x0, y0, x1, y1 = font.getbbox(words) if words else (0, 0, 1, 1)
    layer = Image.new("L", (max(1, x1 - x0), max(1, y1 - y0)))
    ImageDraw.Draw(layer).text((-x0, -y0), words, fill=255, font=font)
    width = int(min(right - left, layer.width * (bottom - top) / layer.height))
    layer = layer.resize((max(1, width), max(1, int(bottom - top))), Image.LANCZOS)
    canvas.paste(colour, (int(left + (right - left - width) / 2), int(top)), layer)


def drawn(draw, aspect):
    """A plate as RGB, 84 to 200 pixels high, of about the aspect."""
    kind = ("long" if aspect > 2.9 else draw.choice(["american", "lines", "american", "long"] if aspect > 1.3 else ["lines", "american"]))
    height = 120
    width = int(height * aspect)
    inverse = draw.random() < 0.2
    ground, ink = (draw.choice(DARK), (235, 235, 230)) if inverse else (draw.choice(LIGHT), draw.choice(
        [(15, 15, 20)] * 6 + [(160, 20, 30), (20, 40, 120), (20, 90, 50)]))
    plate = Image.new("RGB", (width, height), ground)
    pen = ImageDraw.Draw(plate)
    left, right = int(0.04 * width), int(0.96 * width)
    if kind == "american":
        if draw.random() < 0.5:
            other = tuple(draw.randrange(90, 255) for _ in range(3))
            ramp = Image.linear_gradient("L").resize((width, height))
            plate.paste(Image.new("RGB", plate.size, other), (0, 0), ramp if draw.random() < 0.5 else ImageChops.invert(ramp))
        written(plate, draw, text(draw, draw.randint(5, 8)), (0.08 * width, 0.27 * height, 0.92 * width, 0.73 * height), ink)
        for top in 0.06, 0.81:
            if draw.random() < 0.8:
                side = draw.uniform(0.2, 0.4)
                written(plate, draw, text(draw, 9), (side * width, top * height, (1 - side) * width, (top + 0.12) * height), ink)
    elif kind == "lines":
        middle = draw.uniform(0.4, 0.55)
        written(plate, draw, text(draw, draw.randint(2, 4)), (0.2 * width, 0.1 * height, 0.8 * width, (middle - 0.04) * height), ink)
        written(plate, draw, text(draw, draw.randint(3, 5)), (0.08 * width, (middle + 0.04) * height, 0.92 * width, 0.9 * height), ink)
    else:
        blue = draw.choice([(0, 50, 150), (20, 60, 160), (0, 40, 110)])
        if draw.random() < 0.75:
            band = int(draw.uniform(0.06, 0.1) * width)
            pen.rectangle((0, 0, band, height), fill=blue)
            pen.ellipse((band * 0.3, height * 0.2, band * 0.7, height * 0.35), outline=(230, 200, 40), width=2)
            left += band
        if draw.random() < 0.25:
            band = int(0.08 * width)
            pen.rectangle((width - band, 0, width, height), fill=blue)
            right -= band
        words = " ".join(text(draw, draw.randint(1, 4)) for _ in range(draw.randint(2, 3)))
        top = draw.uniform(0.1, 0.25)
        written(plate, draw, words, (left + 0.02 * width, top * height, right - 0.02 * width, (1 - top) * height), ink)
    if draw.random() < 0.6:
        pen.rectangle((0, 0, width - 1, height - 1), outline=ink if draw.random() < 0.6 else (150, 150, 150), width=draw.randint(2, 5))
    if draw.random() < 0.07:                                                       # without its text
        plate = plate.filter(ImageFilter.GaussianBlur(draw.uniform(20, 60)))
    elif draw.random() < 0.1:                                                      # made unreadable
        plate = plate.filter(ImageFilter.GaussianBlur(draw.uniform(6, 14)))
    if draw.random() < 0.2:                                                        # dirt
        noise = Image.effect_noise((max(2, width // 24), max(2, height // 24)), 120).resize((width, height), Image.BICUBIC)
        plate.paste(tuple(draw.randrange(60, 140) for _ in range(3)), (0, 0), noise.point(lambda v: max(0, v - 110)))
    return plate


def coefficients(corners, width, height):
    """PIL's perspective coefficients that take pixels of the picture to a rectangle whose corners lie at the given ones."""
    source = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, source):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return np.linalg.solve(np.array(rows, float), np.array(right, float))


def balanced(photo):
    """A photo without its tint: all channels have one mean."""
    means = np.asarray(photo, float).mean((0, 1))
    lit = np.asarray(photo, float) * (means.mean() / np.maximum(means, 1))
    return Image.fromarray(lit.clip(0, 255).astype("uint8"))


def grown(corners, factor, tall=None):
    cx, cy = (sum(c) / 4 for c in zip(*corners))
    return [(cx + (x - cx) * factor, cy + (y - cy) * (tall or factor)) for x, y in corners]


def length(a, b):
    return math.hypot(a[0] - b[0], a[1] - b[1])


def paste(photo, corners, draw):
    """A photo with a drawn plate at the corners, lit as the photo there."""
    width = (length(corners[0], corners[1]) + length(corners[3], corners[2])) / 2
    height = (length(corners[0], corners[3]) + length(corners[1], corners[2])) / 2
    aspect = min(6, max(0.9, width / max(1, height)) * draw.uniform(0.9, 1.25))
    plate = drawn(draw, aspect)
    xs, ys = zip(*grown(corners, 1.6))
    x0, y0 = max(0, int(min(xs))), max(0, int(min(ys)))
    x1, y1 = min(photo.width, int(max(xs)) + 2), min(photo.height, int(max(ys)) + 2)
    if x1 - x0 < 4 or y1 - y0 < 4:
        return photo
    part = photo.crop((x0, y0, x1, y1))
    pixels = np.asarray(part, float)
    tint = pixels.mean((0, 1)) + 20
    tint = tint / tint.mean()
    bright = np.percentile(pixels.mean(2), 85) / 255
    level = min(1.1, max(0.2, bright * draw.uniform(0.7, 1.5))) if draw.random() < 0.8 else draw.uniform(0.3, 1.1)
    scale = 3 if width < 200 else 2
    size = (part.width * scale, part.height * scale)

    def warped(picture, at):
        local = [((x - x0) * scale, (y - y0) * scale) for x, y in at]
        bent = picture.transform(size, Image.PERSPECTIVE, coefficients(local, *picture.size), Image.BILINEAR)
        return bent.resize(part.size, Image.BOX)

    if draw.random() < 0.5:                                                        # a holder around it
        holder = Image.new("L", (80, 40), 255)
        shade = draw.choice([15, 30, 60, 150, 190])
        part.paste((shade, shade, shade), (0, 0), warped(holder, grown(corners, draw.uniform(1.03, 1.12), draw.uniform(1.06, 1.3))))
    ramp = np.linspace(draw.uniform(0.75, 1.15), draw.uniform(0.75, 1.15), plate.width)[None, :, None]
    lit = np.asarray(plate, float) * level * ramp * (tint * 0.7 + 0.3)
    plate = Image.fromarray(lit.clip(0, 255).astype("uint8"))
    shape = Image.new("L", plate.size)
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, plate.width - 1, plate.height - 1), draw.choice([0, 6, 12]), fill=255)
    part.paste(warped(plate, corners), (0, 0), warped(shape, corners))
    if draw.random() < 0.5:
        part = part.filter(ImageFilter.GaussianBlur(draw.uniform(0.3, 1.2) * max(1, width / 150)))
    photo = photo.copy()
    photo.paste(part, (x0, y0))
    return photo


def placed(box, draw):
    """Corners of a plate of a random size and view, somewhere within a box."""
    left, top, right, bottom = box
    width = (right - left) * draw.uniform(0.08, 0.3)
    aspect = draw.choice([4.64, 4.64, 4.64, 2, 1.6])
    turn = draw.choice([0, 0, draw.uniform(-1.2, 1.2)])
    height, squeezed = width / aspect, width * math.cos(turn)
    cx, cy = draw.uniform(left + width / 2, right - width / 2), draw.uniform(top + height, bottom - height)
    tilt, lean, near = math.radians(draw.gauss(0, 4) + turn * draw.uniform(-4, 10)), draw.gauss(0, 0.05), 0.12 * math.sin(turn)
    square = [(-0.5, -0.5 * (1 + near)), (0.5, -0.5 * (1 - near)), (0.5, 0.5 * (1 - near)), (-0.5, 0.5 * (1 + near))]
    moved = [(x * squeezed + y * height * lean, y * height) for x, y in square]
    return [(cx + x * math.cos(tilt) - y * math.sin(tilt), cy + x * math.sin(tilt) + y * math.cos(tilt)) for x, y in moved]


def marked(size, plates, rims):
    """The mask of plates (corners), each with a rim of void of a share of its height."""
    mask = Image.new("L", size)
    pen = ImageDraw.Draw(mask)
    for corners, rim in zip(plates, rims):
        if rim:
            height = length(corners[0], corners[3])
            width = length(corners[0], corners[1])
            pen.polygon(grown(corners, 1 + rim * height / width, 1 + rim), fill=VOID)
            pen.polygon(grown(corners, 1 - 2 * rim * height / width, 1 - 2 * rim), fill=1)
        else:
            pen.polygon(corners, fill=1)
    return mask


def window(around, width, size, draw):
    """A window of a width and the input's shape that has a point in it, not far outside the photo."""
    height = width * HEIGHT / WIDTH
    x = around[0] - width / 2 + draw.uniform(-0.38, 0.38) * width
    y = around[1] - height / 2 + draw.uniform(-0.38, 0.38) * height
    x0, y0, x1, y1 = max(0, x), max(0, y), min(size[0], x + width), min(size[1], y + height)
    return tuple(int(v) for v in (x0, y0, x1, y1))


class Writer:
    def __init__(self, out, val):
        self.out, self.val, self.names = pathlib.Path(out), re.compile(val) if val else None, {"train": [], "val": []}
        for folder in "images", "masks":
            os.makedirs(self.out / folder, exist_ok=True)

    def add(self, name, photo, plates, rims, box):
        if box[2] - box[0] < 24 or box[3] - box[1] < 16:
            return
        part = photo.crop(box)
        mask = marked(photo.size, plates, rims).crop(box)
        scale = min(WIDTH / part.width, HEIGHT / part.height)
        size = (max(1, round(part.width * scale)), max(1, round(part.height * scale)))
        part.resize(size, Image.LANCZOS if scale < 1 else Image.BICUBIC).save(self.out / "images" / f"{name}.jpg", quality=93)
        mask.resize(size, Image.NEAREST).save(self.out / "masks" / f"{name}.png")
        self.names["val" if self.val and self.val.search(name) else "train"].append(name)

    def close(self):
        classes = [{"name": "background", "values": [0]}, {"name": "plate", "values": [1]}]
        (self.out / "classes.json").write_text(json.dumps({"classes": classes, "void": {"values": [VOID]}}))
        for part, names in self.names.items():
            (self.out / f"{part}.txt").write_text("\n".join(names) + "\n")
        print({part: len(names) for part, names in self.names.items()})


def rectangle(box):
    return [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]


def boxes(file):
    return [tuple(float(box.find(side).text) for side in ("xmin", "ymin", "xmax", "ymax"))
            for box in ElementTree.parse(file).getroot().iter("bndbox")]


def plated(writer, name, photo, plates, rim, times, draw):
    """Crops around the known plates of a photo, as they are or with a drawn one over them, and one beside them."""
    for i, corners in enumerate(plates):
        if length(corners[0], corners[1]) < 12 or length(corners[0], corners[3]) < 5:
            continue
        for turn in range(times):
            shown, all_plates, rims = balanced(photo) if turn % 4 > 1 else photo, list(plates), [rim] * len(plates)
            if turn % 2:
                tall = draw.choice([1, 1, 1.3, 1.9]) if length(corners[0], corners[1]) > 2.9 * length(corners[0], corners[3]) else 1
                all_plates[i], rims[i] = grown(corners, 1.03, 1.06 * tall), 0
                shown = paste(shown, all_plates[i], draw)
            width = length(corners[0], corners[1]) * math.exp(draw.uniform(math.log(1.7), math.log(9)))
            centre = tuple(sum(c) / 4 for c in zip(*corners))
            writer.add(f"{name}_{i}{turn}", shown, all_plates, rims, window(centre, width, photo.size, draw))


def bare(writer, name, photo, car, times, draw):
    """Crops of a car without a plate: with a drawn one on it, or as it is."""
    left, top, right, bottom = car
    for turn in range(times):
        shown, plates = photo, []
        if turn % 3 != 2:
            low = (left, top + (0.35 if draw.random() < 0.7 else 0) * (bottom - top), right, bottom)
            plates = [placed(low, draw)]
            shown = paste(photo, plates[0], draw)
        whole = turn % 2 == 0
        margin = draw.uniform(0.02, 0.15)
        if whole:
            box = (left - margin * (right - left), top - margin * (bottom - top), right + margin * (right - left),
                   bottom + margin * (bottom - top))
            box = (max(0, int(box[0])), max(0, int(box[1])), min(photo.width, int(box[2])), min(photo.height, int(box[3])))
        else:
            point = tuple(sum(c) / 4 for c in zip(*plates[0])) if plates else (draw.uniform(left, right), draw.uniform(top, bottom))
            box = window(point, (right - left) * draw.uniform(0.25, 0.7), photo.size, draw)
        writer.add(f"{name}_b{turn}", shown, plates, [0] * len(plates), box)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--boxes", nargs=2, action="append", default=[], type=pathlib.Path)
    parser.add_argument("--cars", nargs=2, action="append", default=[], type=pathlib.Path)
    parser.add_argument("--corners", action="append", default=[], type=pathlib.Path)
    parser.add_argument("--times", type=int, default=4, help="crops of each plate, half of them with a drawn one [4]")
    parser.add_argument("--bare-times", type=int, default=6, help="crops of each car without a plate, a third of them as it is [6]")
    parser.add_argument("--val")
    parser.add_argument("--without")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    writer, without = Writer(options.out, options.val), re.compile(options.without) if options.without else None

    def wanted(name):
        return not (without and without.search(name))

    for photos, annotations in options.boxes:
        for file in sorted(annotations.glob("*.xml")):
            photo = next((p for p in (photos / (file.stem + end) for end in (".jpg", ".png")) if p.exists()), None)
            name = re.sub(r"[^\w=]", "-", file.stem)
            if photo and wanted(name):
                picture = Image.open(photo).convert("RGB")
                plated(writer, name, picture, [rectangle(b) for b in boxes(file)], RIM, options.times,
                       random.Random(f"{options.seed} {name}"))
    for photos, masks in options.cars:
        for photo in sorted(p for p in photos.iterdir() if p.suffix.lower() in (".jpg", ".jpeg", ".png")):
            name = "car-" + re.sub(r"[^\w=]", "-", photo.stem)
            mask = next(iter(sorted(masks.glob(glob_escaped(photo.stem) + "*"))), None)
            if mask and wanted(name):
                values = Image.open(mask)
                car = (values.convert("L") if values.mode != "P" else values).point(lambda v: 255 if v else 0).getbbox()
                picture = Image.open(photo).convert("RGB")
                bare(writer, name, picture, car, options.bare_times, random.Random(f"{options.seed} {name}"))
    for listing in options.corners:
        for line in listing.read_text().splitlines():
            path, *quads = line.split()
            name = "own-" + re.sub(r"[^\w=]", "-", pathlib.Path(path).parent.parent.name + "-" + pathlib.Path(path).stem)
            if not wanted(name):
                continue
            picture = Image.open(path).convert("RGB")
            plates = [list(zip(*[iter(float(v) for v in quad.split(","))] * 2)) for quad in quads]
            draw = random.Random(f"{options.seed} {name}")
            if plates:
                plated(writer, name, picture, plates, RIM, options.times, draw)
            else:
                bare(writer, name, picture, (0, 0) + picture.size, options.bare_times, draw)
    writer.close()


def glob_escaped(stem):
    return re.sub(r"([\[\]*?])", r"[\1]", stem)


if __name__ == "__main__":
    main()
