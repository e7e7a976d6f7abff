import { assertLength, intAt } from "../math/access";
import type { RandomStream } from "../random/random";
import { createRandom, deriveSeed, permutation } from "../random/random";

/** Binary tags of n items: 1 where item i has tag t. // [n, t] row-major */
export interface TaggedItems {
  n: number;
  t: number;
  tags: Uint8Array;
}

/** @throws RangeError where `tags` is not n × t long */
export function assertTagged({ n, t, tags }: TaggedItems): void {
  assertLength("tags", tags.length, n * t);
}

/** Items of each tag; made once for many draws. */
export type ItemsOfTags = readonly Int32Array[];

/** Cost: one pass over the n × t tags, one place for each that is set. */
export function itemsOfTags({ n, t, tags }: TaggedItems): ItemsOfTags {
  const counts = new Int32Array(t);
  for (let place = 0; place < tags.length; place += 1) if (tags[place] === 1) counts[place % t] = intAt(counts, place % t) + 1;
  const lists = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(t);
  for (let item = 0; item < n; item += 1) {
    for (let tag = 0; tag < t; tag += 1) {
      if (tags[item * t + tag] !== 1) continue;
      const list = lists[tag];
      if (list) list[intAt(filled, tag)] = item;
      filled[tag] = intAt(filled, tag) + 1;
    }
  }
  return lists;
}

/**
 * One mix by the published sampler: tags in random order, within each its items in random order, each item that is not yet in goes
 * to people until the budget is reached. The first few tags of the order rule the mix, which is meant: it makes mixes differ in
 * what they hold. Items without a tag never go; where tags run out, fewer than the budget do.
 *
 * @param budget items for people
 * @returns 1 for people, 0 for the language model // [n]
 * Source: Miranda et al. (2025), arXiv:2410.19133, algorithm 1, as their code runs it: it stops exactly at the budget.
 */
export function sampleMix(lists: ItemsOfTags, n: number, budget: number, random: RandomStream): Uint8Array {
  if (!Number.isInteger(budget) || budget < 0 || budget > n) throw new RangeError(`budget = ${budget} must be an integer in [0, ${n}]`);
  const routed = new Uint8Array(n);
  let left = budget;
  for (const tag of permutation(random, lists.length)) {
    if (left === 0) break;
    const list = lists[tag] ?? new Int32Array(0);
    for (const place of permutation(random, list.length)) {
      if (left === 0) break;
      const item = intAt(list, place);
      if (routed[item] === 1) continue;
      routed[item] = 1;
      left -= 1;
    }
  }
  return routed;
}

/**
 * Candidate mixes: budgets drawn without replacement from 1 … n, one a candidate, then all-human and all-LM. Fewer where n is
 * smaller than the number asked for.
 */
export function sampleCandidates(items: TaggedItems, count: number, seed: number): Uint8Array[] {
  assertTagged(items);
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`count = ${count} must be a non-negative integer`);
  const { n } = items;
  const lists = itemsOfTags(items);
  const budgets = permutation(createRandom(deriveSeed(seed, 0)), n).slice(0, count);
  const mixes = Array.from(budgets, (budget, index) => sampleMix(lists, n, budget + 1, createRandom(deriveSeed(seed, index + 1))));
  return [...mixes, new Uint8Array(n).fill(1), new Uint8Array(n)];
}

/** What each item's label is by each source: −1 the first response, 1 the second, 0 a tie. // [n] each */
export interface LabelledItems {
  human: Int32Array;
  lm: Int32Array;
}

/**
 * The items that a reward model is trained on under a mix: those whose chosen source says no tie, at most `limit` of them at
 * random (7,000 as published). // 1 where kept, [n]
 */
export function trainingItems({ human, lm }: LabelledItems, routed: Uint8Array, limit: number, random: RandomStream): Uint8Array {
  assertLength("lm", lm.length, human.length);
  assertLength("routed", routed.length, human.length);
  const decided = Int32Array.from(human.keys()).filter((item) => (routed[item] === 1 ? intAt(human, item) : intAt(lm, item)) !== 0);
  const kept = new Uint8Array(human.length);
  for (const place of permutation(random, decided.length).slice(0, limit)) kept[intAt(decided, place)] = 1;
  return kept;
}

/**
 * What a predictor sees of a mix: for each tag the number of items that go to people and have it. `kept` counts survivors of the
 * training alone, as published: after ties are dropped and the sample is drawn. // [t]
 */
export function countTags({ n, t, tags }: TaggedItems, routed: Uint8Array, kept: Uint8Array | null = null): Float64Array {
  assertLength("routed", routed.length, n);
  const counts = new Float64Array(t);
  for (let item = 0; item < n; item += 1) {
    if (routed[item] !== 1 || (kept !== null && kept[item] !== 1)) continue;
    for (let tag = 0; tag < t; tag += 1) counts[tag] = (counts[tag] ?? 0) + (tags[item * t + tag] ?? 0);
  }
  return counts;
}
