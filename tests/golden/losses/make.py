"""Writes losses.safetensors beside this script: losses and gradients, by PyTorch and by the papers' own formulas.

Run with python3-torch 1.13.
"""
import os
import sys

import torch
import torchvision
from torch.nn import functional as F

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True
from golden import save  # noqa: E402

torch.set_num_threads(1)
torch.manual_seed(11)
N, K, H, W, VOID = 2, 4, 6, 7, 255
WEIGHTS = torch.tensor([0.5, 1.0, 3.0, 2.0])


def lovasz_grad(sorted_truth):
    total = sorted_truth.sum()
    jaccard = 1 - (total - sorted_truth.cumsum(0)) / (total + (1 - sorted_truth).cumsum(0))
    jaccard[1:] = jaccard[1:] - jaccard[:-1].clone()
    return jaccard


def lovasz_hinge(x, y):
    """Each image alone, then the mean (Berman et al. 2018)."""
    losses = []
    for logits, truth in zip(x.flatten(1), y.flatten(1)):
        errors, order = torch.sort(1 - logits * (2 * truth - 1), descending=True)
        losses.append(torch.dot(F.relu(errors), lovasz_grad(truth[order])))
    return torch.stack(losses).mean()


def lovasz_softmax(x, y):
    """Over the batch, the classes present, void pixels taken out (Berman et al. 2018)."""
    valid = y != VOID
    p, truth = x.softmax(1).permute(0, 2, 3, 1)[valid], y[valid]
    losses = []
    for k in range(K):
        fg = (truth == k).float()
        if fg.sum() == 0:
            continue
        errors, order = torch.sort((fg - p[:, k]).abs(), descending=True)
        losses.append(torch.dot(errors, lovasz_grad(fg[order])))
    return torch.stack(losses).mean()


def tversky_binary(x, y, alpha, beta):
    p = x.sigmoid()
    tp, fp, fn = (p * y).sum((1, 2, 3)), (p * (1 - y)).sum((1, 2, 3)), ((1 - p) * y).sum((1, 2, 3))
    return 1 - ((tp + 1) / (tp + alpha * fp + beta * fn + 1)).mean()


def tversky_many(x, y, alpha, beta, smooth=1.0):
    valid = y != VOID
    p, truth = x.softmax(1).permute(0, 2, 3, 1)[valid], y[valid]
    losses = []
    for k in range(K):
        fg = (truth == k).float()
        if fg.sum() == 0:
            continue
        q = p[:, k]
        tp, fp, fn = (q * fg).sum(), (q * (1 - fg)).sum(), ((1 - q) * fg).sum()
        losses.append(1 - (tp + smooth) / (tp + alpha * fp + beta * fn + smooth))
    return torch.stack(losses).mean()


def focal_many(x, y, gamma, weights):
    valid = y != VOID
    logp, truth = x.log_softmax(1).permute(0, 2, 3, 1)[valid], y[valid]
    logp = logp.gather(1, truth[:, None])[:, 0]
    w = torch.ones(K)[truth] if weights is None else weights[truth]
    return (-w * (1 - logp.exp()) ** gamma * logp).sum() / w.sum()


def distance(shape):
    """Kervadec's one_hot2dist of one plane, with every pair of pixels measured."""
    if shape.all() or not shape.any():
        return torch.zeros(shape.shape)
    rows, columns = torch.meshgrid(torch.arange(shape.shape[0]), torch.arange(shape.shape[1]), indexing="ij")
    points = torch.stack([rows, columns], -1).reshape(-1, 2).double()
    far = torch.cdist(points, points)
    inside = shape.reshape(-1)
    to_shape, to_rest = far[:, inside].min(1).values, far[:, ~inside].min(1).values
    return torch.where(inside, 1 - to_rest, to_shape).reshape(shape.shape).float()


def boundary_binary(x, y):
    phi = torch.stack([distance(t[0] > 0)[None] for t in y])
    return (x.sigmoid() * phi).mean()


def boundary_many(x, y):
    phi = torch.stack([torch.stack([distance(t == k) for k in range(K)]) for t in y])
    valid = (y != VOID)[:, None].float()
    return (x.softmax(1) * phi * valid).sum() / (valid.sum() * K)


binary_x, binary_y = torch.randn(N, 1, H, W) * 2, (torch.rand(N, 1, H, W) < 0.3).float()
many_x, many_y = torch.randn(N, K, H, W) * 2, torch.randint(0, K - 1, (N, H, W))  # class 3 is in no picture
many_y[torch.rand(N, H, W) < 0.2] = VOID
ce = lambda x, y, **o: F.cross_entropy(x, y, ignore_index=VOID, **o)  # noqa: E731


def smoothed(x, y):
    """torch 1.13 reads beyond the weights at ignored pixels, so they are taken out first."""
    valid = y != VOID
    return F.cross_entropy(x.permute(0, 2, 3, 1)[valid], y[valid], WEIGHTS, label_smoothing=0.1)


dice_many = lambda x, y: tversky_many(x, y, 0.5, 0.5, 0.5)  # noqa: E731


def dice_binary(x, y):
    x = x.sigmoid()
    overlap, sizes = (x * y).sum((1, 2, 3)), x.sum((1, 2, 3)) + y.sum((1, 2, 3))
    return 1 - ((2 * overlap + 1) / (sizes + 1)).mean()


focal = torchvision.ops.sigmoid_focal_loss
cases = {
    "binary.bce": F.binary_cross_entropy_with_logits,
    "binary.dice": dice_binary,
    "binary.focal": lambda x, y: focal(x, y, reduction="mean"),
    "binary.focal_options": lambda x, y: focal(x, y, alpha=0.6, gamma=1.5, reduction="mean"),
    "binary.tversky": lambda x, y: tversky_binary(x, y, 0.3, 0.7),
    "binary.lovasz": lovasz_hinge,
    "binary.boundary": boundary_binary,
    "binary.dice_boundary": lambda x, y: dice_binary(x, y) + 0.01 * boundary_binary(x, y),
    "many.ce": ce,
    "many.ce_weights": lambda x, y: ce(x, y, weight=WEIGHTS),
    "many.ce_smoothing": smoothed,
    "many.dice": dice_many,
    "many.ce_dice": lambda x, y: ce(x, y) + dice_many(x, y),
    "many.focal": lambda x, y: focal_many(x, y, 2, None),
    "many.focal_weights": lambda x, y: focal_many(x, y, 0.5, WEIGHTS),
    "many.tversky": lambda x, y: tversky_many(x, y, 0.2, 0.9),
    "many.lovasz": lovasz_softmax,
    "many.boundary": boundary_many,
}
tensors = {"binary.x": binary_x, "binary.y": binary_y, "many.x": many_x, "many.y": many_y}
for name, loss in cases.items():
    kind = name.split(".")[0]
    x = tensors[f"{kind}.x"].clone().requires_grad_()
    value = loss(x, tensors[f"{kind}.y"])
    value.backward()
    tensors[f"{name}.loss"], tensors[f"{name}.gradient"] = value, x.grad
save(os.path.join(here, "losses.safetensors"), tensors, {})
