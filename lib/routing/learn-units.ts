import { judgeFromAgreement, LEAST_RELIABLE, MOST_RELIABLE } from "@/lib/ml/routing/accuracy-from-agreement";
import type { SeedVotes } from "@/lib/ml/routing/accuracy-from-agreement";
import type { InstanceScores, RoutingData, SourceMargins } from "@/lib/ml/routing/instance-scores";
import { fitSources, scoreInstances } from "@/lib/ml/routing/instance-scores";
import { seedAccuracy } from "@/lib/ml/routing/seed-accuracy";
import type { SeedAccuracy } from "@/lib/ml/routing/seed-accuracy";
import { ownModelArm } from "@/lib/reward-models/schema";
import type { FeatureTable } from "@/lib/routing/judge-features";
import { judgeFeatures, marginNames } from "@/lib/routing/judge-features";
import type { Reliability, Unit } from "@/lib/routing/observe-units";
import { humanReliability } from "@/lib/routing/observe-units";
import type { PairFacts } from "@/lib/routing/pair-encoder";

/** A unit, what its texts are like, and the project that it is from. */
export type Observed = { unit: Unit; facts: PairFacts; project: string };

/** What is known of one judge's units before any strategy looks at them. */
export type Learned = {
  units: Unit[];
  data: RoutingData;
  /** the columns that the scores see, with their names */
  table: FeatureTable;
  sources: SourceMargins;
  scores: InstanceScores | null;
  /** margin towards the judge's side: of the project's reward model, else of one fitted to this judge's other labels; NaN for ties */
  agreementLogits: Float64Array | null;
  people: Reliability;
  lmReliability: number | null;
};

/**
 * Prompts by number, in the order of their hashes: files often come sorted, and folds must not follow that. Where all that people have
 * answered is of one prompt, each unit stands for itself: a model that has seen no answer to it has seen nothing, and one that has seen
 * them all is no measure. What is found then holds for responses to that prompt.
 */
const promptNumbers = (units: readonly Unit[]): Int32Array => {
  const answered = new Set(units.flatMap(({ people, promptHash }) => (people.length > 0 ? [promptHash] : [])));
  if (answered.size === 1) return Int32Array.from(units.keys());
  const hashes = [...new Set(units.map((unit) => unit.promptHash))].sort();
  const numbers = new Map(hashes.map((hash, index) => [hash, index]));
  return Int32Array.from(units, (unit) => numbers.get(unit.promptHash) ?? 0);
};

/** P(second better) that a class stands for: ½ for every answer that takes no side. */
const secondOf = (unit: Unit, label: string): number =>
  label === String(unit.ordinals[1]) ? 1 : label === String(unit.ordinals[0]) ? 0 : 0.5;

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Features, margins and scores of every unit, from what people and this judge said of those that both have labelled. */
export const learnUnits = (
  observed: readonly Observed[],
  isTarget: (unit: Unit) => boolean,
  { lm, seed }: { lm: string; seed: number },
): Learned => {
  const units = observed.map(({ unit }) => unit);
  const n = units.length;
  const own = units.map((unit) => unit.judges.get(lm)?.label ?? null);
  const width = observed[0]?.facts.vector.length ?? 0;
  const x = new Float64Array(n * width);
  observed.forEach(({ facts }, row) => x.set(facts.vector, row * width));
  const useModel = n > 0 && units.every((unit) => unit.modelMargin !== null);
  const table = judgeFeatures(
    units,
    observed.map(({ facts }) => facts),
    lm,
    useModel,
  );
  const people = humanReliability(units, lm);
  const differs = Float64Array.from(units, (unit, row) => meanOf(unit.people.map((label) => (label === own[row] ? 0 : 1))));
  const differing = meanOf(Array.from(differs).filter((share) => !Number.isNaN(share)));
  const personReliability = Math.min(MOST_RELIABLE, Math.max(LEAST_RELIABLE, people.value));
  const lmReliability = Number.isNaN(differing) ? null : judgeFromAgreement(personReliability, differing, people.classes);
  const data: RoutingData = {
    n,
    pairs: { n, d: width, x },
    judge: Int32Array.from(units, (unit) => unit.judges.get(lm)?.side ?? 0),
    features: table.values,
    d: table.d,
    differs,
    people: Float64Array.from(units, (unit) => meanOf(unit.people.map((label) => secondOf(unit, label)))),
    gold: Float64Array.from(units, (unit) => (unit.gold === null ? Number.NaN : secondOf(unit, unit.gold))),
    humanRight: Float64Array.from(units, (unit, row) => {
      const differing = unit.people.filter((label) => label !== own[row]);
      return unit.gold === null ? Number.NaN : meanOf(differing.map((label) => (label === unit.gold ? 1 : 0)));
    }),
    prompt: promptNumbers(units),
    routed: Uint8Array.from(units, (unit) => (isTarget(unit) ? 1 : 0)),
    personReliability,
    seed,
  };
  const fitted = fitSources(data);
  // The project's own model has learned from people's labels: a model of what it says of the other items holds this item's label too.
  const sources = lm === ownModelArm ? { ...fitted, judge: null } : fitted;
  const scores = scoreInstances(data, sources);
  const named = scores ? { names: [...table.names, ...marginNames], d: scores.d, values: scores.features } : table;
  return { units, data, table: named, sources, scores, agreementLogits: agreementOf(units, lm, useModel, sources), people, lmReliability };
};

const agreementOf = (units: readonly Unit[], lm: string, useModel: boolean, { judge }: SourceMargins): Float64Array | null => {
  if (!useModel && judge === null) return null;
  return Float64Array.from(units, (unit, row) => {
    const side = unit.judges.get(lm)?.side ?? 0;
    return side === 0 ? Number.NaN : side * (useModel ? (unit.modelMargin ?? 0) : (judge?.margins[row] ?? 0));
  });
};

/** Rows that people have answered. */
export const answeredRows = ({ data }: Learned): number[] =>
  Array.from(data.differs.keys()).filter((row) => !Number.isNaN(data.differs[row]));

/** Ridge for each training row of reward models of such pairs: what suited the model of people's choices best. */
export const penaltyPerRow = ({ sources: { people } }: Learned): number =>
  people === null ? 0.002 : people.fit.penalty / Math.max(1, people.labelled);

/** What people and the judge said, by class. */
const votesOf = (units: readonly Unit[], lm: string): SeedVotes => {
  const own = units.map((unit) => unit.judges.get(lm)?.label ?? null);
  const names = [...new Set([...units.flatMap((unit) => unit.people), ...own.filter((label) => label !== null)])];
  const number = new Map(names.map((name, index) => [name, index]));
  const counts = new Float64Array(units.length * names.length);
  units.forEach((unit, row) => {
    for (const label of unit.people) {
      const at = row * names.length + (number.get(label) ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  });
  return { counts, judge: Int32Array.from(own, (label) => (label === null ? -1 : (number.get(label) ?? -1))), classes: names.length };
};

/** Share of people's labels that are right, and whether the judge's is, on some rows; NaN where the truth is not known. */
export const knownRightOn = (
  { units }: Learned,
  rows: readonly number[],
  lm: string,
): { personRight: Float64Array; judgeRight: Float64Array } => {
  const shareRight = (labels: readonly string[], gold: string | null | undefined): number =>
    gold === null || gold === undefined || labels.length === 0
      ? Number.NaN
      : labels.filter((label) => label === gold).length / labels.length;
  return {
    personRight: Float64Array.from(rows, (row) => shareRight(units[row]?.people ?? [], units[row]?.gold)),
    judgeRight: Float64Array.from(rows, (row) => shareRight([units[row]?.judges.get(lm)?.label ?? ""], units[row]?.gold)),
  };
};

/** How often one person's label and the judge's are right on some answered rows. */
export const rightOn = (learned: Learned, rows: readonly number[], lm: string): SeedAccuracy => {
  const { units, data, scores, people } = learned;
  return seedAccuracy({
    differs: Float64Array.from(rows, (row) => data.differs[row] ?? 0),
    votes: votesOf(
      rows.flatMap((row) => units[row] ?? []),
      lm,
    ),
    pDisagree: Float64Array.from(rows, (row) => scores?.gain.pDisagree[row] ?? 0.5),
    pHumanRight: Float64Array.from(rows, (row) => scores?.gain.toldHumanRight[row] ?? 0.5),
    ...knownRightOn(learned, rows, lm),
    agreedReliability: people.from === "agreement" ? data.personReliability : null,
  });
};
