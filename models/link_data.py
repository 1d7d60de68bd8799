#!/usr/bin/env python3
"""Lays the car model's training data side by side as links: link_data.py DATA OUT [MORE STREETS], beside quarter/images.csv.

MORE and STREETS are what fill_void.py and street_cars.py write. OUT/all gets images/ and masks/, whose names begin with the set and,
where a photo is shown several times an epoch, a number. OUT/unseen, OUT/middle, OUT/fine and OUT/streets get the lists of the recipe's
stages, OUT/calibrate 52 of the training photos, for 8 bits, and OUT/quarter the photos of car-parts that are for testing. quarter/ is
what `cutline evaluate --data DATA/car-parts --binary --out quarter` writes: their names.
"""
import csv
import os
import random
import sys

NATIVE = "245f9c9eab8a 292f59c6a347 36a3f7f77e85 42d81612e2ce 4e5ac4b9f074 bd8d5780ed04 df642435a951 fc5f1a3a66cf".split()
data, out, *more = (os.path.abspath(path) for path in sys.argv[1:])
train, val, photos = {}, [], {}


def link(name, photo, mask, to="all"):
    photos[name] = photo
    for folder, file in ("images", photo), ("masks", mask):
        os.makedirs(f"{out}/{to}/{folder}", exist_ok=True)
        os.symlink(file, f"{out}/{to}/{folder}/{name}{os.path.splitext(file)[1]}")


def folder(path, masks="masks"):
    """Name, photo and mask of each sample of a folder."""
    found = {os.path.splitext(file)[0]: file for file in os.listdir(f"{path}/{masks}")}
    names = [os.path.splitext(file) for file in sorted(os.listdir(f"{path}/images"))]
    return [(name, f"{path}/images/{name}{ending}", f"{path}/{masks}/{found[name]}") for name, ending in names]


def add(kind, samples, times=1):
    for time in range(times):
        for name, photo, mask in samples:
            link(f"{kind}{time}_{name}", photo, mask)
            train.setdefault(kind, []).append(f"{kind}{time}_{name}")


def keep(kind, samples):
    for name, photo, mask in samples:
        link(f"{kind}_{name}", photo, mask)
        val.append(f"{kind}_{name}")


def carvana(car, angle):
    name = f"{car}_{angle % 16 + 1:02d}"
    return name, f"{data}/carvana/train/{name}.jpg", f"{data}/carvana/train_masks/{name}_mask.gif"


with open("quarter/images.csv", encoding="utf-8") as file:
    quarter = {row["name"] for row in csv.DictReader(file)}
for name, photo, mask in folder(f"{data}/car-parts"):
    if name in quarter:
        link(name, photo, mask, "quarter")
parts = [sample for sample in folder(f"{data}/car-parts") if sample[0] not in quarter]
keep("parts", parts[::9])
add("parts", [sample for i, sample in enumerate(parts) if i % 9], times=3)
lots = folder(f"{data}/dealer-lots/train", "masks_plain")
keep("lots", lots[::11])
add("lots", [sample for i, sample in enumerate(lots) if i % 11], times=2)
add("teach", folder(f"{data}/street-teacher"))
for kind, path in zip(("more", "street"), more):
    add(kind, folder(path))
cars = sorted({name.split("_")[0] for name in os.listdir(f"{data}/carvana/train")} - set(NATIVE))
random.Random(0).shuffle(cars)
keep("carv", [carvana(car, i) for i, car in enumerate(cars[:16])])
add("carv", [carvana(car, 4 * turn + i) for i, car in enumerate(cars[16:]) for turn in range(4)])

everything = [name for names in train.values() for name in names]
quarter_of = set(train["teach"][::4])
stages = {
    "unseen": [name for name in everything if not name.startswith(("lots", "street"))],
    "middle": [name for name in everything if not name.startswith("street")],
    "fine": [name for name in everything if name.startswith(("lots0", "parts0", "parts1", "carv")) or name in quarter_of],
    "streets": everything,
}
for kind, count in {"lots": 20, "parts": 12, "carv": 12, "teach": 8}.items():
    names = [name for name in train[kind] if name.startswith(f"{kind}0_")]
    os.makedirs(f"{out}/calibrate", exist_ok=True)
    for name in names[::len(names) // count][:count]:
        os.symlink(photos[name], f"{out}/calibrate/{os.path.basename(photos[name])}")
for stage, names in stages.items():
    os.makedirs(f"{out}/{stage}", exist_ok=True)
    for part, listed in ("train", names), ("val", val):
        with open(f"{out}/{stage}/{part}.txt", "w", encoding="utf-8") as file:
            file.write("\n".join(listed) + "\n")
    print(stage, len(names), "and", len(val))
