import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { calibrationErrors } from "../calibration/calibration-errors";
import { medoidText, tokenEditDistance } from "../text-diff/edit-distance";
import { compareMargins } from "./compare-margins";
import { curveAt, fitPlateau } from "./learning-curve";
import { checkLength } from "./length-slope";
import { evaluatePairs } from "./metrics";
import { sliceTable } from "./slices";
import type { Estimate } from "../estimate";

/** Worked out a second time from the sources, in another language: evaluation.cases.py. */
const cases = readFileSync(path.join(import.meta.dirname, "evaluation.cases.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => z.object({ of: z.string(), in: z.unknown(), out: z.unknown() }).parse(JSON.parse(line)));

const reals = z.array(z.number()).transform((values) => Float64Array.from(values));
const integers = z.array(z.int()).transform((values) => Int32Array.from(values));
const figures = <K extends string>(...names: K[]) =>
  z.object(Object.fromEntries(names.map((name) => [name, z.number()])) as Record<K, z.ZodNumber>);

/** Runs a check on every case of one kind, and fails where there is none. */
const each = <I, O>(of: string, given: z.ZodType<I>, out: z.ZodType<O>, check: (given: I, out: O) => void): void => {
  const own = cases.filter((one) => one.of === of);
  it(`has cases of ${of}`, () => expect(own.length).toBeGreaterThan(0));
  it.each(own.map((one, number) => [number + 1, one] as const))(`${of}, case %i`, (_, one) =>
    check(given.parse(one.in), out.parse(one.out)),
  );
};

const valueOf = (estimate: Estimate): number => estimate.value ?? Number.NaN;

each(
  "versions",
  z.object({ a: reals, b: reals, cluster: integers }),
  figures("accuracyA", "accuracyB", "accuracy", "logLoss", "disagree").extend({ spread: z.number().nullable() }),
  (given, { spread, ...out }) => {
    const found = compareMargins(given);
    for (const [name, value] of Object.entries(out)) expect(valueOf(found[name as keyof typeof out]), name).toBeCloseTo(value, 10);
    const ci = found.accuracy.value === null ? null : found.accuracy.ci;
    if (spread === null) expect(found.verdict).toBe("undecided");
    else {
      // Four standard errors wide, less or more by the shape of the resamples, and up to half as much again for few prompts.
      const width = ((ci?.[1] ?? 0) - (ci?.[0] ?? 0)) / spread;
      expect(width).toBeGreaterThan(3.6);
      expect(width).toBeLessThan(6.5);
    }
  },
);

const errors = figures("ece", "ace", "mce");
each("calibration", z.object({ probability: reals, outcome: reals }), z.object({ mass: errors, width: errors }), (given, out) => {
  for (const [binning, wanted] of [
    ["equal-mass", out.mass],
    ["equal-width", out.width],
  ] as const) {
    const found = calibrationErrors({ ...given, cluster: null }, { binning, draws: 2 });
    for (const name of ["ece", "ace", "mce"] as const) expect(valueOf(found[name]), `${binning}: ${name}`).toBeCloseTo(wanted[name], 10);
  }
});

each(
  "floor",
  z.object({ margins: reals }),
  figures("mean", "high").extend({ reliability: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.int()])) }),
  ({ margins }, out) => {
    const pairs = Array.from(margins, (_, row) => ({
      promptId: `p${row}`,
      prompt: "p",
      first: `first ${row}`,
      second: "second",
      pFirst: 1,
      weight: 1,
    }));
    const found = evaluatePairs(pairs, [...margins], 1);
    // Two hundred draws of ours against twenty thousand.
    expect(Math.abs((found.eceNoiseFloor?.mean ?? 0) - out.mean)).toBeLessThan(0.01);
    expect(Math.abs((found.eceNoiseFloor?.high ?? 0) - out.high)).toBeLessThan(0.025);
    expect(found.reliability).toHaveLength(out.reliability.length);
    for (const [index, [confidence, accuracy, low, high, n]] of out.reliability.entries()) {
      const bin = found.reliability[index];
      expect([bin?.confidence, bin?.accuracy, ...(bin?.ci ?? []), bin?.n]).toEqual(
        [confidence, accuracy, low, high, n].map((value) => expect.closeTo(value, 8)),
      );
    }
  },
);

each(
  "length",
  z.object({ margin: reals, gap: reals, first: reals, model: reals, people: reals }),
  figures("people", "model", "beyond", "position", "ratio"),
  ({ margin, gap, first, model, people }, out) => {
    const found = checkLength({ margin, logLengthGap: gap, pFirst: first, cluster: Int32Array.from(gap.keys()) }, { model, people });
    for (const [name, value] of Object.entries(out)) expect(valueOf(found[name as keyof typeof out]), name).toBeCloseTo(value, 5);
  },
);

each(
  "slices",
  z.object({ correct: reals, longer: reals, domain: z.array(z.string()), length: z.array(z.string()) }),
  z.record(z.string(), z.tuple([z.number(), z.number(), z.int()])),
  ({ correct, longer, domain, length }, out) => {
    const groups = domain.map((name, row) => ({ domain: name, length: length[row] ?? "" }));
    const found = sliceTable({ correct, longer, cluster: Int32Array.from(correct.keys()), groups }, 8);
    expect(found.map(({ dimension, name }) => `${dimension}/${name}`).sort()).toEqual(Object.keys(out).sort());
    for (const { dimension, name, accuracy, longerWins } of found) {
      const [right, long, n] = out[`${dimension}/${name}`] ?? [];
      expect([accuracy.value, longerWins.value, accuracy.value === null ? 0 : accuracy.n]).toEqual([
        expect.closeTo(right ?? -1, 10),
        expect.closeTo(long ?? -1, 10),
        n,
      ]);
    }
  },
);

each(
  "plateau",
  z.object({ sizes: z.array(z.number()), values: z.array(z.number()) }),
  figures("plateau", "drop", "scale", "error", "near").extend({ bends: z.coerce.boolean() }),
  ({ sizes, values }, out) => {
    const points = sizes.map((size, index) => ({ size, value: values[index] ?? 0 }));
    const found = fitPlateau(points);
    const error = points.reduce((sum, { size, value }) => sum + (value - curveAt(found, size)) ** 2, 0);
    expect(error).toBeLessThanOrEqual(out.error * (1 + 1e-6));
    expect([found.plateau, found.drop]).toEqual([expect.closeTo(out.plateau, 4), expect.closeTo(out.drop, 4)]);
    expect(found.scale / out.scale).toBeCloseTo(1, 3);
    expect(found.near.size / out.near).toBeCloseTo(1, 3);
    expect(found.bends).toBe(out.bends);
  },
);

each(
  "medoid",
  z.object({ texts: z.array(z.array(z.string())) }),
  z.object({ distances: z.array(z.array(z.int())), medoid: z.int() }),
  ({ texts }, out) => {
    expect(texts.map((a) => texts.map((b) => tokenEditDistance(a, b)))).toEqual(out.distances);
    expect(medoidText(texts)).toBe(out.medoid);
  },
);
