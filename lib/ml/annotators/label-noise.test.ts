import { describe, expect, it } from "vitest";
import { sigmoid } from "../math/special";
import { createRandom } from "../random/random";
import type { NoisyPreferences } from "./label-noise";
import { fitLabelNoise } from "./label-noise";

const d = 16;

/** Bradley–Terry preferences of strength `norm`, each answered by `answers` of the annotators, who flip with their own rate. */
function world(seed: number, tasks: number, norm: number, flip: readonly number[], answers: number) {
  const random = createRandom(seed);
  const direction = Float64Array.from({ length: d }, () => random.normal());
  const length = Math.hypot(...direction);
  const differences = Float64Array.from({ length: tasks * d }, () => random.normal() / Math.sqrt(d));
  const truth: number[] = [];
  const rows: { task: number; annotator: number; first: number }[] = [];
  let flipped = 0;
  for (let task = 0; task < tasks; task += 1) {
    let margin = 0;
    for (let k = 0; k < d; k += 1) margin += ((differences[task * d + k] ?? 0) * (direction[k] ?? 0) * norm * Math.sqrt(d)) / length;
    const preferred = random.uniform() < sigmoid(margin) ? 1 : 0;
    truth.push(preferred);
    for (let answer = 0; answer < answers; answer += 1) {
      const annotator = (task * answers + answer) % flip.length;
      const wrong = random.uniform() < (flip[annotator] ?? 0);
      if (wrong) flipped += 1;
      rows.push({ task, annotator, first: wrong ? 1 - preferred : preferred });
    }
  }
  const data: NoisyPreferences = {
    tasks,
    annotators: flip.length,
    differences,
    d,
    prompt: Int32Array.from({ length: tasks }, (_, task) => task),
    task: Int32Array.from(rows, (row) => row.task),
    annotator: Int32Array.from(rows, (row) => row.annotator),
    first: Int32Array.from(rows, (row) => row.first),
  };
  return { data, truth, flipRate: flipped / rows.length };
}

describe("fitLabelNoise", () => {
  it("gives the published soft label for one answer a task", () => {
    // With no features p is ½, and η p / (η p + (1 − η)(1 − p)) is η itself: the answer is worth its annotator.
    const data = world(1, 50, 0, [0.1], 1).data;
    const fit = fitLabelNoise({ ...data, differences: new Float64Array(50 * d) });
    const eta = fit.reliability[0]?.value ?? 0;
    fit.pCorrect.forEach((p) => expect(Math.abs(p - eta)).toBeLessThan(0.01));
  });

  it("finds a planted quarter of flipped labels, which EM on its own training labels underestimates", () => {
    const { data } = world(2, 700, 6, [0.25], 1);
    const flips = 1 - (fitLabelNoise(data).reliability[0]?.value ?? 0);
    expect(Math.abs(flips - 0.25)).toBeLessThan(0.045);
  });

  it("goes on until what is said of each task stands still, not the annotators alone", () => {
    const { data } = world(8, 200, 8, [0.1, 0.25], 2);
    const fit = fitLabelNoise(data);
    const further = fitLabelNoise(data, { tolerance: 1e-7, maxIterations: 2000 });
    expect([fit.converged, further.converged]).toEqual([true, true]);
    // Stopped by the annotators alone it was .022 away.
    fit.pFirst.forEach((p, task) => expect(Math.abs(p - (further.pFirst[task] ?? 0))).toBeLessThan(0.015));
  });

  it("tells adversaries from honest people and repairs what they said", () => {
    const flip = Array.from({ length: 40 }, (_, annotator) => (annotator < 8 ? 1 : 0));
    const { data, truth } = world(3, 500, 6, flip, 1);
    const fit = fitLabelNoise(data);
    flip.forEach((adversary, annotator) => {
      const eta = fit.reliability[annotator]?.value ?? 0.5;
      expect(adversary === 1 ? eta < 0.5 : eta > 0.5).toBe(true);
    });
    const right = truth.filter((preferred, task) => (fit.pFirst[task] ?? 0) > 0.5 === (preferred === 1)).length / 500;
    expect(right).toBeGreaterThan(0.85);
  });

  it("turns round when pairs are turned round", () => {
    const { data } = world(4, 300, 4, [0.1, 0.3], 2);
    const turned = fitLabelNoise({
      ...data,
      differences: data.differences.map((value) => -value),
      first: data.first.map((value) => 1 - value),
    });
    fitLabelNoise(data).pFirst.forEach((p, task) => expect(turned.pFirst[task]).toBeCloseTo(1 - p, 6));
  });

  it("stays finite with no answers, one prompt and unanswered tasks, and names what is wrong", () => {
    const { data } = world(5, 20, 4, [0.1], 1);
    const none = { ...data, task: new Int32Array(0), annotator: new Int32Array(0), first: new Int32Array(0) };
    expect(fitLabelNoise(none).pFirst.every((p) => p === 0.5)).toBe(true);
    expect(fitLabelNoise({ ...data, prompt: new Int32Array(20) }).pFirst.every(Number.isFinite)).toBe(true);
    expect(
      fitLabelNoise({ ...data, task: Int32Array.of(0), annotator: Int32Array.of(0), first: Int32Array.of(1) }).pFirst[0],
    ).toBeGreaterThan(0.5);
    expect(() => fitLabelNoise({ ...data, first: data.first.map(() => 2) })).toThrow(/first\[0\]/);
  });
});
