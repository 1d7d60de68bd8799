"""Weights too large to keep in a repository: they follow from name and index, as in FormulaWeights.cs of the tests."""
import numpy as np
import torch


def uniform(name, count):
    """`count` numbers in [0, 1): FNV-1a of the name, plus the index times a constant, through murmur3's last step."""
    seed = 2166136261
    for byte in name.encode():
        seed = (seed ^ byte) * 16777619 & 0xFFFFFFFF
    x = (seed + np.arange(count, dtype=np.uint64) * 2654435761).astype(np.uint32)
    x ^= x >> 16
    x *= np.uint32(0x85EBCA6B)
    x ^= x >> 13
    x *= np.uint32(0xC2B2AE35)
    x ^= x >> 16
    return x / 2.0**32


def value(name, shape):
    u = uniform(name, int(np.prod(shape)))
    if len(shape) > 1:
        u = (2 * u - 1) * np.sqrt(6 / np.prod(shape[1:]))  # as He et al. 2015
    elif name.endswith((".bias", ".running_mean")):
        u = (u - 0.5) * 0.4
    else:
        u = u + 0.5  # batch norm's weight and variance
    return torch.tensor(u.reshape(shape), dtype=torch.float32)


def fill(module):
    with torch.no_grad():
        for name, tensor in module.state_dict().items():
            if tensor.dim():
                tensor.copy_(value(name, tuple(tensor.shape)))
    return module.eval()


def names(module):
    """A module's names and shapes, for FormulaWeights.cs."""
    return " ".join(f"{n}:{','.join(str(d) for d in t.shape)}" for n, t in module.state_dict().items())
