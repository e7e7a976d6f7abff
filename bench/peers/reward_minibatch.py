"""The peer of the minibatch rows: the same model, start, batches, optimiser and threads in PyTorch, on the same files.

Usage: reward_minibatch.py TASK.json; prints one JSON object. Reading the files and importing are outside the timing, which
starts after the same number of warm-up steps as ours.
"""

import json
import os
import sys
import time

task = json.load(open(sys.argv[1]))
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(task["threads"])

import numpy as np  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402

torch.set_num_threads(task["threads"])
rows, width, batch, steps = task["rows"], task["width"], task["batch"], task["steps"]
order = torch.from_numpy(np.fromfile(task["order"], np.int64)).view(steps, batch)


def start(name, shape):
    values = np.fromfile(task["start"][name], np.float32).reshape(shape)
    return torch.from_numpy(values).clone().requires_grad_()


if task["head"] == "linear":
    x = torch.from_numpy(np.fromfile(task["differences"], np.float32)).view(rows, width)
    parameters = {"w": start("w", (width, 1))}

    def loss_of(index):
        return F.softplus(-(x.index_select(0, index) @ parameters["w"])).mean()

else:
    hidden = task["hidden"]
    x = torch.from_numpy(np.fromfile(task["pairs"], np.float32)).view(rows, 2 * width)
    parameters = {"inner": start("inner", (width, hidden)), "bias": start("bias", (hidden,)), "outer": start("outer", (hidden, 1))}

    def loss_of(index):
        both = x.index_select(0, index).view(2 * batch, width)
        rewards = (F.gelu(torch.addmm(parameters["bias"], both, parameters["inner"])) @ parameters["outer"]).view(batch, 2)
        return F.softplus(rewards[:, 1] - rewards[:, 0]).mean()


optimiser = torch.optim.AdamW(list(parameters.values()), lr=task["learningRate"], weight_decay=task["weightDecay"])
began = 0.0
for step in range(steps):
    if step == task["warmup"]:
        began = time.perf_counter()
    optimiser.zero_grad(set_to_none=True)
    loss = loss_of(order[step])
    loss.backward()
    optimiser.step()
seconds = time.perf_counter() - began

for name, value in parameters.items():
    value.detach().numpy().tofile(task["result"][name])
print(json.dumps({"version": torch.__version__, "seconds": seconds, "loss": float(loss)}))
