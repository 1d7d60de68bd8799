"""Writes inference.safetensors beside this script: resizing and losses by PyTorch. Run with python3-torch 1.13 (Debian 12)."""
import os
import sys

import torch
import torch.nn.functional as F

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True
from golden import save  # noqa: E402

VOID = 255
torch.manual_seed(5)
tensors = {}

# Bilinear, align_corners=False, without antialiasing: (height, width) to (height, width).
SIZES = [
    ("enlarged", (9, 7), (41, 53)), ("same", (16, 16), (16, 16)), ("reduced", (30, 40), (17, 13)),
    ("point", (1, 1), (4, 5)), ("wide", (3, 24), (3, 77)), ("tall", (20, 5), (64, 5)),
]
for name, size, to in SIZES:
    x = torch.rand(3, *size)
    tensors[f"{name}.x"] = x
    tensors[f"{name}.y"] = F.interpolate(x[None], size=to, mode="bilinear", align_corners=False)[0]

# Sums over the pixels that are not void.
logits = 3 * torch.randn(1, 1, 12, 17)
truth = torch.randint(0, 2, (12, 17))
tensors["binary.probabilities"] = logits.sigmoid()[0, 0]
tensors["binary.truth"] = truth
tensors["binary.loss"] = F.binary_cross_entropy(logits.double().sigmoid()[0, 0], truth.double(), reduction="sum")
logits = 2 * torch.randn(1, 5, 12, 17)
truth = torch.randint(0, 5, (12, 17))
truth[:2] = VOID
tensors["classes.logits"] = logits[0]
tensors["classes.probabilities"] = logits.softmax(1)[0]
tensors["classes.truth"] = truth
tensors["classes.loss"] = F.cross_entropy(logits.double(), truth[None], ignore_index=VOID, reduction="sum")
save(os.path.join(here, "inference.safetensors"), tensors, {})
