"""Makes checkpoints as milesial/Pytorch-UNet and segmentation_models.pytorch save them, with an input and its logits.

usage: peers.py                       writes milesial-*.pth and milesial-*.safetensors beside this script
       peers.py FOLDER ENCODER MODEL  writes smp.pth and smp.safetensors (45 MB and more) into a folder, for a test; MODEL is unet or fpn

Networks in our own words, with those projects' names of weights and their layouts. Compared once with the projects' own code, of commits
21d7850f2af3 and 500661635763: their models load these state dicts strictly and give the same logits, bit for bit. FPN's decoder was
compared likewise with that of commit 5006616.
Run with python3-torch 1.13 (Debian 12) or later.
"""
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
torch.manual_seed(1)


def conv_norm_relu(inputs, outputs):
    return [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]


# ---- milesial/Pytorch-UNet, of any width


class Pair(nn.Module):
    def __init__(self, inputs, middle, outputs):
        super().__init__()
        self.double_conv = nn.Sequential(*conv_norm_relu(inputs, middle), *conv_norm_relu(middle, outputs))

    def forward(self, x):
        return self.double_conv(x)


class Lower(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.maxpool_conv = nn.Sequential(nn.MaxPool2d(2), Pair(inputs, outputs, outputs))

    def forward(self, x):
        return self.maxpool_conv(x)


class Upper(nn.Module):
    """`inputs` are those of the convolutions: half of them from below, half from the skip."""

    def __init__(self, inputs, outputs, bilinear):
        super().__init__()
        half = inputs // 2
        enlarge = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)
        self.up = enlarge if bilinear else nn.ConvTranspose2d(inputs, half, 2, stride=2)
        self.conv = Pair(inputs, half if bilinear else outputs, outputs)

    def forward(self, x, skip):
        return self.conv(torch.cat([skip, self.up(x)], 1))


class Milesial(nn.Module):
    def __init__(self, channels, classes, width, bilinear):
        super().__init__()
        w, cut = width, 2 if bilinear else 1
        self.inc = Pair(channels, w, w)
        self.down1, self.down2 = Lower(w, 2 * w), Lower(2 * w, 4 * w)
        self.down3, self.down4 = Lower(4 * w, 8 * w), Lower(8 * w, 16 * w // cut)
        self.up1, self.up2 = Upper(16 * w, 8 * w // cut, bilinear), Upper(8 * w, 4 * w // cut, bilinear)
        self.up3, self.up4 = Upper(4 * w, 2 * w // cut, bilinear), Upper(2 * w, w, bilinear)
        self.outc = nn.Module()
        self.outc.conv = nn.Conv2d(w, classes, 1)

    def forward(self, x):
        skips = [self.inc(x)]
        for down in (self.down1, self.down2, self.down3, self.down4):
            skips.append(down(skips[-1]))
        x = skips.pop()
        for up in (self.up1, self.up2, self.up3, self.up4):
            x = up(x, skips.pop())
        return self.outc.conv(x)


# ---- segmentation_models.pytorch: torchvision's encoders without their heads


class Residual(nn.Module):
    def __init__(self, inputs, channels, stride, deep):
        super().__init__()
        outputs = channels * (4 if deep else 1)
        sizes = [(inputs, channels, 1, 1), (channels, channels, 3, stride), (channels, outputs, 1, 1)] if deep else [
            (inputs, channels, 3, stride), (channels, channels, 3, 1)]
        for i, (a, b, kernel, step) in enumerate(sizes, 1):
            setattr(self, f"conv{i}", nn.Conv2d(a, b, kernel, step, kernel // 2, bias=False))
            setattr(self, f"bn{i}", nn.BatchNorm2d(b))
        self.count = len(sizes)
        self.downsample = None if stride == 1 and inputs == outputs else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = x
        for i in range(1, self.count + 1):
            y = getattr(self, f"bn{i}")(getattr(self, f"conv{i}")(y))
            y = F.relu(y) if i < self.count else y
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    def __init__(self, blocks, deep):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64)
        inputs, self.channels = 64, [64]
        for i, count in enumerate(blocks):
            layers = []
            for j in range(count):
                layers.append(Residual(inputs, 64 << i, 2 if i and not j else 1, deep))
                inputs = (64 << i) * (4 if deep else 1)
            setattr(self, f"layer{i + 1}", nn.Sequential(*layers))
            self.channels.append(inputs)

    def forward(self, x):
        features = [F.relu(self.bn1(self.conv1(x)))]
        x = F.max_pool2d(features[0], 3, 2, 1)
        for layer in (self.layer1, self.layer2, self.layer3, self.layer4):
            x = layer(x)
            features.append(x)
        return features


def relu6(inputs, outputs, kernel, stride=1, groups=1):
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs), nn.ReLU6())


class Inverted(nn.Module):
    def __init__(self, inputs, outputs, expansion, stride):
        super().__init__()
        hidden = expansion * inputs
        self.adds = stride == 1 and inputs == outputs
        self.conv = nn.Sequential(*([] if expansion == 1 else [relu6(inputs, hidden, 1)]), relu6(hidden, hidden, 3, stride, hidden),
                                  nn.Conv2d(hidden, outputs, 1, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return x + self.conv(x) if self.adds else self.conv(x)


class MobileNetV2(nn.Module):
    channels = [16, 24, 32, 96, 1280]

    def __init__(self):
        super().__init__()
        layers, inputs = [relu6(3, 32, 3, 2)], 32
        stages = (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)
        for expansion, outputs, count, stride in stages:
            for i in range(count):
                layers.append(Inverted(inputs, outputs, expansion, stride if i == 0 else 1))
                inputs = outputs
        self.features = nn.Sequential(*layers, relu6(inputs, 1280, 1))

    def forward(self, x):
        features = []
        for i, layer in enumerate(self.features):
            x = layer(x)
            if i in (1, 3, 6, 13, 18):
                features.append(x)
        return features


class Block(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv1, self.conv2 = nn.Sequential(*conv_norm_relu(inputs, outputs)), nn.Sequential(*conv_norm_relu(outputs, outputs))

    def forward(self, x):
        return self.conv2(self.conv1(x))


class Smp(nn.Module):
    """Decoder channels 256, 128, 64, 32, 16; classification_head as aux_params={"classes": 4} adds it, which no mask needs."""

    def __init__(self, encoder, classes):
        super().__init__()
        self.encoder, self.decoder = encoder, nn.Module()
        skips, below, blocks = [0] + encoder.channels[:-1], encoder.channels[-1], []
        for i, outputs in enumerate((256, 128, 64, 32, 16)):
            blocks.append(Block(below + skips.pop(), outputs))
            below = outputs
        self.decoder.blocks = nn.ModuleList(blocks)
        self.segmentation_head = nn.Sequential(nn.Conv2d(16, classes, 3, padding=1))
        self.classification_head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Identity(), nn.Linear(encoder.channels[-1], 4))

    def forward(self, x):
        skips = self.encoder(x)
        x = skips.pop()
        for block in self.decoder.blocks:
            x = F.interpolate(x, scale_factor=2, mode="nearest")
            x = block(torch.cat([x, skips.pop()], 1) if skips else x)
        return self.segmentation_head(x)


class SmpFpn(nn.Module):
    """Pyramid of 256 channels, 128 for segmentation, merged by adding, as is that project's default."""

    def __init__(self, encoder, classes):
        super().__init__()
        self.encoder, self.decoder = encoder, nn.Module()
        c2, c3, c4, c5 = encoder.channels[-4:]
        self.decoder.p5 = nn.Conv2d(c5, 256, 1)
        for name, channels in (("p4", c4), ("p3", c3), ("p2", c2)):
            step = nn.Module()
            step.skip_conv = nn.Conv2d(channels, 256, 1)
            setattr(self.decoder, name, step)
        self.decoder.seg_blocks = nn.ModuleList()
        for count in (3, 2, 1, 0):
            blocks = nn.Sequential()
            for i in range(max(1, count)):
                blocks.append(nn.Module())
                blocks[i].block = nn.Sequential(
                    nn.Conv2d(128 if i else 256, 128, 3, padding=1, bias=False), nn.GroupNorm(32, 128), nn.ReLU())
            self.decoder.seg_blocks.append(nn.Module())
            self.decoder.seg_blocks[-1].block = blocks
        self.segmentation_head = nn.Sequential(nn.Conv2d(128, classes, 1))

    def forward(self, x):
        def larger(x, factor):
            return F.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=True)
        features = self.encoder(x)
        levels = [self.decoder.p5(features[-1])]
        for name, skip in zip(("p4", "p3", "p2"), features[-2::-1]):
            levels.append(F.interpolate(levels[-1], scale_factor=2, mode="nearest") + getattr(self.decoder, name).skip_conv(skip))
        merged = 0
        for count, level, branch in zip((3, 2, 1, 0), levels, self.decoder.seg_blocks):
            for block in branch.block:
                level = block.block(level)
                level = larger(level, 2) if count else level
            merged = merged + level
        return larger(self.segmentation_head(merged), 4)


def trained(net):
    """Weights and statistics far from those of a new network."""
    for module in net.modules():
        if isinstance(module, (nn.BatchNorm2d, nn.GroupNorm)):
            nn.init.uniform_(module.weight, 0.2, 0.8)
            nn.init.normal_(module.bias, 0, 0.2)
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.running_mean, 0, 0.2)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
        elif isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.kaiming_normal_(module.weight)
    return net.eval()


def write(net, folder, name, wrap):
    x = torch.rand(1, 3, 32, 64)
    with torch.no_grad():
        save(os.path.join(folder, f"{name}.safetensors"), {"input": x, "logits": net(x)}, {})
    torch.save(wrap(net.state_dict()), os.path.join(folder, f"{name}.pth"))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        for name, bilinear in (("milesial-transposed", False), ("milesial-bilinear", True)):
            write(trained(Milesial(3, 2, 2, bilinear)), here, name, lambda state: {**state, "mask_values": [0, 255]})
    else:
        folder, encoder, model = sys.argv[1:]
        blocks = [2, 2, 2, 2] if encoder == "resnet18" else [3, 4, 6, 3]
        net = MobileNetV2() if encoder == "mobilenet_v2" else ResNet(blocks, encoder == "resnet50")
        write(trained({"unet": Smp, "fpn": SmpFpn}[model](net, 3)), folder, "smp",
              lambda state: {"state_dict": {f"model.{k}": v for k, v in state.items()}, "epoch": 3})
