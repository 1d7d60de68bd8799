"""Writes unet.safetensors beside this script: a U-Net in PyTorch under Cutline's names. Run with python3-torch 1.13 (Debian 12)."""
import os
import sys

import torch
from torch import nn
from torch.nn import functional as F

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True
from golden import save  # noqa: E402

torch.set_num_threads(1)
DEPTH = 2


class DoubleConv(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())

    def forward(self, x):
        return self.conv(x)


class Down(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = DoubleConv(inputs, outputs)

    def forward(self, x):
        return self.conv(F.max_pool2d(x, 2))


class Up(nn.Module):
    def __init__(self, inputs, skip, transposed):
        super().__init__()
        bilinear = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
        self.up = nn.ConvTranspose2d(inputs, skip, 2, stride=2) if transposed else bilinear
        self.conv = DoubleConv(2 * skip if transposed else inputs + skip, skip)

    def forward(self, x, skip):
        return self.conv(torch.cat([skip, self.up(x)], 1))


class UNet(nn.Module):
    def __init__(self, base, transposed):
        super().__init__()
        channels = [base << level for level in range(DEPTH + 1)]
        self.enter = DoubleConv(3, channels[0])
        for i in range(1, DEPTH + 1):
            setattr(self, f"down{i}", Down(channels[i - 1], channels[i]))
        for i in range(DEPTH, 0, -1):
            setattr(self, f"up{i}", Up(channels[i], channels[i - 1], transposed))
        self.exit = nn.Conv2d(channels[0], 1, 1)

    def forward(self, x):
        height, width = x.shape[2:]
        multiple = 1 << DEPTH
        x = F.pad(x, (0, -width % multiple, 0, -height % multiple))
        x, skips = self.enter(x), []
        for i in range(1, DEPTH + 1):
            skips.append(x)
            x = getattr(self, f"down{i}")(x)
        for i in range(DEPTH, 0, -1):
            x = getattr(self, f"up{i}")(x, skips.pop())
        return self.exit(x)[:, :, :height, :width]


def dice(logits, target):
    p = torch.sigmoid(logits)
    return (1 - (2 * (p * target).sum((1, 2, 3)) + 1) / ((p + target).sum((1, 2, 3)) + 1)).mean()


def bce(logits, target):
    return F.binary_cross_entropy_with_logits(logits, target)


torch.manual_seed(2026)
x = torch.rand(2, 3, 32, 32)
target = (F.avg_pool2d(torch.rand(2, 1, 32, 32), 7, 1, 3) > 0.5).float()
tensors, metadata = {"input": x, "target": target}, {}

for case, base in (("transposed", 4), ("bilinear", 2)):
    # A seed for which PyTorch itself agrees with its fp64: with 1, gradients cancel; with 2 and 5, rounding moves a pooling's
    # maximum to a neighbour during training, and Adam follows.
    torch.manual_seed(8)
    model = UNet(base, case == "transposed")
    with torch.no_grad():
        for name, tensor in model.named_parameters():
            if tensor.dim() == 1:
                tensor.add_(torch.randn_like(tensor) * 0.2)  # batch norm's weight and bias that differ from one and zero
    tensors.update({f"{case}.state.{name}": t.clone() for name, t in model.state_dict().items()})
    metadata[case] = " ".join(model.state_dict())

    logits = model(x)  # batch statistics; the running ones move
    tensors[f"{case}.logits"] = logits
    tensors[f"{case}.loss.bce"], tensors[f"{case}.loss.dice"] = bce(logits, target), dice(logits, target)
    (bce(logits, target) + dice(logits, target)).backward()
    tensors.update({f"{case}.grad.{name}": p.grad for name, p in model.named_parameters()})
    with torch.no_grad():
        tensors[f"{case}.logits.eval"] = model.eval()(x[:1])
        tensors[f"{case}.logits.odd"] = model(x[:1, :, :30, :27])

# Ten steps of Adam on the same two images.
model = UNet(4, True)
model.load_state_dict({name.removeprefix("transposed.state."): t for name, t in tensors.items() if name.startswith("transposed.state.")})
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
losses = []
for _ in range(10):
    optimizer.zero_grad()
    loss = bce(model(x), target)
    loss.backward()
    optimizer.step()
    losses.append(loss.detach())
tensors["trained.losses"] = torch.stack(losses)
tensors.update({f"trained.state.{name}": t for name, t in model.state_dict().items()})
save(os.path.join(here, "unet.safetensors"), tensors, metadata)
