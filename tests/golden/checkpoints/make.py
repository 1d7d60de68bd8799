"""Writes the .pt files beside this script and expected.json, what each holds. Run with python3-torch 1.13 or later."""
import collections
import json
import os
import sys

import torch

here = os.path.dirname(os.path.abspath(__file__))
dtypes = [torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64,
          torch.float16, torch.bfloat16, torch.float32, torch.float64]
expected = {}


def save(name, saved, tensors, **options):
    """Saves `saved`; `tensors` is the state dict that a reader should find in it."""
    torch.save(saved, os.path.join(here, name), **options)
    expected[name] = {
        key: {"dtype": str(t.dtype).removeprefix("torch."), "shape": list(t.shape), "values": t.detach().reshape(-1).double().tolist()}
        for key, t in tensors.items()}


def ramp(*shape, dtype=torch.float32, start=0.0):
    count = torch.Size(shape).numel()
    return (torch.arange(count, dtype=torch.float64) + start).reshape(shape).to(dtype)


every = collections.OrderedDict((str(d).removeprefix("torch."), ramp(2, 3, dtype=d)) for d in dtypes)
every["scalar"] = torch.tensor(-2.5)
every["empty"] = torch.empty(0, 3, dtype=torch.int64)
save("dtypes.pt", every, every)
save("protocol4.pt", every, every, pickle_protocol=4)
save("protocol5.pt", every, every, pickle_protocol=5)

base = ramp(4, 6)
views = {
    "transposed": base.t(),
    "sliced": base[1:3, 1::2],
    "row": base[2],
    "expanded": torch.arange(5).expand(1, -1),
    "repeated": torch.tensor([1.0, 2.0]).unsqueeze(1).expand(2, 3),
    "channels_last": ramp(2, 3, 2, 2, start=100).contiguous(memory_format=torch.channels_last),
    "columns": base[:, 3],
}
save("views.pt", views, views)
save("legacy.pt", {**views, **every}, {**views, **every}, _use_new_zipfile_serialization=False)

weight = ramp(3, 2)
shared = {"encoder.weight": weight, "decoder.weight": weight, "decoder.transposed": weight.t(), "decoder.bias": weight[0]}
save("shared.pt", shared, shared)

model = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.ReLU())
with torch.no_grad():
    for i, p in enumerate(model.parameters()):
        p.copy_(ramp(*p.shape, start=i))
save("module.pt", model.state_dict(), model.state_dict())

parameters = {"frozen": torch.nn.Parameter(ramp(3), requires_grad=False), "learning": torch.nn.Parameter(ramp(2, 2)),
              "half": torch.nn.Parameter(ramp(2, dtype=torch.float16))}
save("parameter.pt", parameters, parameters)

optimizer = torch.optim.Adam(model.parameters())
model(torch.ones(2, 1, 4, 4)).sum().backward()
optimizer.step()
state = {k: v.clone() for k, v in model.state_dict().items()}
save("nested.pt", {"model": state, "optimizer": optimizer.state_dict(), "epoch": 7, "best_loss": torch.tensor(0.25), "name": "ünet",
                   "history": [0.5, None, True], "dtype": torch.float32, "size": torch.Size([3, 4]),
                   "seed": 2 ** 40, "deep": {"a": {"b": (1, -1)}}}, state)
save("unusual.pt", {"epoch": 7, "run": {"weights": views}}, views)
torch.save({"student": state, "teacher": {k: v.clone() for k, v in state.items()}}, os.path.join(here, "several.pt"))


class Runs:
    def __reduce__(self):
        return os.system, ("touch ran",)


torch.save({"weight": ramp(2), "extra": Runs()}, os.path.join(here, "system.pt"))
torch.save(model, os.path.join(here, "program.pt"))

with open(os.path.join(here, "expected.json"), "w") as f:
    json.dump(expected, f, indent=None, separators=(",", ":"))
    f.write("\n")
print("made with torch", torch.__version__, file=sys.stderr)
