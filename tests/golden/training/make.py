"""Writes schedules.safetensors and clipping.safetensors beside this script. Run with python3-torch 1.13 (Debian 12)."""
import os
import sys

import torch
from torch.optim import lr_scheduler

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True
from golden import save  # noqa: E402

EPOCHS, UPDATES = 12, 5
FIGURES = [0.1, 0.3, 0.3, 0.30001, 0.2, 0.4, 0.4, 0.39, 0.41, 0.41, 0.41, 0.41, 0.41, 0.5, 0.1, 0.1, 0.1]


def course(make, steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1.0)
    schedule = make(optimizer)
    factors = []
    for _ in range(steps):
        factors.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return torch.tensor(factors, dtype=torch.float64)


def plateau():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1.0)
    schedule = lr_scheduler.ReduceLROnPlateau(optimizer, "max", factor=0.5, patience=2)
    factors = []
    for figure in FIGURES:
        schedule.step(figure)
        factors.append(optimizer.param_groups[0]["lr"])
    return torch.tensor(factors, dtype=torch.float64)


every = EPOCHS * UPDATES
save(os.path.join(here, "schedules.safetensors"), {
    "step": course(lambda o: lr_scheduler.MultiStepLR(o, [3 * UPDATES, 7 * UPDATES], 0.2), every),
    "poly": course(lambda o: lr_scheduler.PolynomialLR(o, every, 0.9), every),
    "cosine": course(lambda o: lr_scheduler.CosineAnnealingLR(o, every), every),
    "plateau": plateau(),
    "figures": torch.tensor(FIGURES, dtype=torch.float64),
}, {"epochs": str(EPOCHS), "updates": str(UPDATES)})

torch.manual_seed(3)
clipping = {}
gradients = [torch.randn(4, 3), torch.randn(5), torch.randn(2, 2, 3, 3)]
for i, gradient in enumerate(gradients):
    clipping[f"gradient.{i}"] = gradient
for most in (1.0, 100.0):
    parameters = [torch.zeros_like(g, requires_grad=True) for g in gradients]
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient.clone()
    clipping[f"norm.{most:.0f}"] = torch.nn.utils.clip_grad_norm_(parameters, most)
    for i, parameter in enumerate(parameters):
        clipping[f"clipped.{most:.0f}.{i}"] = parameter.grad
save(os.path.join(here, "clipping.safetensors"), clipping, {})
