import type { LabelTable } from "@/lib/aggregation/label-table";
import type { AnyKind } from "@/lib/kinds/registry";
import type { LossName } from "@/lib/ml/reward/examples";
import { anyNumber } from "@/lib/reward-models/told";
import type { Rated } from "@/lib/reward-models/told";

type Ratings = (kind: AnyKind, config: unknown, aspect: number, table: LabelTable, loss: LossName, name: string | null) => Rated[];

/**
 * Mean rating of each response, turned so that higher is better: every loss on ratings takes it so. Levels are those that were given: a
 * mean between two of them goes to the nearer one, whatever the step of the scale.
 */
export const ratingsOfResponses: Ratings = (kind, config, aspect, table, loss, name) => {
  const sign = kind.betterEnd(config, table.question) === "lower" ? -1 : 1;
  const given = valuesOfResponses(kind, table, name);
  const levels = loss === "ordinal" ? [...new Set(given.flatMap(({ values }) => values))].sort((a, b) => a - b) : null;
  return given.map(({ itemId, ordinal, values }) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { itemId, ordinal, aspect, value: sign * (levels ? nearest(levels, mean) : mean) };
  });
};

/**
 * How unsafe people call each response, below 0 by as much as those say who call it unsafe, and 1 for a safe one: what most of them
 * hold. Where as many hold the one as the other, nobody has said.
 */
export const harmOfResponses: Ratings = (kind, config, aspect, table, _loss, name) => {
  const harm = kind.safety(config, table.question)?.harm;
  if (!harm) return [];
  return valuesOfResponses(kind, table, name).flatMap(({ itemId, ordinal, values }) => {
    const unsafe = values.map(harm).filter((severity) => severity > 0);
    if (2 * unsafe.length === values.length) return [];
    const severity = unsafe.reduce((sum, value) => sum + value, 0) / Math.max(1, unsafe.length);
    return [{ itemId, ordinal, aspect, value: 2 * unsafe.length > values.length ? -severity : 1 }];
  });
};

/** The numbers that were given to each response, by one annotator where `name` says which; a response in several units gets those of all. */
const valuesOfResponses = (
  kind: AnyKind,
  table: LabelTable,
  name: string | null,
): { itemId: string; ordinal: number; values: number[] }[] => {
  const responses = new Map<string, { itemId: string; ordinal: number; values: number[] }>();
  for (const [row, position] of table.task.entries()) {
    if (name !== null && table.annotators[table.annotator[row] ?? -1]?.name !== name) continue;
    const task = table.tasks[position];
    const value = table.value[row];
    const ordinal = task ? ratedOrdinal(kind, task.unitKey, task.part) : null;
    if (!task || ordinal === null || value === undefined || !Number.isFinite(value)) continue;
    const key = `${task.itemId} ${ordinal}`;
    const response = responses.get(key) ?? { itemId: task.itemId, ordinal, values: [] };
    response.values.push(value);
    responses.set(key, response);
  }
  return [...responses.values()];
};

/** The response that a rating is about: the unit's only one, or the part that names it. */
const ratedOrdinal = (kind: AnyKind, unitKey: string, part: string): number | null => {
  if (/^\d+$/.test(part)) return Number(part);
  if (!/^\d+$/.test(unitKey)) return null;
  const [ordinal, ...others] = kind.unitOrdinals(unitKey, anyNumber);
  return others.length === 0 ? (ordinal ?? null) : null;
};

const nearest = (levels: readonly number[], value: number): number =>
  levels.reduce((best, level) => (Math.abs(level - value) < Math.abs(best - value) ? level : best), levels[0] ?? value);
