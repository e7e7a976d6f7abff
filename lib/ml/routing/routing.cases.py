"""Writes the cases that routing-cases.test.ts compares with: routing's gains, mixes, predictors and baselines worked out a second time,
from the paper (Miranda et al. 2025, arXiv:2410.19133) and the descriptions beside the code, by plain NumPy and SciPy.

    python3 lib/ml/routing/routing.cases.py > lib/ml/routing/routing.cases.jsonl

Everything is done the long way round: polynomials are multiplied out into columns, left-one-out fits are fitted again, mixes that the
sampler can reach are enumerated. One case a line: {of, in, out}.
"""

import itertools
import json
import math

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit
from scipy.stats import beta, norm, rankdata

rng = np.random.default_rng(20261123)


def emit(of, given, out):
    def plain(value):
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(one) for one in value]
        if isinstance(value, np.ndarray):
            return plain(value.tolist())
        if isinstance(value, (np.floating, float)):
            return None if math.isnan(value) else float(f"{value:.12g}")
        return int(value) if isinstance(value, (np.integer, np.bool_)) else value

    print(json.dumps({"of": of, "in": plain(given), "out": plain(out)}, separators=(",", ":")))


# --- predictors of performance ---------------------------------------------------------------------------------------------------


def second_degree(x):
    """All columns, their squares and their products."""
    x = np.atleast_2d(x)
    products = [x[:, a] * x[:, b] for a in range(x.shape[1]) for b in range(a, x.shape[1])]
    return np.column_stack([x, *products])


def least_squares(columns, y):
    """Minimum-norm least squares with an intercept, which is not part of the norm."""
    middle = columns.mean(0)
    weights = np.linalg.pinv(columns - middle, rcond=1e-10) @ (y - y.mean())
    return lambda rows: y.mean() + (rows - middle) @ weights


def ridge_on(columns, y, penalty):
    middle = columns.mean(0)
    c = columns - middle
    weights = np.linalg.solve(c.T @ c + penalty * np.eye(c.shape[1]), c.T @ (y - y.mean()))
    return lambda rows: y.mean() + (rows - middle) @ weights


def quadratic_ridge(x, y):
    """Fractions of the largest entry, ridge of a twentieth of the centred kernel's mean diagonal."""
    # Products of different columns count once, squares once: that is what the kernel ((u.w)^2 + sum u_i^2 w_i^2)/2 stands for.
    columns = second_degree(x / x.max())
    centred = columns - columns.mean(0)
    fit = ridge_on(columns, y, 0.05 * np.mean(np.sum(centred**2, 1)))
    return lambda rows: fit(second_degree(rows / x.max()))


def chosen_ridge(x, y):
    """Ridge on standardised columns; of ten to the halves from -3 to 4, times the columns, the one whose left-out rows are told best."""
    spread = x.std(0)
    kept = spread > 0

    def scaled(rows):
        return (np.atleast_2d(rows)[:, kept] - x.mean(0)[kept]) / spread[kept]

    z = scaled(x)
    best = (np.inf, None)
    for power in np.arange(-3, 4.25, 0.5):
        penalty = 10**power * x.shape[1]
        error = 0
        for row in range(len(y)):
            rest = np.arange(len(y)) != row
            error += (y[row] - ridge_on(z[rest], y[rest], penalty)(z[row])) ** 2
        if error < best[0]:
            best = (error, penalty)
    fit = ridge_on(z, y, best[1])
    return lambda rows: fit(scaled(rows))


PREDICTORS = {
    "linear": lambda x, y: least_squares(x, y),
    "quadratic": lambda x, y: (lambda fit: lambda rows: fit(second_degree(rows)))(least_squares(second_degree(x), y)),
    "ridge": chosen_ridge,
    "quadratic-ridge": quadratic_ridge,
}


def tags_of(n, t):
    """One tag that all have, one that nobody has, one rare, one that is another's twin."""
    tags = (rng.random((n, t)) < rng.uniform(0.1, 0.6, t)).astype(int)
    tags[:, 0], tags[:, 1] = 1, 0
    tags[:, 2] = 0
    tags[rng.integers(n), 2] = 1
    if t > 5:
        tags[:, 5] = tags[:, 4]
    return tags


for mixes, n, t in ((8, 12, 4), (40, 30, 5), (25, 40, 7), (60, 25, 6)):
    tags = tags_of(n, t)
    routed = (rng.random((mixes, n)) < rng.random(mixes)[:, None]).astype(int)
    routed[0], routed[1] = 1, 0
    x = (routed @ tags).astype(float)
    y = 0.6 + 0.01 * x @ rng.normal(size=t) + 0.02 * rng.normal(size=mixes)
    given = {"n": n, "t": t, "tags": tags.ravel(), "x": x.ravel(), "y": y}
    out = {}
    for name, fit_to in PREDICTORS.items():
        fit = fit_to(x, y)

        def predict(row):
            return float(np.ravel(fit(np.atleast_2d(row)))[0])

        none = predict(np.zeros(t))
        gains = [predict(row) - none for row in tags.astype(float)]
        # A tag of at most a hundred items is tried with all of them: nothing is drawn.
        tag_gains = [
            (predict(tags[tags[:, k] == 1].sum(0).astype(float)) - none) / tags[:, k].sum() if tags[:, k].any() else 0 for k in range(t)
        ]
        out[name] = {"all_lm": none, "all_human": predict(tags.sum(0).astype(float)), "gains": gains, "tag_gains": tag_gains}
    emit("predictors", given, out)

# --- what the sampler can reach, and the best of it -------------------------------------------------------------------------------


def reachable(tags, budget):
    """All mixes that tags in some order, with their items in some order, lead to."""
    n, t = tags.shape
    found = set()
    for order in itertools.permutations(range(t)):
        taken = []
        for tag in order:
            fresh = [item for item in range(n) if tags[item, tag] and item not in taken]
            left = budget - len(taken)
            if len(fresh) >= left:
                found.update(tuple(sorted([*taken, *some])) for some in itertools.combinations(fresh, left))
                break
            taken += fresh
        else:
            found.add(tuple(sorted(taken)))
    return found


for n, t, budget in ((7, 3, 3), (8, 4, 5), (6, 3, 6)):
    tags = (rng.random((n, t)) < 0.4).astype(int)
    tags[0] = 0
    weights = rng.normal(size=t)
    mixes = sorted(reachable(tags, budget))
    values = [float(weights @ tags[list(mix)].sum(0)) for mix in mixes]
    emit(
        "simulated",
        {"n": n, "t": t, "tags": tags.ravel(), "budget": budget, "weights": weights},
        {"mixes": [list(mix) for mix in mixes], "best": max(values)},
    )

# --- reward models of mixes -------------------------------------------------------------------------------------------------------


def bradley_terry(x, target, weight, penalty):
    def loss(theta):
        m = x @ theta
        return np.sum(weight * (np.logaddexp(0, m) - target * m)) + penalty / 2 * theta @ theta

    def slope(theta):
        return x.T @ (weight * (expit(x @ theta) - target)) + penalty * theta

    theta = minimize(loss, np.zeros(x.shape[1]), jac=slope, method="BFGS", options={"gtol": 1e-9}).x
    for _ in range(20):
        p = expit(x @ theta)
        theta = theta - np.linalg.solve((x.T * (weight * p * (1 - p))) @ x + penalty * np.eye(len(theta)), slope(theta))
    return theta


def hessian(x, theta, penalty):
    p = expit(x @ theta)
    return (x.T * (p * (1 - p))) @ x + penalty * np.eye(len(theta))


def best_temperature(margins, truth):
    size = np.mean(np.abs(margins))

    def loss(tau):
        return -np.mean(truth * tau * margins - np.logaddexp(0, tau * margins))

    return minimize_scalar(loss, bounds=(1e-3 / size, 50 / size), method="bounded", options={"xatol": 1e-12}).x


for n, d, m in ((40, 4, 30), (60, 6, 25)):
    x, judged = rng.normal(size=(n, d)).round(6), rng.normal(size=(m, d)).round(6)
    real = rng.normal(size=d)
    truth = np.where(judged @ real + rng.logistic(size=m) > 0, 1, -1)
    labels = np.where(x @ real + rng.logistic(size=n) > 0, 1, -1) * (rng.random((6, n)) < 0.8)
    labels[0] = 0
    # Nothing to learn gives margins of 0, each half right.
    accuracy = []
    for mix in labels:
        rows = mix != 0
        margins = judged @ bradley_terry(x[rows], (1 + mix[rows]) / 2, np.ones(rows.sum()), 8.0) if rows.any() else np.zeros(m)
        accuracy.append(np.mean(np.where(margins == 0, 0.5, margins * truth > 0)))
    given = {"n": n, "d": d, "x": x.ravel(), "labels": labels, "m": m, "judged": judged.ravel(), "truth": truth}
    emit("mixes", given, accuracy)

for n, d, m, folds in ((30, 3, 20, 3), (45, 5, 24, 5)):
    x, judged = rng.normal(size=(n, d)).round(6), rng.normal(size=(m, d)).round(6)
    real = rng.normal(size=d)
    human = rng.choice([0, 0.5, 1], n)
    lm = np.where(x @ real > 0, 1.0, 0.0)
    truth = np.where(rng.random(m) < 0.3, 0.8, (judged @ real + rng.logistic(size=m) > 0).astype(float))
    fold, judged_fold = np.arange(n) % folds, rng.integers(folds, size=m)
    penalty = 0.05 * n
    mixes = (rng.random((5, n)) < 0.5).astype(int)
    mixes[0], mixes[1] = 0, 1
    middle = bradley_terry(x, (human + lm) / 2, np.ones(n), penalty)
    out = []
    for mix in mixes:
        labels = np.where(mix == 1, human, lm)
        margins = np.zeros(m)
        for held in range(folds):
            rows = fold != held
            own = penalty / n * rows.sum()
            slope = x[rows].T @ (expit(x[rows] @ middle) - labels[rows]) + own * middle
            theta = middle - np.linalg.solve(hessian(x[rows], middle, own), slope)
            margins[judged_fold == held] = judged[judged_fold == held] @ theta
        tau = best_temperature(margins, truth)
        out.append(np.mean(truth * tau * margins - np.logaddexp(0, tau * margins)))
    given = {"n": n, "d": d, "x": x.ravel(), "human": human, "lm": lm, "penalty": penalty, "fold": fold, "mixes": mixes}
    emit("likelihoods", {**given, "m": m, "judged": judged.ravel(), "truth": truth, "judged_fold": judged_fold}, out)

# --- instance scores --------------------------------------------------------------------------------------------------------------


def ridge_logistic(z, y, weight, penalty):
    """An intercept that is free but for half a row of each outcome."""
    columns = np.column_stack([z, np.ones(len(z))])
    ridge = np.append(np.full(z.shape[1], penalty), 0)

    def loss(theta):
        m = columns @ theta
        imagined = 0.5 * (np.logaddexp(0, theta[-1]) + np.logaddexp(0, -theta[-1]))
        return np.sum(weight * (np.logaddexp(0, m) - y * m)) + ridge @ theta**2 / 2 + imagined

    def slope(theta):
        pull = columns.T @ (weight * (expit(columns @ theta) - y)) + ridge * theta
        pull[-1] += expit(theta[-1]) - 0.5
        return pull

    theta = minimize(loss, np.zeros(columns.shape[1]), jac=slope, method="BFGS", options={"gtol": 1e-10}).x
    return lambda rows: expit(np.column_stack([rows, np.ones(len(rows))]) @ theta)


def right_when_differing(q, differing):
    judge = np.clip((q - differing) / (2 * q - 1), 0.05, 0.95)
    return q * (1 - judge) / (q * (1 - judge) + judge * (1 - q))


for n, seeds, known in ((60, 40, 0), (60, 40, 14), (140, 110, 110)):
    x = rng.normal(size=(n, 4)).round(6)
    x[:, 1] = rng.random(n) < 0.3
    x[:, 2] = 5
    differs = np.full(n, np.nan)
    differs[:seeds] = rng.binomial(2, expit(x[:seeds, 0] - 0.5)) / 2
    right = np.full(n, np.nan)
    right[:known] = np.where(differs[:known] > 0, rng.binomial(1, expit(x[:known, 1])), np.nan)
    spread = x[:seeds].std(0)
    spread[1] = 0.5
    z = np.where(spread > 0, (x - x[:seeds].mean(0)) / np.where(spread > 0, spread, 1), 0)
    d = ridge_logistic(z[:seeds], differs[:seeds], np.ones(seeds), 8.0)(z[seeds:])
    rows = np.flatnonzero((differs > 0) & ~np.isnan(right))
    if len(rows) < 6:
        pi, told = right_when_differing(0.8, d), "fallback"
    elif len(rows) < 30:
        pi, told = np.full(len(d), (differs[rows] @ right[rows] + 1) / (differs[rows].sum() + 2)), "share"
    else:
        pi, told = ridge_logistic(z[rows], right[rows], differs[rows], 15.0)(z[seeds:]), "features"
    given = {"n": n, "seeds": seeds, "x": x.ravel(), "d": 4, "differs": differs, "right": right, "reliability": 0.8}
    emit("uplift", given, {"from": told, "differ": d, "right": pi, "gain": d * (2 * pi - 1)})

for n, d, known in ((50, 3, 30), (70, 5, 45)):
    x = rng.normal(size=(n, d)).round(6)
    real = rng.normal(size=d)
    judge = np.where(x @ real + rng.logistic(size=n) > 0, 1, -1)
    judge[rng.random(n) < 0.1] = 0
    truth = np.full(n, np.nan)
    truth[:known] = x[:known] @ real + rng.logistic(size=known) > 0
    penalty = 0.1 * n
    theta = bradley_terry(x, (1 + judge) / 2, np.ones(n), penalty)
    margins = x[:known] @ theta
    tau = best_temperature(margins, truth[:known])

    def gold(at):
        return np.mean(truth[:known] * tau * (x[:known] @ at) - np.logaddexp(0, tau * (x[:known] @ at)))

    # By turning each label a little and fitting again, without any formula for the derivative.
    effect = []
    for row in range(known, n):
        if judge[row] == 0:
            effect.append(0.0)
            continue
        turned = [(1 + judge) / 2, (1 + judge) / 2]
        for labels, sign in zip(turned, (1, -1)):
            labels[row] -= sign * 1e-3 * judge[row]
        up, down = (gold(bradley_terry(x, labels, np.ones(n), penalty)) for labels in turned)
        effect.append((up - down) / 2e-3)
    given = {"n": n, "d": d, "x": x.ravel(), "judge": judge, "truth": truth, "known": known, "penalty": penalty}
    emit("influence", given, {"temperature": tau, "effect": effect})

# --- what is expected, replayed and measured --------------------------------------------------------------------------------------

for m in (7, 40):
    score = rng.normal(size=m).round(6)
    person, judge = rng.choice([0, 0.5, 0.8, 1], m), rng.choice([0, 0.3, 1], m)
    shares = [0, 0.1, 0.25, 1 / 3, 0.5, 0.9, 1]
    order = np.argsort(-score, kind="stable")
    out, by_chance = [], []
    for share in shares:
        # The share of each item, by place, that goes to people: whole ones, and a part of the one on the edge.
        part = np.clip(share * m - np.arange(m), 0, 1)
        out.append(np.mean(part * person[order] + (1 - part) * judge[order]))
        by_chance.append(np.mean(share * person + (1 - share) * judge))
    emit("curve", {"score": score, "person": person, "judge": judge, "shares": shares}, {"routed": out, "random": by_chance})

for classes, m, people in ((2, 30, 3), (3, 40, 4)):
    counts = rng.multinomial(people, rng.dirichlet(np.ones(classes)), size=m)
    judge = rng.integers(-1 if classes == 3 else 0, classes, size=m)
    rho = 0.78
    shares = counts.sum(0) / counts.sum()
    k = max(2, 1 / np.sum(shares**2))
    said = np.array([counts[row, c] / people if c >= 0 else 0 for row, c in enumerate(judge)])
    q = np.clip(((k - 1) * np.mean(said) - 1 + rho) / (k * rho - 1), 0, 1)
    q = min(0.98, max(1 / k, q))
    chance = shares * (rho * (k - 1) / (1 - rho)) ** counts
    for row, c in enumerate(judge):
        if c >= 0:
            chance[row, c] *= q * (k - 1) / (1 - q)
    chance /= chance.sum(1, keepdims=True)
    out = {
        "person": np.sum(chance * counts, 1) / people,
        "judge": [chance[row, c] if c >= 0 else 0 for row, c in enumerate(judge)],
    }
    emit("agreement", {"counts": counts.ravel(), "judge": judge, "classes": classes, "reliability": rho}, out)

for routed, control in (((25, 12.5, 11), (20, 4, 5)), ((30, 0, 9), (0, 0, 0)), ((40, 40, 20), (10, 10, 6))):
    shares = []
    for answered, differing, _ in (routed, control):
        if answered == 0:
            shares.append(None)
            continue
        a, b = differing + 0.5, answered - differing + 0.5
        low = 0 if differing == 0 else beta.ppf(0.025, a, b)
        high = 1 if differing == answered else beta.ppf(0.975, a, b)
        shares.append([differing / answered, low, high])
    lift = None
    if routed[0] and control[0]:
        (n1, x1, _), (n2, x2, _) = routed, control
        p1, p2 = (x1 + 1) / (n1 + 2), (x2 + 1) / (n2 + 2)
        half = norm.ppf(0.975) * math.sqrt(p1 * (1 - p1) / (n1 + 2) + p2 * (1 - p2) / (n2 + 2))
        lift = [x1 / n1 - x2 / n2, max(-1, p1 - p2 - half), min(1, p1 - p2 + half)]
    outside = shares[0] is not None and not shares[0][1] <= routed[2] / routed[0] <= shares[0][2]
    emit("measured", {"routed": routed, "control": control}, {"shares": shares, "lift": lift, "alarm": outside and routed[0] >= 20})

# --- tags -------------------------------------------------------------------------------------------------------------------------

values = [0, 0.33, 0.3299999, 0.67, 0.5, 1, None, 1.5, -0.2, 0.66999]
bins = ((0, 0.33), (0.33, 0.67), (0.67, 1))


def in_bins(value, rule):
    if value is None:
        return [0, 0, 0]
    if rule == "published-count":
        return [int(low <= value <= high) for low, high in bins]
    if rule == "published-instance":
        return [int(low < value < high) for low, high in bins]
    held = min(1, max(0, value))
    return [int(low <= held < high or (high == 1 and held == 1)) for low, high in bins]


lengths = [3, 3, None, 10, 1, 3, 10, 200]
known = [value for value in lengths if value is not None]
ranks = dict(zip(known, rankdata(known) / len(known)))
emit(
    "tags",
    {"values": values, "lengths": lengths},
    {
        **{rule: [in_bins(value, rule) for value in values] for rule in ("half-open", "published-count", "published-instance")},
        "ranks": [None if value is None else ranks[value] for value in lengths],
    },
)
