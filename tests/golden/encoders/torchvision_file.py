"""Writes NAME.pth, the weights of a fresh torchvision model as torchvision's users save them, and NAME.out.pt, its logits for an input.

  torchvision_file.py FOLDER NAME
"""
import os
import sys

import torch
import torchvision

folder, name = sys.argv[1:]
torch.manual_seed(7)
net = getattr(torchvision.models, name)()
for module in net.modules():  # running statistics that are not the initial ones
    if isinstance(module, torch.nn.BatchNorm2d):
        module.running_mean.uniform_(-0.2, 0.2)
        module.running_var.uniform_(0.5, 1.5)
torch.save(net.state_dict(), os.path.join(folder, f"{name}.pth"))
x = torch.rand(2, 3, 64, 96)
with torch.no_grad():
    torch.save({"input": x, "logits": net.eval()(x)}, os.path.join(folder, f"{name}.out.pt"))
