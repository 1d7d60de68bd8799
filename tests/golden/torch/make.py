"""Writes the .safetensors files beside this script: what PyTorch computes. Run with python3-torch 1.13 (Debian 12)."""
import os
import sys

import torch
from torch import nn

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True
from golden import save  # noqa: E402

torch.set_num_threads(1)


def gradients(into, case, output, inputs):
    """Backward from a random cotangent; `inputs` are the tensors whose gradients are wanted, by name."""
    cotangent = torch.randn_like(output)
    (output * cotangent).sum().backward()
    into[f"{case}.output"], into[f"{case}.cotangent"] = output, cotangent
    for name, tensor in inputs.items():
        into[f"{case}.grad.{name}"] = tensor.grad


# ---- layers: state, input, output, gradients, and the state afterwards (running statistics)

def layers():
    cases = {
        "conv": (nn.Conv2d(3, 5, 3, padding=1), (2, 3, 4, 5)),
        "conv_strided_dilated_grouped": (nn.Conv2d(4, 6, 3, stride=2, padding=2, dilation=2, groups=2, bias=False), (1, 4, 9, 8)),
        "conv_1x1": (nn.Conv2d(8, 2, 1), (2, 8, 3, 3)),
        "transposed_blocks": (nn.ConvTranspose2d(6, 4, 2, stride=2), (2, 6, 3, 5)),
        "transposed_blocks_3": (nn.ConvTranspose2d(2, 3, 3, stride=3, bias=False), (2, 2, 3, 2)),
        "transposed_overlapping": (nn.ConvTranspose2d(3, 4, 3, stride=2), (2, 3, 4, 3)),
        "transposed_gaps": (nn.ConvTranspose2d(3, 2, 2, stride=3, bias=False), (1, 3, 3, 3)),
        "batch_norm_train": (nn.BatchNorm2d(3), (3, 3, 3, 4)),
        "batch_norm_options": (nn.BatchNorm2d(3, eps=1e-2, momentum=0.3), (2, 3, 3, 4)),
        "batch_norm_eval": (nn.BatchNorm2d(3).eval(), (2, 3, 3, 4)),
        "relu": (nn.ReLU(), (2, 3, 4, 5)),
        "max_pool": (nn.MaxPool2d(2), (2, 3, 6, 8)),
        "max_pool_odd": (nn.MaxPool2d(3), (2, 2, 7, 8)),
        "upsample_bilinear": (nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), (2, 2, 3, 4)),
        "upsample_nearest": (nn.Upsample(scale_factor=3, mode="nearest"), (2, 2, 3, 2)),
        "dropout_eval": (nn.Dropout(0.5).eval(), (2, 3, 4, 4)),
        "sequential": (nn.Sequential(
            nn.Conv2d(3, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(inplace=True), nn.MaxPool2d(2),
            nn.Sequential(nn.Conv2d(6, 8, 3), nn.ReLU()),
            nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), nn.ConvTranspose2d(8, 2, 2, stride=2)), (2, 3, 8, 10)),
        "relu6": (nn.ReLU6(), (2, 3, 8, 10)),
        "max_pool_padded": (nn.MaxPool2d(3, stride=2, padding=1), (2, 3, 7, 8)),
        "avg_pool": (nn.AvgPool2d(5, stride=2, padding=2), (2, 3, 7, 8)),
        "avg_pool_wider_than_the_picture": (nn.AvgPool2d(9, stride=4, padding=4), (2, 3, 2, 3)),
        "adaptive_avg_pool": (nn.AdaptiveAvgPool2d(1), (2, 3, 5, 4)),
        "adaptive_avg_pool_uneven": (nn.AdaptiveAvgPool2d(3), (2, 3, 7, 8)),
    }
    tensors, names = {}, {}
    for seed, (case, (module, shape)) in enumerate(cases.items()):
        torch.manual_seed(seed)
        for name, tensor in module.state_dict().items():
            if tensor.dtype == torch.float32:
                tensor.copy_(torch.rand_like(tensor) + 0.5 if name.endswith("running_var") else torch.randn_like(tensor))
            tensors[f"{case}.state.{name}"] = tensor.clone()
        names[case] = " ".join(module.state_dict())
        x = (torch.randn(shape) * 2 + 0.5).requires_grad_()
        tensors[f"{case}.input"] = x
        gradients(tensors, case, module(x), {"input": x, **dict(module.named_parameters())})
        tensors.update({f"{case}.after.{name}": t for name, t in module.state_dict().items() if "running" in name or "num_" in name})
    save(os.path.join(here, "layers.safetensors"), tensors, names)


# ---- optimizers: three parameters, loss Σ (p·a − b)², the learning rate halved after step 6

def optimizers():
    cases = {
        "adam": lambda p: torch.optim.Adam(p, lr=0.05),
        "adam_options": lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.8, 0.95), eps=1e-2, weight_decay=0.1),
        "adamw": lambda p: torch.optim.AdamW(p, lr=0.05),
        "adamw_options": lambda p: torch.optim.AdamW(p, lr=0.02, betas=(0.8, 0.95), eps=1e-2, weight_decay=0.3),
        "sgd": lambda p: torch.optim.SGD(p, lr=0.02),
        "sgd_decay": lambda p: torch.optim.SGD(p, lr=0.02, weight_decay=0.2),
        "sgd_momentum": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, weight_decay=0.2),
        "sgd_nesterov": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.8, weight_decay=0.2, nesterov=True),
    }
    shapes = [(4, 3), (5,), ()]
    start, a, b = ([torch.randn(s) for s in shapes] for _ in range(3))
    tensors = {f"{name}.{i}": t for name, list in (("start", start), ("a", a), ("b", b)) for i, t in enumerate(list)}
    for case, make in cases.items():
        parameters = [s.clone().requires_grad_() for s in start]
        optimizer = make(parameters)
        path = [[] for _ in parameters]
        for step in range(10):
            optimizer.zero_grad()
            sum((p * a[i] - b[i]).pow(2).sum() for i, p in enumerate(parameters)).backward()
            optimizer.step()
            if step == 5:
                optimizer.param_groups[0]["lr"] *= 0.5
            for i, p in enumerate(parameters):
                path[i].append(p.detach().clone())
        for i, p in enumerate(parameters):
            tensors[f"{case}.path.{i}"] = torch.stack(path[i])
            for name, value in optimizer.state[p].items():
                if name != "step" and value is not None:
                    tensors[f"{case}.state.{name}.{i}"] = value
    save(os.path.join(here, "optimizers.safetensors"), tensors, {})


# ---- initialisation: what a seed makes of a module's weights

def initialisation():
    torch.manual_seed(7)
    module = nn.Sequential(
        nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.Conv2d(8, 6, 3, groups=2), nn.ConvTranspose2d(6, 4, 2, stride=2),
        nn.Conv2d(4, 1, 1, bias=False))
    save(os.path.join(here, "initialisation.safetensors"), module.state_dict(), {})


torch.manual_seed(2026)
layers()
optimizers()
initialisation()
