"""Writes the cases that evaluation-cases.test.ts compares with: what is told of a reward model, worked out a second time.

    python3 lib/ml/reward/evaluation.cases.py > lib/ml/reward/evaluation.cases.jsonl

By NumPy and SciPy from the sources named beside the code, the long way round: bins by sorting, regressions by a general minimiser,
curves by one from many starts, medoids by the textbook's table. One case a line: {of, in, out}.
"""

import json
import math

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import beta

rng = np.random.default_rng(42)


def emit(of, given, out):
    def plain(value):
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, (list, tuple, np.ndarray)):
            return [plain(one) for one in (value.tolist() if isinstance(value, np.ndarray) else value)]
        if isinstance(value, (np.floating, float)):
            return None if math.isnan(value) else float(f"{value:.12g}")
        return int(value) if isinstance(value, (np.integer, np.bool_)) else value

    print(json.dumps({"of": of, "in": plain(given), "out": plain(out)}, separators=(",", ":")))


def half(margins):
    return np.where(margins == 0, 0.5, margins > 0)


# --- two versions on the same pairs -----------------------------------------------------------------------------------------------

for n, prompts in ((12, 5), (60, 20), (5, 1)):
    a = rng.normal(0.5, 1.5, n).round(3)
    b = (a + rng.normal(0.2, 1, n)).round(3)
    a[0] = b[-1] = 0
    cluster = np.arange(n) % prompts
    out = {
        "accuracyA": half(a).mean(),
        "accuracyB": half(b).mean(),
        "accuracy": half(b).mean() - half(a).mean(),
        "logLoss": np.logaddexp(0, -b).mean() - np.logaddexp(0, -a).mean(),
        "disagree": np.mean(np.sign(a) != np.sign(b)),
    }
    # Whole prompts at a time, both versions together; percentiles, stretched as few clusters want it, are checked at some distance.
    spread = None
    if prompts > 1:
        differences = half(b) - half(a)
        sums = np.array([differences[cluster == one].sum() for one in range(prompts)])
        sizes = np.array([(cluster == one).sum() for one in range(prompts)])
        drawn = rng.integers(prompts, size=(40_000, prompts))
        spread = np.std(sums[drawn].sum(1) / sizes[drawn].sum(1))
    emit("versions", {"a": a, "b": b, "cluster": cluster}, {**out, "spread": spread})

# --- calibration ------------------------------------------------------------------------------------------------------------------


def errors(probability, outcome, bin_of):
    gaps, sizes = [], []
    for one in np.unique(bin_of):
        rows = bin_of == one
        gaps.append(abs(probability[rows].mean() - outcome[rows].mean()))
        sizes.append(rows.sum())
    return {"ece": np.average(gaps, weights=sizes), "ace": np.mean(gaps), "mce": max(gaps)}


def equal_mass(probability, bins):
    """Runs of the sorted rows; rows that are alike stay with the first of them."""
    order = np.argsort(probability, kind="stable")
    found = np.empty(len(probability), int)
    for place, row in enumerate(order):
        alike = place > 0 and probability[row] == probability[order[place - 1]]
        found[row] = found[order[place - 1]] if alike else place * bins // len(probability)
    return found


for n, levels in ((137, None), (60, 4), (9, None)):
    probability = rng.uniform(0.5, 1, n).round(4) if levels is None else rng.choice([0.5, 0.6, 0.75, 0.9], n)
    outcome = rng.binomial(1, np.clip(probability - 0.08, 0, 1)).astype(float)
    outcome[0] = 0.5
    bins = max(1, min(10, n // 10))
    # Bins of equal width hold their upper ends.
    width = np.clip(np.ceil(probability * 10) - 1, 0, 9)
    emit(
        "calibration",
        {"probability": probability, "outcome": outcome},
        {"mass": errors(probability, outcome, equal_mass(probability, bins)), "width": errors(probability, outcome, width)},
    )

n = 80
margins = rng.normal(0, 1.2, n).round(3)
confidence = expit(np.abs(margins))
bin_of = equal_mass(confidence, 8)
floor = []
for _ in range(20_000):
    outcome = rng.random(n) < confidence
    floor.append(errors(confidence, outcome, bin_of)["ece"])
reliability = []
for one in range(8):
    rows = bin_of == one
    right = half(margins)[rows].sum()
    ci = beta.ppf([0.025, 0.975], right + 0.5, rows.sum() - right + 0.5)
    reliability.append([confidence[rows].mean(), right / rows.sum(), *ci, rows.sum()])
emit("floor", {"margins": margins}, {"mean": np.mean(floor), "high": np.quantile(floor, 0.95), "reliability": reliability})

# --- length -----------------------------------------------------------------------------------------------------------------------


def logistic(columns, outcome):
    """Slopes of a logistic regression with a constant, next to no ridge on columns of unit root mean square."""
    scale = np.sqrt(np.mean(np.square(columns), 0))
    x = np.column_stack([columns / scale, np.ones(len(columns))])

    def loss(theta):
        m = x @ theta
        return np.sum(np.logaddexp(0, m) - outcome * m) + 0.5e-3 * theta @ theta

    def slope(theta):
        return x.T @ (expit(x @ theta) - outcome) + 1e-3 * theta

    found = minimize(loss, np.zeros(x.shape[1]), jac=slope, method="BFGS", options={"gtol": 1e-10}).x
    return np.append(found[:-1] / scale, found[-1])


for n in (40, 120):
    gap = rng.normal(0, 0.5, n).round(4)
    gap[:3] = 0
    margin = (0.8 * rng.normal(size=n) + gap).round(4)
    first = (rng.random(n) < expit(margin - 0.5 * gap + 0.2)).astype(float)
    first_length = np.round(np.exp(rng.normal(5, 0.4, n) + gap))
    second_length = np.round(first_length / np.exp(gap))
    model, people = (np.where(side, first_length, second_length) for side in (margin > 0, first > 0))
    both = logistic(np.column_stack([margin, gap]), first)
    emit(
        "length",
        {"margin": margin, "gap": gap, "first": first, "model": model, "people": people},
        {
            "people": logistic(gap[:, None], first)[0],
            "model": logistic(gap[:, None], (margin > 0).astype(float))[0],
            "beyond": both[1],
            "position": both[2],
            "ratio": model.sum() / people.sum(),
        },
    )

# --- by slice ---------------------------------------------------------------------------------------------------------------------

n = 90
correct, longer = half(rng.normal(0.5, 1, n)), half(rng.normal(0.1, 1, n))
correct[4] = 0.5
domain = rng.choice(["chemistry", "law", "rare"], n, p=[0.55, 0.37, 0.08])
length = np.where(rng.random(n) < 0.5, "short", "long")
out = {"all/all": [correct.mean(), longer.mean(), n]}
for dimension, names in (("domain", domain), ("length", length)):
    for name in np.unique(names):
        rows = names == name
        if rows.sum() >= 10:
            out[f"{dimension}/{name}"] = [correct[rows].mean(), longer[rows].mean(), rows.sum()]
emit("slices", {"correct": correct, "longer": longer, "domain": domain, "length": length}, out)

# --- learning curve ---------------------------------------------------------------------------------------------------------------


def plateau(sizes, values):
    """Least squares of a - b exp(-x/c), b not below 0, c within what the sizes can tell, from many starts."""
    best = None
    low, high = np.log(sizes.min() / 4), np.log(sizes.max() * 3)
    for start in np.linspace(low, high, 25):
        def loss(theta):
            return 1e4 * np.sum((values - theta[0] + theta[1] * np.exp(-sizes / np.exp(theta[2]))) ** 2)

        found = minimize(
            loss,
            [values.max(), max(0.01, np.ptp(values)), start],
            method="L-BFGS-B",
            bounds=[(None, None), (0, None), (low, high)],
            options={"ftol": 1e-15, "gtol": 1e-12, "maxiter": 5000},
        )
        if best is None or found.fun < best.fun:
            best = found
    a, b, c = best.x
    return {"plateau": a, "drop": b, "scale": np.exp(c), "error": best.fun / 1e4}


for sizes, (a, b, c), noise in (
    ([50, 100, 200, 400, 800], (0.8, 0.3, 150), 0.004),
    ([20, 40, 60, 80, 120, 160], (0.7, 0.2, 90), 0.006),
    ([100, 200, 300, 400], (0.9, 0.4, 2000), 0.002),
):
    x = np.array(sizes, float)
    values = (a - b * np.exp(-x / c) + noise * rng.normal(size=len(x))).round(5)
    found = plateau(x, values)
    near = max(0, found["scale"] * math.log(found["drop"] / (0.01 * found["plateau"])))
    emit("plateau", {"sizes": x, "values": values}, {**found, "near": near, "bends": bool(x.max() > found["scale"])})

# --- the correction nearest to all ------------------------------------------------------------------------------------------------


def edits(a, b):
    table = np.zeros((len(a) + 1, len(b) + 1), int)
    table[:, 0], table[0] = np.arange(len(a) + 1), np.arange(len(b) + 1)
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            table[i + 1, j + 1] = min(table[i, j + 1] + 1, table[i + 1, j] + 1, table[i, j] + (one != other))
    return int(table[-1, -1])


WORDS = "a b c d e f".split()
for texts, length in ((2, 6), (3, 12), (5, 40), (4, 0), (6, 25)):
    base = list(rng.choice(WORDS, length))
    versions = []
    for _ in range(texts):
        own = list(base)
        for _ in range(rng.integers(0, 9)):
            place = int(rng.integers(len(own) + 1))
            own[place : place + int(rng.integers(3))] = list(rng.choice(WORDS, rng.integers(3)))
        versions.append([str(word) for word in own])
    distances = [[edits(a, b) for b in versions] for a in versions]
    emit("medoid", {"texts": versions}, {"distances": distances, "medoid": int(np.argmin(np.sum(distances, 1)))})
