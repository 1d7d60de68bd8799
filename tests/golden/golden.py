"""Writes golden files: small safetensors of what python3-torch computed, for the make.py of each folder."""
import json
import struct

import torch

TYPES = {torch.float32: "F32", torch.float64: "F64", torch.int64: "I64"}


def save(path, tensors, metadata):
    """`tensors` by name, and `metadata`, text by name. The torch that computed them is added to it."""
    header, data = {"__metadata__": {**metadata, "torch": torch.__version__}}, b""
    for name, tensor in sorted(tensors.items(), key=lambda t: (-t[1].element_size(), t[0])):
        tensor = tensor.detach().contiguous()
        begin = len(data)
        data += tensor.numpy().tobytes()
        header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
