import type { Actor } from "@/lib/auth/actor";
import type { RunControl } from "@/lib/jobs/progress";
import { routeAsPublished } from "@/lib/ml/routing/published-strategy";
import type { PublishedSettings, RepairedSettings } from "@/lib/ml/routing/learn-predictor";
import type { RoutingRefusal, RoutingScores } from "@/lib/ml/routing/strategies";
import { answeredRows, penaltyPerRow, rightOn } from "@/lib/routing/learn-units";
import type { Learned } from "@/lib/routing/learn-units";
import { allTags, tagGainReason } from "@/lib/routing/explain-route";
import type { NamedMixes, TagStrategy, Why } from "@/lib/routing/schema";
import { listTags } from "@/lib/tags/list-tags";
import { builtInTagger } from "@/lib/tags/schema";
import { tagProject } from "@/lib/tags/tag-project";

/** Tags of items by their id. */
export type ItemTagNames = ReadonlyMap<string, readonly string[]>;

/** Tags of items of some projects. Where one of them has none, the built-in tagger is run first. */
export const readTags = async (
  actor: Actor,
  sources: readonly { projectId: string; itemIds: readonly string[] }[],
  control: RunControl,
): Promise<ItemTagNames> => {
  const tags = new Map<string, readonly string[]>();
  const read = async (projectId: string, tagger?: string): Promise<void> => {
    for await (const part of listTags(actor, { projectId, tagger })) for (const { itemId, tags: names } of part) tags.set(itemId, names);
  };
  for (const { projectId, itemIds } of sources) {
    await read(projectId);
    if (itemIds.every((id) => tags.has(id))) continue;
    await tagProject(actor, { projectId }, control);
    await read(projectId, builtInTagger);
  }
  return tags;
};

/** What the repaired predictor goes by besides: how far a person's label may be taken for the truth, item by item. */
const repairedBy = (learned: Learned, lm: string): RepairedSettings => {
  const rows = answeredRows(learned);
  const { person } = rightOn(learned, rows, lm);
  const personRight = new Float64Array(learned.units.length).fill(1);
  rows.forEach((row, place) => (personRight[row] = person[place] ?? 1));
  return { personRight, penaltyPerRow: penaltyPerRow(learned) };
};

const mostTags = 2;

export type TagScores = RoutingScores & {
  /** what the predictor makes of the unit alone, then of the two of its tags that it makes most of */
  reasons: (row: number) => Why["reasons"];
};

/** Scores by tag counts and a predictor of performance, fitted to mixes of the project's own labels or to measured ones. */
export const scoresByTags = (
  strategy: TagStrategy,
  learned: Learned,
  tags: ItemTagNames,
  { humanItems, lm, seed, measured }: { humanItems: number; lm: string; seed: number; measured?: NamedMixes | undefined },
): TagScores | RoutingRefusal => {
  const { units, data } = learned;
  const names = measured ? measured.columns : [...new Set(units.flatMap((unit) => tags.get(unit.itemId) ?? []))].sort();
  const column = new Map(names.map((name, index) => [name, index]));
  const [n, t] = [units.length, names.length];
  const matrix = new Uint8Array(n * t);
  units.forEach((unit, row) => {
    for (const name of tags.get(unit.itemId) ?? []) {
      const place = column.get(name);
      if (place !== undefined) matrix[row * t + place] = 1;
    }
  });
  const { pairs, judge, people, gold, prompt, routed } = data;
  const known = { items: { n, t, tags: matrix }, pairs, judge, people, gold, prompt, routed, budget: humanItems, seed };
  const settings: PublishedSettings = {
    ...(measured
      ? { measured: { ...measured, counts: Float64Array.from(measured.counts), scores: Float64Array.from(measured.scores) } }
      : {}),
    ...(strategy === "repaired-topk" ? { repaired: repairedBy(learned, lm) } : {}),
  };
  const plan = routeAsPublished(strategy === "published-simulated" ? "simulated" : "topk", known, settings);
  if ("refused" in plan) return plan;
  const reasons = (row: number): Why["reasons"] => {
    const own = names.flatMap((name, place) => (matrix[row * t + place] === 1 ? [{ name, gain: plan.tagGains[place] ?? 0 }] : []));
    const most = own.sort((a, b) => Math.abs(b.gain) - Math.abs(a.gain)).slice(0, mostTags);
    return [{ name: allTags, gain: plan.itemGains[row] ?? 0 }, ...most].map(({ name, gain }) => ({
      feature: `${tagGainReason}${name}`,
      value: gain,
      weight: gain,
    }));
  };
  return { ...plan, reasons };
};
