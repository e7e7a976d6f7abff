"""The other side of routing-speed: reward models of many label mixes in NumPy, by converged Newton fits and by one step from the midpoint."""

import json
import sys
import time

import numpy as np

task = json.load(open(sys.argv[1]))
n, d, mixes, folds = task["n"], task["d"], task["mixes"], task["folds"]
x = np.fromfile(task["x"], dtype=np.float64).reshape(n, d)
human = np.fromfile(task["human"], dtype=np.float64)
lm = np.fromfile(task["lm"], dtype=np.float64)
chosen = np.fromfile(task["routed"], dtype=np.uint8).reshape(mixes, n)
fold = np.arange(n) % folds


def newton(rows, target, start=None):
    penalty = task["penalty"] * len(rows)
    theta = np.zeros(d) if start is None else start.copy()
    for _ in range(25):
        p = 1 / (1 + np.exp(-rows @ theta))
        gradient = rows.T @ (p - target) + penalty * theta
        hessian = (rows * (p * (1 - p))[:, None]).T @ rows + penalty * np.eye(d)
        step = np.linalg.solve(hessian, gradient)
        theta -= step
        if np.abs(step).max() < 1e-6:
            break
    return theta


def midpoint():
    result = []
    for held in range(folds):
        keep = fold != held
        rows, h, l = x[keep], human[keep], lm[keep]
        penalty = task["penalty"] * len(rows)
        theta = newton(rows, (h + l) / 2)
        p = 1 / (1 + np.exp(-rows @ theta))
        hessian = (rows * (p * (1 - p))[:, None]).T @ rows + penalty * np.eye(d)
        pulls = ((chosen[:, keep] - 0.5) * (h - l)[None, :]) @ rows
        result.append(theta[None, :] + pulls @ np.linalg.inv(hessian))
    return result


def converged(count):
    keep = fold != 0
    rows, h, l = x[keep], human[keep], lm[keep]
    start = newton(rows, (h + l) / 2)
    begun = time.perf_counter()
    for mix in chosen[:count, keep]:
        newton(rows, np.where(mix == 1, h, l), start)
    return (time.perf_counter() - begun) / count


begun = time.perf_counter()
steps = midpoint()
seconds = time.perf_counter() - begun
print(json.dumps({"midpoint": seconds, "convergedEach": converged(task["peerMixes"]), "first": steps[0][0][:8].tolist()}))
