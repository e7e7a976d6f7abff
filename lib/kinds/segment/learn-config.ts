import type { ImportedLabel, KindItem } from "@/lib/kinds/contract";
import { readImportedLabel } from "@/lib/kinds/segment/import-label";
import { typeWithUsualPoints, usualPoints } from "@/lib/kinds/segment/error-types";
import { sumScore } from "@/lib/kinds/segment/points";
import { isEdit, mostSeverities, mostTypes, segmentConfigSchema } from "@/lib/kinds/segment/schema";
import type { SegmentConfig, SegmentResponse } from "@/lib/kinds/segment/schema";
import { spansOn } from "@/lib/kinds/segment/text";
import { findOverlap } from "@/lib/ml/text-diff/edits";

/** A campaign that asks nothing yet but for marks: a file adds the rest. */
const blank = segmentConfigSchema.parse({ mode: "critique", types: [], severities: [], reason: "off", score: "off", missing: false });

/** Names that are not known yet, as many as a campaign can ask: answers keep what they say beyond them. */
const freshOf = (known: { name: string }[], names: string[], most: number): string[] => {
  const there = new Set(known.map(({ name }) => name));
  return [...new Set(names)].filter((name) => !there.has(name)).slice(0, Math.max(0, most - known.length));
};

const withTypes = (config: SegmentConfig, names: string[]): SegmentConfig => {
  const fresh = freshOf(config.types, names, mostTypes);
  return fresh.length === 0 ? config : { ...config, types: [...config.types, ...fresh.map(typeWithUsualPoints)] };
};

const gravity = (name: string): number => [...usualPoints.severity.keys()].indexOf(name.toLowerCase());

const withSeverities = (config: SegmentConfig, names: string[]): SegmentConfig => {
  const fresh = freshOf(config.severities, names, mostSeverities);
  if (fresh.length === 0) return config;
  const added = fresh.map((name) => ({ name, points: usualPoints.severity.get(name.toLowerCase()) ?? 1 }));
  // From mild to grave; words of the file's own stay where they came.
  return { ...config, severities: [...config.severities, ...added].sort((a, b) => gravity(a.name) - gravity(b.name)) };
};

/** Sums stay sums while every label of the file is one; else the scale is as wide as what was given on it. */
const withScore = (config: SegmentConfig, response: SegmentResponse, fresh: boolean): SegmentConfig => {
  const { score } = response;
  if (score === undefined) return config;
  const isSum = Math.abs(sumScore(config, response) - score) < 1e-6;
  if (config.score === "off" && fresh && isSum) return { ...config, score: "sum" };
  if (config.score === "sum" && isSum) return config;
  const [from, to] = config.score === "scale" || score >= 0 ? [config.scoreFrom, config.scoreTo] : [score, 0];
  const wide: SegmentConfig = { ...config, score: "scale", scoreFrom: Math.min(from, score), scoreTo: Math.max(to, score) };
  return config.score === "scale" && wide.scoreFrom === config.scoreFrom && wide.scoreTo === config.scoreTo ? config : wide;
};

/** The campaign's settings with what a label uses and they lack. */
export const learnFromLabel = (config: SegmentConfig | null, label: ImportedLabel, item: KindItem): SegmentConfig | null => {
  const read = readImportedLabel(label, item);
  if (!read.fits) return config;
  const { response } = read;
  const spans = response.spans ?? [];
  let next = config ?? blank;
  next = withTypes(
    next,
    spans.flatMap((span) => span.type ?? []),
  );
  next = withSeverities(
    next,
    spans.flatMap((span) => span.severity ?? []),
  );
  if (next.mode === "critique" && (response.correction !== undefined || spans.some(isEdit))) next = { ...next, mode: "correct" };
  if (next.reason === "off" && spans.some((span) => span.reason !== undefined)) next = { ...next, reason: "optional" };
  if (!next.missing && response.missing) next = { ...next, missing: true };
  const overlaps = (["target", "source"] as const).some((side) => findOverlap(spansOn(response, side)));
  if (!next.overlap && overlaps) next = { ...next, overlap: true };
  return withScore(next, response, config === null || config.score === "sum");
};
