"""The peer of the many-models rows: all models as one problem for PyTorch's L-BFGS, on the same files.

Usage: reward_torch_lbfgs.py TASK.json; prints one JSON object. Coefficients go to a file as float64, [models, width].
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
rows, width, models = task["rows"], task["width"], task["models"]
x = torch.from_numpy(np.fromfile(task["features"], np.float32)).view(rows, width)
labels = torch.from_numpy(np.fromfile(task["labels"], np.float32)).view(models, rows)



def fit(x, labels):
    w = torch.zeros(labels.shape[0], x.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS(
        [w],
        max_iter=task["iterations"],
        tolerance_grad=task["tolerance"],
        tolerance_change=0,
        history_size=10,
        line_search_fn="strong_wolfe",
    )
    evaluations = 0

    def closure():
        nonlocal evaluations
        evaluations += 1
        optimiser.zero_grad(set_to_none=True)
        margins = w @ x.T
        loss = F.binary_cross_entropy_with_logits(margins, labels, reduction="sum") + task["penalty"] / 2 * (w * w).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return w, evaluations


# What a process does once is not part of a fit. Our side does the same.
fit(torch.sin(torch.arange(64.0)).view(16, 4), torch.ones(2, 16))
began = time.perf_counter()
w, evaluations = fit(x, labels)
seconds = time.perf_counter() - began

w.detach().numpy().astype(np.float64).tofile(task["result"])
print(json.dumps({"version": torch.__version__, "seconds": seconds, "iterations": evaluations}))
