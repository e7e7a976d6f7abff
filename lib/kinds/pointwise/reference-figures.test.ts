import { describe, expect, it } from "vitest";
import { learnScales, readImportedLabel } from "@/lib/kinds/pointwise/import-label";
import { pointwise } from "@/lib/kinds/pointwise/kind";
import type { PointwiseConfig } from "@/lib/kinds/pointwise/schema";
import type { KindItem } from "@/lib/kinds/contract";
import { krippendorffAlpha } from "@/lib/ml/agreement/krippendorff-alpha";
import { hasReferenceData, readReferenceRows, referenceDataAbsent } from "@/scripts/testing/reference-data";
import type { ReferenceRow } from "@/scripts/testing/reference-data";

const itemOf = ({ responses }: ReferenceRow): KindItem => ({
  prompt: "",
  candidates: responses.map(({ text }) => ({ text, model: null })),
});

/** Alpha of the one question that a set's labels ask, by way of the kind: learned, read, put in normal form. */
const alphaOf = (rows: ReferenceRow[]) => {
  const config = rows.reduce<PointwiseConfig | null>(
    (known, row) => row.labels.reduce<PointwiseConfig | null>((learned, label) => learnScales(learned, label, itemOf(row)), known),
    null,
  );
  if (!config) throw new Error("the labels taught no scale");
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => numbers.get(name) ?? numbers.set(name, numbers.size).size - 1;
  const level = pointwise.level(config, config.scales[0]?.name ?? "");
  const given = rows.flatMap((row) =>
    row.labels.flatMap((label) => {
      const read = readImportedLabel(label, itemOf(row), config);
      const [form] = read.fits ? pointwise.normalise(config, read.unitKey, read.response) : [];
      if (!read.fits || !form) return [];
      const value = level === "nominal" ? numberOf(`label ${pointwise.label(form)}`) : (pointwise.value(form) ?? 0);
      return [{ unit: numberOf(`unit ${row.id} ${read.unitKey}`), annotator: numberOf(`who ${label.annotator}`), value }];
    }),
  );
  return krippendorffAlpha(
    {
      units: numbers.size,
      unit: Int32Array.from(given, (one) => one.unit),
      annotator: Int32Array.from(given, (one) => one.annotator),
      value: Float64Array.from(given, (one) => one.value),
    },
    { measurement: level, draws: 0 },
  );
};

describe("ratings of public sets agree as they are known to", () => {
  const known = [
    { set: "multipico", part: "", alpha: 0.2801 },
    { set: "dices990", part: "", alpha: 0.1434 },
    { set: "mqm_sxs2023", part: "en-de", alpha: 0.5044 },
    { set: "mqm_sxs2023", part: "zh-en", alpha: 0.4365 },
  ];
  for (const { set, part, alpha } of known) {
    it.skipIf(!hasReferenceData(set))(`${set} ${part}: ${alpha}`, () => {
      const { value } = alphaOf(readReferenceRows(set).filter(({ id }) => part === "" || id.includes(part)));
      expect(Math.abs((value ?? 0) - alpha)).toBeLessThan(0.002);
    });
    it.skipIf(hasReferenceData(set))(referenceDataAbsent, () => {
      expect(referenceDataAbsent).toContain("PLUMBLINE_DATA");
    });
  }
});
