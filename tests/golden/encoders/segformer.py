"""Writes segformer.safetensors beside this script: what SegFormer-B0 computes. Run with python3-torch 1.13.

A network in our own words, with the names of weights and the layout of the transformers library's SegformerForSemanticSegmentation.
Compared once with the encoder as segmentation_models.pytorch (commit 5006616) has it from NVlabs/SegFormer: that loads the encoder's
weights strictly, by its own names, and gives the same features to 1e-5 with the epsilon of 1e-5 that the transformers library has.
"""
import math
import os
import sys

import torch
from torch import nn
from torch.nn import functional as F

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True
from formula import fill, names  # noqa: E402
from golden import save  # noqa: E402

torch.set_num_threads(1)
SHOWN = 2  # channels of the features that are kept


def tokens(x):
    return x.flatten(2).transpose(1, 2)


def image(x, height, width):
    return x.transpose(1, 2).reshape(len(x), -1, height, width)


def part(**layers):
    module = nn.Module()
    for name, layer in layers.items():
        setattr(module, name, layer)
    return module


class Layer(nn.Module):
    def __init__(self, width, heads, reduction):
        super().__init__()
        self.heads = heads
        self.layer_norm_1, self.layer_norm_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        own = part(query=nn.Linear(width, width), key=nn.Linear(width, width), value=nn.Linear(width, width))
        if reduction > 1:
            own.sr, own.layer_norm = nn.Conv2d(width, width, reduction, reduction), nn.LayerNorm(width)
        self.attention = part(self=own, output=part(dense=nn.Linear(width, width)))
        conv = nn.Conv2d(4 * width, 4 * width, 3, padding=1, groups=4 * width)
        self.mlp = part(dense1=nn.Linear(width, 4 * width), dwconv=part(dwconv=conv), dense2=nn.Linear(4 * width, width))

    def forward(self, x, height, width):
        x = x + self.attend(self.layer_norm_1(x), height, width)
        y = tokens(self.mlp.dwconv.dwconv(image(self.mlp.dense1(self.layer_norm_2(x)), height, width)))
        return x + self.mlp.dense2(F.gelu(y))

    def attend(self, x, height, width):
        own = self.attention.self
        few = own.layer_norm(tokens(own.sr(image(x, height, width)))) if hasattr(own, "sr") else x
        q, k, v = (layer(y).reshape(len(y), y.shape[1], self.heads, -1).transpose(1, 2)
                   for layer, y in ((own.query, x), (own.key, few), (own.value, few)))
        shares = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(q.shape[3]), 3)
        return self.attention.output.dense((shares @ v).transpose(1, 2).flatten(2))


class Encoder(nn.Module):
    widths = [32, 64, 160, 256]

    def __init__(self):
        super().__init__()
        before = [3] + self.widths[:-1]
        self.patch_embeddings = nn.ModuleList(
            part(proj=nn.Conv2d(a, b, k, s, k // 2), layer_norm=nn.LayerNorm(b))
            for a, b, k, s in zip(before, self.widths, (7, 3, 3, 3), (4, 2, 2, 2)))
        self.block = nn.ModuleList(
            nn.ModuleList(Layer(w, heads, r) for _ in range(2)) for w, heads, r in zip(self.widths, (1, 2, 5, 8), (8, 4, 2, 1)))
        self.layer_norm = nn.ModuleList(nn.LayerNorm(w) for w in self.widths)

    def forward(self, x):
        features = []
        for embedding, layers, norm in zip(self.patch_embeddings, self.block, self.layer_norm):
            x = embedding.proj(x)
            height, width = x.shape[2:]
            x = embedding.layer_norm(tokens(x))
            for layer in layers:
                x = layer(x, height, width)
            features.append(x := image(norm(x), height, width))
        return features


class SegFormer(nn.Module):
    def __init__(self, classes, width=256):
        super().__init__()
        self.segformer = part(encoder=Encoder())
        self.decode_head = part(
            linear_c=nn.ModuleList(part(proj=nn.Linear(w, width)) for w in Encoder.widths),
            linear_fuse=nn.Conv2d(4 * width, width, 1, bias=False), batch_norm=nn.BatchNorm2d(width),
            classifier=nn.Conv2d(width, classes, 1))

    def forward(self, x):
        head, features = self.decode_head, self.segformer.encoder(x)
        maps = [F.interpolate(image(linear.proj(tokens(f)), *f.shape[2:]), size=features[0].shape[2:], mode="bilinear")
                for linear, f in zip(head.linear_c, features)]
        return head.classifier(F.relu(head.batch_norm(head.linear_fuse(torch.cat(maps[::-1], 1)))))


if __name__ == "__main__":
    torch.manual_seed(2026)
    net, x = fill(SegFormer(1)), torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        tensors = {f"features.{i}": f[:, :SHOWN].clone() for i, f in enumerate(net.segformer.encoder(x))}
        logits = F.interpolate(net(x), size=x.shape[2:], mode="bilinear")
    save(os.path.join(here, "segformer.safetensors"), {"input": x, "logits": logits, **tensors}, {"segformer": names(net)})
