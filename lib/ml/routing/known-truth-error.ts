import { addAt, assertLength, intAt, realAt } from "../math/access";
import { PRIOR_ANSWERS } from "./arm-accuracy";

/** Items whose truth is known or modelled, and how much of each goes to people. Arrays are parallel. */
export interface ModelledTruths {
  /** What the model says of a person and of the judge, also of items whose truth is known. // [m] each */
  modelled: { person: Float64Array; judge: Float64Array };
  /** How right they are where the truth is known; NaN elsewhere. // [m] each */
  personRight: Float64Array;
  judgeRight: Float64Array;
  /** Share of the people whose label differs from the judge's. // [m] */
  differs: Float64Array;
  /** Prompt of each item; each its own where null. // [m] */
  cluster: Int32Array | null;
}

/** Answers' worth of belief in what the model says of items on which people and the judge differ: its share of one class each. */
const PRIOR_DIFFERING = 2;

/**
 * Standard error of a mean of modelled accuracies that known truths leave: what a model of the items with unknown truth is off by is
 * seen on the known ones alone. Where a share z_i of item i goes to people, with
 *
 *   f_i = z_i person_i + (1 − z_i) judge_i,   r_i = what was right − f_i where that is known,
 *
 * in each of three sorts of items (people and judge agree; they differ and most of it goes to people; they differ and most stays)
 *
 *   se² = Σ_sorts u² (R + b v) / (k + b)² + 2 u R / (m (k + b)),   R = Σ_prompts (Σ r)²,
 *
 * u the sort's unknown items as a share of all m, k its known ones, v the mean of f (1 − f) and b the answers' worth of belief that the
 * model itself was given. Resampling items with the model as it stands does not show this: of 220 items with 32 known truths it gave
 * half the interval that 220 known ones would. The second term is the covariance of the known items, which count as they are, with the
 * model that learned from them: without it 150 items with 60 % known truths had a narrower interval than with all of them known. With
 * b = 0, and what resampling the known items shows, a sort of a share w has w² R / k², as if nothing but its known items were there.
 *
 * Of a difference of two ways to share items out, z and z′, it is the same of f_i = (z_i − z′_i)(person_i − judge_i), with the variance
 * (z_i − z′_i)² (d_i − (person_i − judge_i)²) in place of f (1 − f), d the share of people who differ: where all agree nothing changes.
 *
 * @param toPeople z // [m]
 * @param less z′; null for the accuracy itself. // [m]
 * Cost: m. Source: the rectifier of Angelopoulos et al. (2023), doi:10.1126/science.adi6000, sec. 1, by sorts; residuals are
 * cross-fitted where the model is.
 */
export function knownTruthError(data: ModelledTruths, toPeople: Float64Array, less: Float64Array | null = null): number {
  const { modelled, personRight, judgeRight, differs, cluster } = data;
  const m = differs.length;
  assertLength("toPeople", toPeople.length, m);
  assertLength("modelled.person", modelled.person.length, m);
  /** Weights of a person's and of the judge's label in f. */
  const partsAt = (row: number): [number, number] => {
    const part = realAt(toPeople, row);
    return less === null ? [part, 1 - part] : [part - realAt(less, row), realAt(less, row) - part];
  };
  const [unknown, known, weighed, varied] = Array.from({ length: 4 }, () => new Float64Array(3)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const residuals = new Map<string, { sort: number; sum: number }>();
  for (let row = 0; row < m; row += 1) {
    const [toPerson, toJudge] = partsAt(row);
    const sort = realAt(differs, row) === 0 ? 0 : Math.abs(toPerson) >= 0.5 ? 1 : 2;
    const mixed = (person: Float64Array, judge: Float64Array): number => toPerson * realAt(person, row) + toJudge * realAt(judge, row);
    const expected = mixed(modelled.person, modelled.judge);
    const right = mixed(personRight, judgeRight);
    const square = toPerson ** 2 * realAt(differs, row) - expected ** 2;
    addAt(varied, sort, less === null ? expected * (1 - expected) : Math.max(0, square));
    addAt(weighed, sort, 1);
    if (Number.isNaN(right)) addAt(unknown, sort, 1 / m);
    else {
      addAt(known, sort, 1);
      const key = `${sort} ${cluster === null ? row : intAt(cluster, row)}`;
      residuals.set(key, { sort, sum: (residuals.get(key)?.sum ?? 0) + right - expected });
    }
  }
  const squares = new Float64Array(3);
  for (const { sort, sum } of residuals.values()) addAt(squares, sort, sum * sum);
  return Math.sqrt(
    [0, 1, 2].reduce((sum, sort) => {
      const belief = sort === 0 ? PRIOR_ANSWERS : PRIOR_DIFFERING;
      const mean = realAt(weighed, sort) > 0 ? realAt(varied, sort) / realAt(weighed, sort) : 0;
      const [open, seen, answers] = [realAt(unknown, sort), realAt(squares, sort), realAt(known, sort) + belief];
      return sum + (open ** 2 * (seen + belief * mean)) / answers ** 2 + (2 * open * seen) / (m * answers);
    }, 0),
  );
}
