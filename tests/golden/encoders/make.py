"""Writes encoders.safetensors, aspp.safetensors and fpn.safetensors beside this script: what torchvision computes. Run with
python3-torchvision 0.14.

Networks of full width are too large for a repository: their parameters follow from a formula of name and index (formula.py), which the
tests compute too (FormulaWeights.cs). In the metadata are torchvision's names and shapes.
"""
import os
import sys

import torch
import torchvision
from torch import nn
from torch.nn.functional import interpolate, pad
from torchvision.models.segmentation.deeplabv3 import ASPP

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True
from formula import fill, names  # noqa: E402
from golden import save  # noqa: E402

torch.set_num_threads(1)
CLASSES = 10
SHOWN = 2  # channels of the features that are kept, but for the last
DEEP = 64  # channels of the last


def resnet(net, x):
    features = [net.relu(net.bn1(net.conv1(x)))]
    x = net.maxpool(features[0])
    for layer in (net.layer1, net.layer2, net.layer3, net.layer4):
        x = layer(x)
        features.append(x)
    return features


def mobilenet(net, x):
    outputs = []
    for layer in net.features[:18]:
        x = layer(x)
        outputs.append(x)
    return [outputs[i] for i in (1, 3, 6, 13, 17)]


torch.manual_seed(2026)
x = torch.rand(1, 3, 48, 60)
tensors, metadata = {"input": x}, {}
with torch.no_grad():
    for case, name, features, options in (
            ("resnet18", "resnet18", resnet, {}), ("resnet34", "resnet34", resnet, {}), ("resnet50", "resnet50", resnet, {}),
            ("mobilenet_v2", "mobilenet_v2", mobilenet, {}),
            ("resnet50.dilated", "resnet50", resnet, {"replace_stride_with_dilation": [False, False, True]})):
        net = fill(getattr(torchvision.models, name)(num_classes=CLASSES, **options))
        for i, feature in enumerate(features(net, x)):
            tensors[f"{case}.features.{i}"] = feature[:, :DEEP if i == 4 else SHOWN].clone()
        tensors[f"{case}.logits"] = net(x)
        metadata[case] = names(net)
save(os.path.join(here, "encoders.safetensors"), tensors, metadata)

aspp = fill(ASPP(6, [6, 12, 18], 5))
x = torch.randn(2, 6, 9, 21, requires_grad=True)
y = aspp(x)
cotangent = torch.randn_like(y)
(y * cotangent).sum().backward()
tensors = {"input": x, "output": y, "cotangent": cotangent, "grad.input": x.grad}
tensors.update({f"grad.{name}": p.grad for name, p in aspp.named_parameters()})
tensors.update({f"state.{name}": t for name, t in aspp.state_dict().items()})
save(os.path.join(here, "aspp.safetensors"), tensors, {"names": " ".join(aspp.state_dict())})


class Pyramid(nn.Module):
    """The light feature pyramid on MobileNetV2, as src/Cutline.Training/Models/Fpn.cs describes it."""

    def __init__(self, base):
        super().__init__()

        def separable(out):
            return nn.Sequential(nn.Conv2d(wide, wide, 3, padding=1, groups=wide, bias=False), nn.BatchNorm2d(wide), nn.ReLU(),
                                 nn.Conv2d(wide, out, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU())
        wide = 4 * base
        self.encoder = torchvision.models.mobilenet_v2()
        del self.encoder.classifier, self.encoder.features[18]
        self.context = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(320, wide, 1), nn.ReLU())
        for i, channels in enumerate((16, 24, 32, 96, 320), 1):
            setattr(self, f"lateral{i}", nn.Conv2d(channels, wide if i > 1 else base, 1))
            if i > 1:
                setattr(self, f"mix{i}", separable(wide))
        self.narrow = separable(base)
        self.finest = nn.Sequential(nn.Conv2d(base, base, 3, padding=1, bias=False), nn.BatchNorm2d(base), nn.ReLU())
        self.exit = nn.Conv2d(base, 1, 3, padding=1)

    def forward(self, x):
        f = mobilenet(self.encoder, x)
        deep = self.mix5(self.lateral5(f[4]) + self.context(f[4]))
        for i in (4, 3, 2):
            deep = getattr(self, f"mix{i}")(getattr(self, f"lateral{i}")(f[i - 1]) + self.larger(deep))
        return self.larger(self.exit(self.finest(self.lateral1(f[0]) + self.larger(self.narrow(deep)))))

    @staticmethod
    def larger(x):
        return interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


pyramid = fill(Pyramid(4))
x = torch.rand(1, 3, 48, 60)
with torch.no_grad():
    y = pyramid(pad(x, [0, 4, 0, 16]))[:, :, :48, :60]
save(os.path.join(here, "fpn.safetensors"), {"input": x, "logits": y},
     {"fpn": names(pyramid)})
