"""Writes transforms.safetensors beside this script: what torchvision and Pillow's JPEG make of a picture.

Run with python3-torchvision 0.14 (Debian 12).
"""
import io
import os
import sys

import numpy
import PIL
import torch
import torchvision
from PIL import Image
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as T

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True
from golden import save  # noqa: E402

torch.set_num_threads(1)
torch.manual_seed(0)
tensors = {}

# ---- geometry, of a photo and a mask of class indices that is void (255) beyond the border

photo, mask = torch.rand(1, 3, 24, 36), torch.randint(0, 19, (1, 1, 24, 36)).float()
tensors["photo"], tensors["mask"] = photo, mask[:, 0].long()
whole, seen = [[0, 0], [36, 0], [36, 24], [0, 24]], [[3, 2], [33, -1], [37, 26], [-2, 21]]
cases = {
    "rotated": lambda x, **how: T.affine(x, 20, [0, 0], 1, [0, 0], **how),
    "scaled": lambda x, **how: T.affine(x, 0, [0, 0], 0.73, [0, 0], **how),
    "sheared": lambda x, **how: T.affine(x, 0, [0, 0], 1, [15, 0], **how),
    "together": lambda x, **how: T.affine(x, -33, [0, 0], 1.3, [0, 0], **how),
    "perspective": lambda x, **how: T.perspective(x, seen, whole, **how),
}
for name, move in cases.items():
    tensors[f"{name}.photo"] = move(photo, interpolation=InterpolationMode.BILINEAR)
    tensors[f"{name}.mask"] = move(mask, interpolation=InterpolationMode.NEAREST, fill=[255.0])[:, 0].long()

# ---- blur, the border's pixels repeated (torchvision reflects them)

for sigma in 0.6, 2.0:
    reach = int(-(-3 * sigma // 1))
    padded = torch.nn.functional.pad(photo, [reach] * 4, mode="replicate")
    tensors[f"blur.{sigma}"] = T.gaussian_blur(padded, 2 * reach + 1, sigma)[:, :, reach:-reach, reach:-reach]

tensors["gamma"] = T.adjust_gamma(photo, 1.7)

# ---- JPEG: a drawn scene with flat, smooth, sharp and grainy parts, of no whole number of blocks

height, width = 41, 58
y, x = numpy.mgrid[:height, :width]
scene = numpy.stack([128 + 100 * numpy.sin(x / 9), 90 + 2.0 * y, 200 - 60 * numpy.cos(y / 7)], 2)
scene[10:25, 12:30] = 210, 40, 30
scene[(x - 44) ** 2 + (y - 26) ** 2 < 90] = 20, 60, 200
scene[30:] += numpy.random.RandomState(0).normal(0, 12, scene[30:].shape)
scene = numpy.clip(scene.round(), 0, 255).astype(numpy.uint8)
chw = lambda pixels: torch.from_numpy(pixels.copy()).permute(2, 0, 1)[None] / 255.0
tensors["jpeg"] = chw(scene)
for quality in 20, 50, 75, 92:
    file = io.BytesIO()
    Image.fromarray(scene).save(file, "JPEG", quality=quality, subsampling="4:2:0")
    tensors[f"jpeg.{quality}"] = chw(numpy.asarray(Image.open(file)))

save(os.path.join(here, "transforms.safetensors"), tensors, {"torchvision": torchvision.__version__, "pillow": PIL.__version__})
