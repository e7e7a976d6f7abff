import { chooseQuestion } from "@/lib/aggregation/read-labels";
import { db } from "@/lib/db";
import { itemStretches } from "@/lib/item-stretches";
import type { ItemStretch } from "@/lib/item-stretches";
import type { RunControl } from "@/lib/jobs/progress";
import { kindOf } from "@/lib/kinds/registry";
import { createRandom, permutation } from "@/lib/ml/random/random";
import type { CampaignView, ProjectView } from "@/lib/projects/schema";
import type { Observed } from "@/lib/routing/learn-units";
import type { Unit } from "@/lib/routing/observe-units";
import { observeUnits, withOwnModel } from "@/lib/routing/observe-units";
import type { PairText } from "@/lib/routing/pair-encoder";
import { emptyPair, encodePair, encoderSample, fitPairEncoder } from "@/lib/routing/pair-encoder";
import { answersOf, marginsOf, newestModel, textsOf } from "@/lib/routing/store";
import type { ItemTexts } from "@/lib/routing/store";

const itemsAtOnce = 500;
/** Items whose answers are read at a time: some tens of megabytes of rows. */
const answeredAtOnce = 10_000;

/** What people, judges and files say of a campaign's units, some items at a time; with the margins of a reward model where it has one. */
export async function* unitStretches(
  project: ProjectView,
  campaign: CampaignView,
  model: string | null = null,
): AsyncGenerator<{ items: ItemStretch; units: Unit[] }> {
  const asked = { kind: kindOf(campaign.kind), config: campaign.config, question: chooseQuestion(campaign, undefined) };
  const once = eachTextOnce();
  for await (const items of itemStretches(db(), project.id, answeredAtOnce)) {
    const margins = model === null ? null : await marginsOf(db(), project.id, model, items);
    const scope = { projectId: project.id, campaignId: campaign.id, countsFrom: campaign.countsFrom };
    const rows = await answersOf(db(), scope, items);
    const observed = observeUnits(
      asked,
      rows.map((row) => ({ ...row, annotator: once(row.annotator) })),
      margins,
    );
    yield { items, units: observed.map((unit) => ({ ...unit, tags: unit.tags.map(once) })) };
  }
}

/** Everything that a project's campaign says of its units; with the margins of its reward model where they are wanted. */
export const readUnits = async (project: ProjectView, campaign: CampaignView, withModel: boolean): Promise<Unit[]> => {
  const model = withModel ? await newestModel(db(), project.id) : null;
  const units: Unit[] = [];
  // One by one: of hundreds of thousands the arguments of a single call would not fit the stack.
  for await (const part of unitStretches(project, campaign, model)) for (const unit of part.units) units.push(unit);
  return withOwnModel(units);
};

/** Gives for equal texts one and the same: names and tags of a million labels are a few. */
const eachTextOnce = (): ((text: string) => string) => {
  const texts = new Map<string, string>();
  return (text) => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
};

type Source = { project: ProjectView; units: Unit[] };

/** The two responses that a unit compares; nothing where it compares no two. */
export const pairOf = (texts: ItemTexts | undefined, ordinals: number[]): PairText => {
  const [first, second] = ordinals.map((ordinal) => texts?.responses[ordinal]);
  if (!texts || !first || !second) return emptyPair;
  return { prompt: texts.prompt, responses: [first.text, second.text], models: [first.model, second.model] };
};

/** Pairs of some units, read in parts so that only one part's texts are in memory. */
async function* pairsOf({ project, units }: Source): AsyncGenerator<{ unit: Unit; pair: PairText }> {
  for (let start = 0; start < units.length; start += itemsAtOnce) {
    const part = units.slice(start, start + itemsAtOnce);
    const texts = await textsOf(db(), project.id, [...new Set(part.map((unit) => unit.itemId))]);
    for (const unit of part) yield { unit, pair: pairOf(texts.get(unit.itemId), unit.ordinals) };
  }
}

/** Units with what their texts are like, in numbers that mean the same in every project given. */
export const describeUnits = async (sources: readonly Source[], seed: number, control: RunControl): Promise<Observed[]> => {
  const total = sources.reduce((sum, { units }) => sum + units.length, 0);
  const drawn = new Set(permutation(createRandom(seed), total).slice(0, encoderSample));
  const sample: PairText[] = [];
  let position = 0;
  for (const { project, units } of sources) {
    const own = units.filter((_, index) => drawn.has(position + index));
    position += units.length;
    for await (const { pair } of pairsOf({ project, units: own })) sample.push(pair);
  }
  control.signal.throwIfAborted();
  const encoder = fitPairEncoder(sample, seed);
  const observed: Observed[] = [];
  for (const source of sources) {
    for await (const { unit, pair } of pairsOf(source)) {
      if (observed.length % itemsAtOnce === 0) {
        control.signal.throwIfAborted();
        control.report({ done: observed.length, total, message: `Reading ${source.project.name}` });
      }
      observed.push({ unit, facts: encodePair(encoder, pair), project: source.project.slug });
    }
  }
  return observed;
};
