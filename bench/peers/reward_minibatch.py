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


linear = task["head"] == "linear"
name, wide = ("differences", width) if linear else ("pairs", 2 * width)
x = torch.from_numpy(np.fromfile(task[name], np.float32)).view(rows, wide)
hidden = task["hidden"]
shapes = {"w": (width, 1)} if linear else {"inner": (width, hidden), "bias": (hidden,), "outer": (hidden, 1)}


def train(rows_of, dtype):
    """All steps; the seconds from the end of the warm-up, the last loss and the parameters."""
    p = {}
    for name, shape in shapes.items():
        values = np.fromfile(task["start"][name], np.float32).reshape(shape)
        p[name] = torch.from_numpy(values).clone().to(dtype).requires_grad_()

    def loss_of(now):
        if linear:
            return F.softplus(-(now @ p["w"])).mean()
        both = now.view(2 * batch, width)
        rewards = (F.gelu(torch.addmm(p["bias"], both, p["inner"])) @ p["outer"]).view(batch, 2)
        return F.softplus(rewards[:, 1] - rewards[:, 0]).mean()

    optimiser = torch.optim.AdamW(list(p.values()), lr=task["learningRate"], weight_decay=task["weightDecay"])
    began = 0.0
    for step in range(steps):
        if step == task["warmup"]:
            began = time.perf_counter()
        optimiser.zero_grad(set_to_none=True)
        loss = loss_of(rows_of(order[step]))
        loss.backward()
        optimiser.step()
    return time.perf_counter() - began, float(loss), p


seconds, loss, parameters = train(lambda index: x.index_select(0, index), torch.float32)
for name, value in parameters.items():
    value.detach().numpy().tofile(task["result"][name])

# The same steps once more in float64, off the clock: from these both sides' float32 is told.
_, _, exact = train(lambda index: x.index_select(0, index).double(), torch.float64)
for name, value in exact.items():
    value.detach().numpy().tofile(task["exact"][name])
print(json.dumps({"version": torch.__version__, "seconds": seconds, "loss": loss}))
