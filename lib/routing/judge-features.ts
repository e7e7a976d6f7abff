import { signedRoot } from "@/lib/ml/routing/instance-scores";
import type { PairFacts } from "@/lib/routing/pair-encoder";
import type { Unit } from "@/lib/routing/observe-units";

export type FeatureTable = { names: string[]; d: number; values: Float64Array };

/** Names of the columns that the scores add from margins, in their order; see lib/ml/routing/instance-scores.ts. */
export const marginNames = [
  "people: model of their choices agrees with the judge",
  "people: model of their choices is sure",
  "people: model of their choices contradicts the judge",
  "judge: its answer is like its others",
];

const mostJudges = 100;
const mostTags = 60;
const leastTagged = 20;

/**
 * Features of each unit seen from one judge's answer: what is known before a person is asked. Every sign is left to be learned,
 * since a judge that picks the longer response errs by it in one data set and is right by it in another, and a weak judge that
 * disagrees speaks for a strong one. // [units, d] row-major
 */
export const judgeFeatures = (units: readonly Unit[], facts: readonly PairFacts[], lm: string, useModel: boolean): FeatureTable => {
  const others = otherJudges(units, lm);
  const tags = commonTags(units);
  const sampled = units.some((unit) => (unit.judges.get(lm)?.dissent ?? null) !== null);
  const sure = units.some((unit) => (unit.judges.get(lm)?.strength ?? null) !== null);
  const unsure = useModel && units.some(({ modelSpread }) => modelSpread !== null);
  const names = [
    "judge: changed its answer when the order was swapped",
    "judge: called it a tie",
    "judge: took the second response",
    "length: judge took the longer response",
    "length: difference",
    "text: words the responses share",
    "text: length of the prompt",
    "text: length of the shorter response",
    ...(sampled ? ["judge: share of its repeated answers that differ"] : []),
    ...(sure ? ["judge: sureness that it gave"] : []),
    ...(useModel ? ["model: reward model agrees with the judge", "model: reward model's lead is long"] : []),
    ...(unsure ? ["model: reward model's lead may be far off"] : []),
    ...(others.length > 1 ? ["other judges: share that disagrees"] : []),
    ...others.map((name) => `other judge: ${name} disagrees`),
    ...tags.map((tag) => `tag: ${tag}`),
  ];
  const d = names.length;
  const values = new Float64Array(units.length * d);
  units.forEach((unit, row) => {
    const own = unit.judges.get(lm);
    const side = own?.side ?? 0;
    const fact = facts[row];
    const longer = fact?.longer ?? 0;
    const model = unit.modelMargin ?? 0;
    const dissent = others.map((name) => {
      const answer = unit.judges.get(name);
      return answer === undefined || own === undefined ? 0 : answer.label === own.label ? -1 : 1;
    });
    const heard = dissent.filter((value) => value !== 0).length;
    values.set(
      [
        own?.inconsistent ? 1 : 0,
        side === 0 ? 1 : 0,
        side === 1 ? 1 : 0,
        signedRoot(side * longer),
        Math.abs(longer),
        fact?.overlap ?? 0,
        fact?.promptLength ?? 0,
        fact?.shorter ?? 0,
        ...(sampled ? [own?.dissent ?? 0] : []),
        ...(sure ? [own?.strength ?? 0] : []),
        ...(useModel ? [signedRoot(side * model), Math.sqrt(Math.abs(model))] : []),
        ...(unsure ? [Math.sqrt(unit.modelSpread ?? 0)] : []),
        ...(others.length > 1 ? [heard === 0 ? 0 : dissent.reduce<number>((sum, value) => sum + value, 0) / heard] : []),
        ...dissent,
        ...tags.map((tag) => (unit.tags.includes(tag) ? 1 : 0)),
      ],
      row * d,
    );
  });
  return { names, d, values };
};

/** The other judges of at least twenty of the units that this one judged, those of most units first. */
const otherJudges = (units: readonly Unit[], lm: string): string[] => {
  const counts = new Map<string, number>();
  for (const { judges } of units) if (judges.has(lm)) for (const name of judges.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  counts.delete(lm);
  return [...counts]
    .filter(([, count]) => count >= leastTagged)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostJudges)
    .map(([name]) => name)
    .sort();
};

/** Tags of at least twenty units that not every unit has, the commonest first. */
const commonTags = (units: readonly Unit[]): string[] => {
  const counts = new Map<string, number>();
  for (const unit of units) for (const tag of unit.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= leastTagged && count < units.length)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostTags)
    .map(([tag]) => tag);
};
