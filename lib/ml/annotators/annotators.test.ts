import { describe, expect, it } from "vitest";
import { chooseIndex, createRandom, permutation } from "../random/random";
import { fitDawidSkene } from "./dawid-skene";
import { fitGlad } from "./glad";
import { fitMace } from "./mace";
import { majorityVote } from "./majority-vote";
import { fitOneCoin } from "./one-coin";
import type { AnnotatorFit, Votes } from "./votes";

const iterative = [
  ["one-coin", fitOneCoin],
  ["dawid-skene", fitDawidSkene],
  ["glad", fitGlad],
  ["mace", fitMace],
] as const satisfies readonly (readonly [string, (votes: Votes) => AnnotatorFit])[];
const models = [["majority", majorityVote], ...iterative] as const;

function votesOf(tasks: number, annotators: number, classes: number, rows: readonly (readonly [number, number, number])[]): Votes {
  return {
    tasks,
    annotators,
    classes,
    task: Int32Array.from(rows, ([task]) => task),
    annotator: Int32Array.from(rows, ([, annotator]) => annotator),
    label: Int32Array.from(rows, ([, , label]) => label),
  };
}

/** Every annotator labels every task; annotator a is right with probability accuracy[a], else uniformly wrong. */
function simulate(seed: number, tasks: number, classes: number, accuracy: readonly number[]): { votes: Votes; truth: number[] } {
  const random = createRandom(seed);
  const truth = Array.from({ length: tasks }, () => random.integer(classes));
  const rows = truth.flatMap((right, task) =>
    accuracy.map((q, annotator): [number, number, number] => [
      task,
      annotator,
      random.uniform() < q ? right : (right + 1 + random.integer(classes - 1)) % classes,
    ]),
  );
  return { votes: votesOf(tasks, accuracy.length, classes, rows), truth };
}

function accuracyOf(fit: AnnotatorFit, truth: readonly number[], classes: number): number {
  const right = truth.filter((label, task) => {
    const row = Array.from(fit.posterior.subarray(task * classes, (task + 1) * classes));
    return row.indexOf(Math.max(...row)) === label;
  });
  return right.length / truth.length;
}

// Dawid and Skene (1979), table 1: 45 patients, anaesthetists 2–5 once each and anaesthetist 1 three times (here three
// annotators, as in most re-analyses), fitness in four classes.
const anaesthetists = [
  "111 1 1 1 1",
  "333 4 3 3 4",
  "112 2 1 2 2",
  "222 3 1 2 1",
  "222 3 2 2 2",
  "222 3 3 2 2",
  "122 2 1 1 1",
  "333 3 4 3 3",
  "222 2 2 2 3",
  "232 2 2 2 3",
  "444 5 4 4 4",
  "223 3 4 3 3",
  "111 1 1 1 1",
  "222 3 2 1 2",
  "121 1 1 1 1",
  "111 2 1 1 1",
  "111 1 1 1 1",
  "111 1 1 1 1",
  "222 2 2 2 1",
  "222 1 3 2 2",
  "222 2 2 2 2",
  "222 2 2 2 1",
  "222 3 2 2 2",
  "221 2 2 2 2",
  "111 1 1 1 1",
  "111 1 1 1 1",
  "232 2 2 2 2",
  "111 1 1 1 1",
  "111 1 1 1 1",
  "112 1 1 2 1",
  "111 1 1 1 1",
  "333 3 2 3 3",
  "111 1 1 1 1",
  "222 2 2 2 2",
  "222 3 2 3 2",
  "433 4 3 4 3",
  "221 2 2 3 2",
  "232 3 2 3 3",
  "333 3 4 3 2",
  "111 1 1 1 1",
  "111 1 1 1 1",
  "121 2 1 1 1",
  "232 2 2 2 2",
  "121 1 1 1 1",
  "222 2 2 2 2",
].map((line) =>
  line
    .replaceAll(" ", "")
    .split("")
    .map((digit) => Math.min(3, Number(digit) - 1)),
);

describe("fitDawidSkene on the anaesthetists of 1979", () => {
  const rows = anaesthetists.flatMap((labels, task) =>
    labels.map((label, annotator): [number, number, number] => [task, annotator, label]),
  );
  const fit = fitDawidSkene(votesOf(45, 7, 4, rows), { rightPseudoCount: 0.01, wrongPseudoCount: 0.01 });

  it("finds class shares near the published .40 .42 .11 .07", () => {
    const shares = Array.from(fit.classPrior);
    [0.4, 0.42, 0.11, 0.07].forEach((published, index) => expect(Math.abs((shares[index] ?? 1) - published)).toBeLessThan(0.05));
    expect(fit.converged).toBe(true);
  });

  it("puts the unanimous patients into their class with certainty", () => {
    expect(fit.posterior[0]).toBeGreaterThan(0.999);
    expect(fit.posterior[10 * 4 + 3]).toBeGreaterThan(0.99);
  });
});

describe.each(iterative)("%s", (name, fit) => {
  it("recovers planted reliabilities and answers better than the majority", () => {
    const accuracy = [0.95, 0.9, 0.85, 0.55, 0.5, 0.5, 0.5];
    const { votes, truth } = simulate(11, 1200, 2, accuracy);
    const result = fit(votes);
    accuracy.forEach((planted, annotator) => expect(Math.abs((result.reliability[annotator]?.value ?? 0) - planted)).toBeLessThan(0.05));
    expect(accuracyOf(result, truth, 2)).toBeGreaterThan(accuracyOf(majorityVote(votes), truth, 2) + 0.02);
    expect(result.converged).toBe(true);
  });

  it("never lets the loss rise", () => {
    const { votes } = simulate(5, 200, 3, [0.8, 0.7, 0.6, 0.4]);
    const { lossHistory } = fit(votes);
    expect(lossHistory.length).toBeGreaterThan(2);
    lossHistory.slice(1).forEach((loss, index) => expect(loss).toBeLessThanOrEqual((lossHistory[index] ?? 0) + 1e-7));
  });
});

describe.each(models)("%s, whatever the data", (name, fit) => {
  it("does not depend on the order or the numbering of classes", () => {
    const { votes } = simulate(21, 80, 3, [0.9, 0.7, 0.6]);
    const straight = fit(votes);
    const relabelled = fit({
      ...votes,
      task: Int32Array.from(votes.task).reverse(),
      annotator: Int32Array.from(votes.annotator).reverse(),
      label: votes.label.map((label) => 2 - label).reverse(),
    });
    for (let task = 0; task < 80; task += 1) {
      for (let c = 0; c < 3; c += 1) expect(relabelled.posterior[task * 3 + 2 - c]).toBeCloseTo(straight.posterior[task * 3 + c] ?? -1, 6);
    }
  });

  it("returns distributions and intervals that hold their value", () => {
    const { votes } = simulate(31, 60, 3, [0.9, 0.7, 0.6]);
    const { posterior, reliability } = fit(votes);
    for (let task = 0; task < 60; task += 1) {
      expect(posterior.subarray(task * 3, task * 3 + 3).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    }
    for (const { value, ci, n } of reliability) {
      expect(n).toBe(60);
      expect(ci?.[0]).toBeLessThan(value + 0.05);
      expect(ci?.[1]).toBeGreaterThan(value - 0.05);
    }
  });

  it("stays finite with no label, one annotator, one class, all ties and tasks without labels", () => {
    const cases = [
      votesOf(0, 0, 2, []),
      votesOf(3, 2, 2, []),
      votesOf(2, 1, 2, [
        [0, 0, 1],
        [1, 0, 0],
      ]),
      votesOf(2, 2, 1, [
        [0, 0, 0],
        [0, 1, 0],
      ]),
      votesOf(2, 2, 2, [
        [0, 0, 0],
        [0, 1, 1],
        [1, 0, 1],
        [1, 1, 0],
      ]),
      votesOf(3, 3, 3, [
        [0, 0, 0],
        [2, 2, 2],
      ]),
    ];
    for (const votes of cases) {
      const { posterior, reliability } = fit(votes);
      expect(posterior.every((p) => p >= 0 && p <= 1)).toBe(true);
      expect(reliability.every(({ value }) => value >= 0 && value <= 1)).toBe(true);
    }
    expect(() => fit(votesOf(1, 1, 2, [[0, 0, 2]]))).toThrow(/label\[0\]/);
  });
});

describe("majorityVote", () => {
  it("keeps a draw a draw", () => {
    const fit = majorityVote(
      votesOf(3, 3, 3, [
        [0, 0, 1],
        [0, 1, 1],
        [0, 2, 2],
        [1, 0, 0],
        [1, 1, 2],
      ]),
    );
    expect(Array.from(fit.winner)).toEqual([1, -1, -1]);
    expect(Array.from(fit.posterior.subarray(0, 3))).toEqual([0, expect.closeTo(2 / 3, 12), expect.closeTo(1 / 3, 12)]);
  });

  it("never lets a label vouch for itself", () => {
    expect(majorityVote(votesOf(1, 1, 2, [[0, 0, 1]])).reliability[0]).toEqual({ value: 0.5, ci: null, n: 1 });
  });
});

describe("what each model sees", () => {
  it("fitDawidSkene reads a consistent contrarian the right way round", () => {
    const { votes, truth } = simulate(41, 300, 2, [0.85, 0.85, 0.85, 0.1]);
    const fit = fitDawidSkene(votes);
    expect(fit.reliability[3]?.value).toBeLessThan(0.2);
    expect(accuracyOf(fit, truth, 2)).toBeGreaterThan(0.93);
  });

  it("fitGlad finds which tasks are easy", () => {
    const random = createRandom(51);
    const rows: [number, number, number][] = [];
    for (let task = 0; task < 400; task += 1) {
      for (let annotator = 0; annotator < 8; annotator += 1)
        rows.push([task, annotator, random.uniform() < (task < 200 ? 0.95 : 0.6) ? 1 : 0]);
    }
    const { ease } = fitGlad(votesOf(400, 8, 2, rows));
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(ease.slice(0, 200))).toBeGreaterThan(1.5 * mean(ease.slice(200)));
  });

  it("fitMace stops where its answer stands still, with many people of few labels too", () => {
    // Ten people a task of whom each labels a tenth of the tasks.
    const { votes } = simulate(17, 150, 2, Array<number>(10).fill(0.7));
    const many = {
      ...votes,
      annotators: 100,
      annotator: votes.annotator.map((person, row) => person * 10 + ((votes.task[row] ?? 0) % 10)),
    };
    const [usual, tight] = [fitMace(many), fitMace(many, { tolerance: 0, maxIterations: 400 })];
    expect(usual.converged).toBe(true);
    usual.posterior.forEach((p, index) => expect(p).toBeCloseTo(tight.posterior[index] ?? -1, 4));
  });

  it("fitMace finds the spammer and what the spammer always says", () => {
    const random = createRandom(61);
    const { votes } = simulate(62, 400, 3, [0.9, 0.9, 0.85, 0.5]);
    const habit = Float64Array.of(0.1, 0.1, 0.8);
    const label = votes.label.map((given, row) => (votes.annotator[row] === 3 ? chooseIndex(random, habit) : given));
    const fit = fitMace({ ...votes, label });
    expect(fit.competence[3]).toBeLessThan(0.1);
    expect(fit.spam[3 * 3 + 2]).toBeGreaterThan(0.7);
    expect(fit.competence[0]).toBeGreaterThan(0.75);
  });
});

describe("labels that are all the same", () => {
  it.each(models)("%s converges, and its intervals hold their values", (_name, fit) => {
    const rows = Array.from({ length: 60 }, (_, row): [number, number, number] => [Math.floor(row / 3), row % 3, 0]);
    const { reliability, converged, posterior } = fit(votesOf(20, 3, 1, rows));
    expect(converged).toBe(true);
    expect(Array.from(posterior)).toEqual(new Array(20).fill(1));
    for (const { value, ci } of reliability) {
      expect(ci?.[0]).toBeLessThanOrEqual(value);
      expect(ci?.[1]).toBeGreaterThanOrEqual(value);
    }
  });
});

describe("intervals of reliabilities", () => {
  it("hold the truth where three labels a task leave open which are right", () => {
    const random = createRandom(12);
    const people = 15;
    const accuracy = Array.from({ length: people }, (_, person) => 0.6 + (0.37 * person) / (people - 1));
    let [held, all] = [0, 0];
    for (let sample = 0; sample < 12; sample += 1) {
      const labels = Array.from({ length: 250 }, (_, task) => ({
        task,
        truth: random.integer(2),
        asked: permutation(random, people).slice(0, 3),
      }));
      const rows = labels.flatMap(({ task, truth, asked }) =>
        Array.from(asked, (person) => ({ task, person, label: random.uniform() < (accuracy[person] ?? 0) ? truth : 1 - truth })),
      );
      const { reliability } = fitDawidSkene({
        tasks: 250,
        annotators: people,
        classes: 2,
        task: Int32Array.from(rows, (row) => row.task),
        annotator: Int32Array.from(rows, (row) => row.person),
        label: Int32Array.from(rows, (row) => row.label),
      });
      for (const [person, { ci }] of reliability.entries()) {
        const truth = accuracy[person] ?? 0;
        if (ci && ci[0] <= truth && truth <= ci[1]) held += 1;
        all += 1;
      }
    }
    // As if the answers were known it is 85 of 100.
    expect(held / all).toBeGreaterThan(0.91);
    expect(held / all).toBeLessThan(0.995);
  });
});
