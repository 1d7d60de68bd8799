"""Loads a state dict that Cutline wrote, checks it against the rule of its names, and saves one for Cutline to read.

usage: round_trip.py FROM_CUTLINE TO_CUTLINE
Each tensor is named after its element type, has shape (2, 3) and holds 0 to 5; "scalar" is -2.5, "empty" has
shape (0, 3), "again" is float32.
"""
import sys

import torch

source, target = sys.argv[1:]
tried = [{}]
if "weights_only" in torch.load.__code__.co_varnames:
    tried = [{"weights_only": True}, {"weights_only": False}]
if "mmap" in torch.load.__code__.co_varnames:
    tried.append({"weights_only": True, "mmap": True})
for options in tried:
    state = torch.load(source, **options)
    assert list(state)[-3:] == ["scalar", "empty", "again"], list(state)
    assert state["scalar"].shape == () and state["scalar"].item() == -2.5
    assert state["empty"].shape == (0, 3) and state["empty"].dtype == torch.int64
    assert state["again"].data_ptr() == state["float32"].data_ptr()
    for name in list(state)[:-3]:
        dtype = getattr(torch, name)
        assert state[name].dtype == dtype, (name, state[name].dtype)
        assert torch.equal(state[name], torch.arange(6).reshape(2, 3).to(dtype)), (name, state[name])

torch.save({"state_dict": {**state, "transposed": torch.arange(6.0).reshape(3, 2).t()}, "epoch": 3}, target)
print("torch", torch.__version__, "loaded", len(state), tried)
