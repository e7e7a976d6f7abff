import { describe, expect, it } from "vitest";
import { labelPosterior } from "./label-posterior";

const by = (label: number, accuracy = 0.75) => ({ label, accuracy });

describe("labelPosterior", () => {
  it("gives the worked example", () => {
    expect(labelPosterior([by(0), by(0)], 4)[0]).toBeCloseTo(0.75 ** 2 / (0.75 ** 2 + 3 * (0.25 / 3) ** 2), 12);
  });

  it("sums to one and knows nothing without labels", () => {
    expect([...labelPosterior([], 4)]).toEqual([0.25, 0.25, 0.25, 0.25]);
    const posterior = labelPosterior([by(0), by(1, 0.9), by(3, 0.6)], 4);
    expect(posterior.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    expect(posterior.indexOf(Math.max(...posterior))).toBe(1);
  });

  it("does not depend on the order of the labels", () => {
    const labels = [by(0, 0.6), by(1, 0.8), by(1, 0.55)];
    const forth = labelPosterior(labels, 3);
    const back = labelPosterior([...labels].reverse(), 3);
    forth.forEach((p, c) => expect(back[c]).toBeCloseTo(p, 12));
  });

  it("is undecided between two who contradict each other, and stays finite for hundreds who agree", () => {
    const [first, second] = labelPosterior([by(0), by(1)], 4);
    expect(first).toBeCloseTo(second ?? 0, 12);
    expect(
      labelPosterior(
        Array.from({ length: 500 }, () => by(2, 1)),
        4,
      )[2],
    ).toBeCloseTo(1, 9);
  });

  it.each<[string, () => unknown]>([
    ["one class", () => labelPosterior([], 1)],
    ["a class that there is not", () => labelPosterior([by(4)], 4)],
    ["an accuracy beyond one", () => labelPosterior([by(0, 1.2)], 4)],
  ])("refuses %s", (_name, run) => expect(run).toThrow(RangeError));
});
