"""The peer of the LoRA row: the top layers of an encoder with low-rank adapters, from the same cached activations and weights.

Usage: reward_lora.py TASK.json; prints one JSON object.
"""

import json
import math
import os
import sys
import time

task = json.load(open(sys.argv[1]))
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(task["threads"])

import numpy as np  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402

torch.set_num_threads(task["threads"])
rows, batch, length, width = task["rows"], task["batch"], task["length"], task["width"]
heads, layers, scale, steps = task["heads"], task["layers"], task["scale"], task["steps"]
texts = 2 * batch
order = torch.from_numpy(np.fromfile(task["order"], np.int64)).view(steps, batch)


def read(file, shape):
    return torch.from_numpy(np.fromfile(file, np.float32).reshape(shape))


inputs = read(task["inputs"], (rows, 2, length, width))
weights = {name: read(entry["file"], entry["shape"]) for name, entry in task["weights"].items()}
parameters = {name: read(entry["file"], entry["shape"]).clone().requires_grad_() for name, entry in task["start"].items()}


def linear(x, name):
    # Stored as [out, in], the layout of torch.nn.Linear.
    return F.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])


def norm(x, name):
    return F.layer_norm(x, (width,), weights[f"{name}.weight"], weights[f"{name}.bias"], 1e-12)


def split(x):
    return x.view(texts, length, heads, width // heads).transpose(1, 2)


def adapted(x, layer, name):
    return linear(x, f"{layer}.{name}") + (x @ parameters[f"{layer}.{name}.down"] @ parameters[f"{layer}.{name}.up"]) * scale


def loss_of(index):
    x = inputs.index_select(0, index).view(texts, length, width)
    for layer in range(layers):
        queries, values = split(adapted(x, layer, "query")), split(adapted(x, layer, "value"))
        keys = split(linear(x, f"{layer}.key"))
        attention = torch.softmax(queries @ keys.transpose(2, 3) * (1 / math.sqrt(width // heads)), -1)
        mixed = (attention @ values).transpose(1, 2).reshape(texts, length, width)
        x = norm(x + linear(mixed, f"{layer}.attentionOutput"), f"{layer}.attentionNorm")
        x = norm(x + linear(F.gelu(linear(x, f"{layer}.up")), f"{layer}.down"), f"{layer}.outputNorm")
    rewards = (x.mean(1) @ parameters["head"]).view(batch, 2)
    return F.softplus(rewards[:, 1] - rewards[:, 0]).mean()


optimiser = torch.optim.AdamW(list(parameters.values()), lr=task["learningRate"], weight_decay=0)
began = 0.0
for step in range(steps):
    if step == task["warmup"]:
        began = time.perf_counter()
    optimiser.zero_grad(set_to_none=True)
    loss = loss_of(order[step])
    loss.backward()
    optimiser.step()
seconds = time.perf_counter() - began
print(json.dumps({"version": torch.__version__, "seconds": seconds, "loss": float(loss)}))
