import { describe, expect, it } from "vitest";
import { fitOffsetMeans } from "@/lib/ml/annotators/offset-means";
import { realAt } from "@/lib/ml/math/access";
import { createRandom } from "@/lib/ml/random/random";

const measurements = (rows: readonly [task: number, annotator: number, value: number][], tasks: number, annotators: number) => ({
  tasks,
  annotators,
  task: Int32Array.from(rows, ([task]) => task),
  annotator: Int32Array.from(rows, ([, annotator]) => annotator),
  value: Float64Array.from(rows, ([, , value]) => value),
});

const planted = (seed: number, tasks: number, offsets: readonly number[], noise: number, perTask: number) => {
  const random = createRandom(seed);
  const truth = Array.from({ length: tasks }, () => 50 + 15 * random.normal());
  const rows = truth.flatMap((mean, task) => {
    const who = new Set<number>();
    while (who.size < perTask) who.add(random.integer(offsets.length));
    return [...who].map((annotator): [number, number, number] => [
      task,
      annotator,
      mean + (offsets[annotator] ?? 0) + noise * random.normal(),
    ]);
  });
  return { truth, data: measurements(rows, tasks, offsets.length) };
};

describe("fitOffsetMeans", () => {
  it("gives the textbook's variance components of a balanced table", () => {
    // Two-way layout without replication: residual mean square 2/3·… worked by hand for a 3 × 2 table.
    const rows: [number, number, number][] = [
      [0, 0, 10],
      [0, 1, 14],
      [1, 0, 20],
      [1, 1, 23],
      [2, 0, 30],
      [2, 1, 35],
    ];
    const fit = fitOffsetMeans(measurements(rows, 3, 2));
    // Differences 4, 3, 5: offsets ∓2, residuals ∓½(d − 4), sum of squares 1, one over 2 degrees of freedom.
    expect(fit.noise).toBeCloseTo(0.5, 4);
    // Mean square of annotators: 3 · 8 = 24; (24 − ½) / 3.
    expect(fit.offsetVariance).toBeCloseTo(23.5 / 3, 3);
    expect(realAt(fit.means, 0)).toBeCloseTo(12, 6);
    expect(realAt(fit.offsets, 1)).toBeGreaterThan(1.8);
    expect(realAt(fit.offsets, 1)).toBeLessThan(2);
  });

  it("finds the variances where teams share no task: only differences within a team are seen", () => {
    const [teams, members, each] = [10, 2, 5];
    const fits = Array.from({ length: 60 }, (_, seed) => {
      const random = createRandom(seed);
      const offsets = Array.from({ length: teams * members }, () => random.normal());
      const rows = Array.from({ length: teams * each }, (_unused, task): [number, number, number][] => {
        const mean = 3 * random.normal();
        const first = members * Math.floor(task / each);
        return [first, first + 1].map((who) => [task, who, mean + (offsets[who] ?? 0) + random.normal()]);
      });
      return fitOffsetMeans(measurements(rows.flat(), teams * each, offsets.length));
    });
    const average = (of: (fit: (typeof fits)[number]) => number): number => fits.reduce((sum, fit) => sum + of(fit), 0) / fits.length;
    expect(Math.abs(average(({ noise }) => noise ?? 0) - 1)).toBeLessThan(0.1);
    expect(Math.abs(average(({ offsetVariance }) => offsetVariance) - 1)).toBeLessThan(0.15);
  });

  it("recovers means, offsets and noise, and is nearer to the truth than plain means", () => {
    const offsets = [-12, -5, 0, 6, 11];
    const { truth, data } = planted(4, 400, offsets, 5, 2);
    const fit = fitOffsetMeans(data);
    offsets.forEach((offset, who) => expect(Math.abs(realAt(fit.offsets, who) - offset)).toBeLessThan(1.5));
    expect(Math.abs(Math.sqrt(fit.noise ?? 0) - 5)).toBeLessThan(0.6);
    const squared = (means: (task: number) => number): number =>
      truth.reduce((sum, mean, task) => sum + (means(task) - mean) ** 2, 0) / truth.length;
    const plain = (task: number): number => {
      const own = [...data.value].filter((_, row) => data.task[row] === task);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    };
    expect(squared((task) => realAt(fit.means, task))).toBeLessThan(0.5 * squared(plain));
    const covered = truth.filter(
      (mean, task) => Math.abs(realAt(fit.means, task) - mean) < 1.96 * realAt(fit.errors ?? new Float64Array(), task),
    );
    expect(covered.length / truth.length).toBeGreaterThan(0.9);
    fit.lossHistory.slice(1).forEach((loss, index) => expect(loss).toBeLessThanOrEqual((fit.lossHistory[index] ?? 0) + 1e-6));
    fit.reliability.forEach((estimate) => expect(estimate.value ?? 0).toBeGreaterThan(0.85));
  });

  it("moves with the values: shifted and stretched alike", () => {
    const { data } = planted(9, 60, [-3, 0, 4], 2, 2);
    const straight = fitOffsetMeans(data);
    const moved = fitOffsetMeans({ ...data, value: data.value.map((value) => 7 + 3 * value) });
    straight.means.forEach((mean, task) => expect(realAt(moved.means, task)).toBeCloseTo(7 + 3 * mean, 4));
    straight.offsets.forEach((offset, who) => expect(realAt(moved.offsets, who)).toBeCloseTo(3 * offset, 4));
  });

  it("finds a constant annotator and one against the others of no use, and says why where it cannot tell", () => {
    const { data } = planted(2, 60, [0, 0, 0], 2, 3);
    const spoiled = fitOffsetMeans({
      ...data,
      value: data.value.map((value, row) => (data.annotator[row] === 0 ? 100 - value : data.annotator[row] === 1 ? 50 : value)),
    });
    expect(spoiled.reliability[0]?.value).toBe(0);
    expect(spoiled.reliability[1]?.value).toBeNull();
  });

  it("stays defined with one label each, with nothing, and with annotators who share no task", () => {
    const single = fitOffsetMeans(
      measurements(
        [
          [0, 0, 3],
          [1, 1, 9],
        ],
        2,
        2,
      ),
    );
    expect([...single.means]).toEqual([3, 9]);
    expect(single.errors).toBeNull();
    expect(single.reliability[0]).toHaveProperty("reason");
    expect(fitOffsetMeans(measurements([], 0, 0)).converged).toBe(true);
    const apart = fitOffsetMeans(
      measurements(
        [
          [0, 0, 1],
          [0, 1, 2],
          [1, 2, 50],
          [1, 3, 52],
        ],
        2,
        4,
      ),
    );
    expect([...apart.means].every(Number.isFinite)).toBe(true);
    expect(() => fitOffsetMeans(measurements([[3, 0, 1]], 2, 1))).toThrow(/task\[0\]/);
  });
});
