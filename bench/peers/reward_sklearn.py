"""The peer of the full-batch rows: scikit-learn's logistic regression on the same files, one fit after the other.

Usage: reward_sklearn.py TASK.json; prints one JSON object. Coefficients go to a file as float64, [models, width].
"""

import json
import os
import sys
import time
import warnings

task = json.load(open(sys.argv[1]))
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(task["threads"])

import numpy as np  # noqa: E402
import sklearn  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

rows, width, models = task["rows"], task["width"], task["models"]
x = np.fromfile(task["features"], np.float32).reshape(rows, width)
if not task["asStored"]:
    # scikit-learn's L-BFGS works in float64 and would convert at each fit.
    x = x.astype(np.float64)
labels = np.fromfile(task["labels"], np.float32).reshape(-1, rows).astype(np.int64)
if task["flip"]:
    # All labels are one here; scikit-learn wants two classes. A row with its sign and its label turned is the same loss.
    turned = np.arange(rows) % 2 == 1
    x[turned] *= -1
    labels[:, turned] = 0

# What a process does once is not part of a fit. Our side does the same.
LogisticRegression(fit_intercept=False).fit(np.sin(np.arange(64.0)).reshape(16, 4), np.arange(16) % 2)

coefficients = np.empty((models, width))
iterations = []
converged = True
began = time.perf_counter()
for model in range(models):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fit = LogisticRegression(
            C=1 / task["penalty"], fit_intercept=False, solver="lbfgs", tol=task["tolerance"], max_iter=task["iterations"]
        ).fit(x, labels[model])
    converged = converged and not caught
    iterations.append(int(fit.n_iter_[0]))
    coefficients[model] = fit.coef_[0]
seconds = time.perf_counter() - began

coefficients.tofile(task["result"])
outcome = {"seconds": seconds, "iterations": max(iterations), "converged": converged}
print(json.dumps({"version": sklearn.__version__, **outcome}))
