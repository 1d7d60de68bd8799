"""Writes metrics.safetensors beside this script: scores of index maps by numpy, plainly, precision and recall by
scikit-learn. Run with python3-torch 1.13 and python3-sklearn 1.2 (Debian 12)."""
import math
import os
import sys

import numpy as np
import sklearn
import torch
from sklearn.metrics import precision_recall_fscore_support

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True
from golden import save  # noqa: E402

VOID, CLASSES, TOLERANCE = 255, 6, 0.0075
random = np.random.default_rng(7)


def draw(height, width, shapes):
    """Overlapping discs and stripes of classes 0 to 4; class 5 is in no map."""
    y, x = np.mgrid[:height, :width]
    image = np.zeros((height, width), np.int64)
    for _ in range(shapes):
        cy, cx, r = random.integers(height), random.integers(width), random.integers(3, height // 3)
        image[(y - cy) ** 2 + (x - cx) ** 2 < r * r] = random.integers(CLASSES - 1)
    return image


def disturb(image):
    """Shifted by some pixels, with specks of other classes."""
    moved = np.roll(image, (random.integers(-4, 5), random.integers(-3, 4)), (0, 1))
    specks = random.random(image.shape) < 0.01
    moved[specks] = random.integers(CLASSES - 1, size=specks.sum())
    return moved


def confusion(predicted, truth):
    counted = truth != VOID
    return np.bincount(truth[counted] * CLASSES + predicted[counted], minlength=CLASSES ** 2).reshape(CLASSES, CLASSES)


def scores(matrix):
    true, said, both = matrix.sum(1), matrix.sum(0), matrix.diagonal()
    with np.errstate(invalid="ignore"):
        iou, dice = both / (true + said - both), 2 * both / (true + said)
    share = true / matrix.sum()
    return {"accuracy": both.sum() / matrix.sum(), "iou": iou, "dice": dice, "mean_iou": np.nanmean(iou),
            "weighted_iou": (share[share > 0] * iou[share > 0]).sum()}


def found(predicted, truth):
    """Precision and recall of each class by scikit-learn; NaN for a class that is in neither map."""
    counted = truth != VOID
    predicted, truth = predicted[counted], truth[counted]
    precision, recall, _, _ = precision_recall_fscore_support(truth, predicted, labels=range(CLASSES), zero_division=0)
    absent = ~np.isin(range(CLASSES), np.concatenate([predicted, truth]))
    precision[absent] = recall[absent] = np.nan
    macro = precision_recall_fscore_support(truth, predicted, average="macro", zero_division=0)
    return {"precision": precision, "recall": recall, "mean_precision": macro[0], "mean_recall": macro[1]}


def outline(image, truth, c):
    height, width = image.shape
    points = []
    for y in range(height):
        for x in range(width):
            if image[y, x] != c or truth[y, x] == VOID:
                continue
            around = [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]
            if any(0 <= b < height and 0 <= a < width and truth[b, a] != VOID and image[b, a] != c for b, a in around):
                points.append((y, x))
    return np.array(points).reshape(-1, 2)


def boundary(predicted, truth, c):
    reach = math.ceil(TOLERANCE * math.hypot(*truth.shape))
    ours, theirs = outline(predicted, truth, c), outline(truth, truth, c)
    if len(ours) == 0 or len(theirs) == 0:
        return float("nan") if len(ours) == len(theirs) else 0.0
    near = ((ours[:, None] - theirs[None]) ** 2).sum(2) <= reach * reach
    precision, recall = near.any(1).mean(), near.any(0).mean()
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


tensors, matrices, maps = {}, [], []
for i, (height, width) in enumerate([(61, 47), (40, 83), (33, 33)]):
    truth = draw(height, width, 9)
    predicted = disturb(truth)
    truth[random.random(truth.shape) < 0.02] = VOID
    truth[:, :3] = VOID
    matrices.append(confusion(predicted, truth))
    maps.append((predicted.ravel(), truth.ravel()))
    values = {"predicted": predicted, "truth": truth, "matrix": matrices[-1], **scores(matrices[-1]), **found(predicted, truth),
              "boundary": np.array([boundary(predicted, truth, c) for c in range(CLASSES)])}
    tensors.update({f"{i}.{name}": torch.tensor(value) for name, value in values.items()})
pooled = {**scores(sum(matrices)), **found(*(np.concatenate(flat) for flat in zip(*maps)))}
tensors.update({f"pooled.{name}": torch.tensor(value) for name, value in pooled.items()})
save(os.path.join(here, "metrics.safetensors"), tensors, {"numpy": np.__version__, "scikit-learn": sklearn.__version__})
