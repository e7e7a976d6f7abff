import { describe, expect, it } from "vitest";
import { hasReferenceData, readReferenceRows, referenceDataAbsent } from "@/scripts/testing/reference-data";
import type { ReferenceRow } from "@/scripts/testing/reference-data";
import { krippendorffAlpha } from "./krippendorff-alpha";
import type { MeasurementLevel } from "./krippendorff-alpha";
import type { Ratings } from "./ratings";

type Label = ReferenceRow["labels"][number];

/** Ratings of every human label to which `read` gives a value; a unit is an item, or a response of it where labels name one. */
function gather(rows: readonly ReferenceRow[], read: (label: Label) => number | string | null): Ratings {
  const units = new Map<string, number>();
  const annotators = new Map<string, number>();
  const codes = new Map<string, number>();
  const known = (index: Map<string, number>, key: string) => {
    const position = index.get(key) ?? index.size;
    index.set(key, position);
    return position;
  };
  const unit: number[] = [];
  const annotator: number[] = [];
  const value: number[] = [];
  for (const row of rows) {
    for (const label of row.labels.filter(({ kind }) => kind === "human")) {
      const read_ = read(label);
      if (read_ === null) continue;
      unit.push(known(units, `${row.id} ${label.response ?? ""}`));
      annotator.push(known(annotators, label.annotator));
      value.push(typeof read_ === "number" ? read_ : known(codes, read_));
    }
  }
  return { units: units.size, unit: Int32Array.from(unit), annotator: Int32Array.from(annotator), value: Float64Array.from(value) };
}

const choice = (label: Label) => (label.choice === null || label.choice === undefined ? null : String(label.choice));
const rating = (aspect: string) => (label: Label) => {
  const ratings = label.ratings;
  if (typeof ratings !== "object" || ratings === null || !(aspect in ratings)) return null;
  const value: unknown = Object.entries(ratings).find(([name]) => name === aspect)?.[1];
  return value === null || value === undefined ? null : String(value);
};
const score = (label: Label) => label.score ?? null;

function alphaOf(
  set: string,
  read: (label: Label) => number | string | null,
  measurement: MeasurementLevel,
  keep: (row: ReferenceRow) => boolean = () => true,
) {
  const rows = readReferenceRows(set).filter(keep);
  return krippendorffAlpha(gather(rows, read), { measurement, draws: 60 });
}

describe.skipIf(!hasReferenceData("pandalm/train.jsonl.gz"))(`alphas of public sets (${referenceDataAbsent})`, () => {
  it.each([
    ["pandalm", choice, 0.8674],
    ["ukpconvarg1", choice, 0.2939],
    ["multipico", rating("ironic"), 0.2801],
    ["dices990", rating("safety"), 0.1434],
  ] as const)("%s, nominal", (set, read, expected) => {
    const estimate = alphaOf(set, read, "nominal");
    expect(estimate.value).toBeCloseTo(expected, 3);
    if (estimate.value === null || estimate.ci === null) throw new Error("defined here");
    expect(estimate.ci[0]).toBeLessThan(expected);
    expect(estimate.ci[1]).toBeGreaterThan(expected);
  });

  it.each([
    ["en-de", 0.5044],
    ["zh-en", 0.4365],
  ] as const)("mqm scores of %s, interval", (pair, expected) => {
    expect(alphaOf("mqm_sxs2023", score, "interval", (row) => row.id.includes(pair)).value).toBeCloseTo(expected, 3);
  });
});
