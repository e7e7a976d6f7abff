import { intAt, realAt } from "../math/access";
import { studentQuantile } from "../math/special";
import { fitHead } from "./fit-head";
import { tieThreshold } from "./losses/ties";

export interface TieWidth {
  /** k > 1: two responses of one reward are called the same with (k − 1)/(k + 1). */
  factor: number;
  /** 95 %; null with fewer than two groups, and where no pair is a tie or all are: then k has one bound alone. */
  ci: [number, number] | null;
  /** What a lead is multiplied by before k applies to it. */
  scale: number;
}

/** Leads of a model without signal may want any scale: this holds it near those that leads in logits have. */
const PENALTY = 0.25;
/** Prompts are left out in so many groups to learn how far chance moves k. */
const GROUPS = 20;

/**
 * The tie width k of the model with ties (losses/ties.ts), fitted together with the scale of leads by models that did not see the
 * prompt. The k that a head is trained with is too small: its penalty draws rewards together, and pairs that seem closer than they are
 * must then be called the same less easily to give as many ties. What no feature tells of the rewards still makes k smaller.
 *
 * @param leads // [n] @param pFirst @param pTie the rest to 1 is for the second // [n] @param weights // [n]
 * @param prompt 0 … prompts − 1 // [n]
 * @returns k and its interval, by a jackknife over groups of prompts of ln k, with Student's t. Cost: 21 fits of two numbers.
 * Source: Rao and Kupper (1967), doi:10.1080/01621459.1967.10482901; the jackknife: Efron and Tibshirani (1993), ch. 11.
 */
export async function fitTieWidth(
  leads: Float64Array,
  { pFirst, pTie, weights }: { pFirst: Float64Array; pTie: Float64Array; weights: Float64Array },
  prompt: Int32Array,
): Promise<TieWidth> {
  const n = leads.length;
  // One feature, the lead, of two rows a pair: its weight is the scale.
  const dense = Float64Array.from({ length: 2 * n }, (_, row) => (row % 2 === 0 ? realAt(leads, row / 2) : 0));
  const problem = {
    features: { rows: 2 * n, dimensions: 1, dense, sparse: null },
    spec: { head: "linear" as const },
    outputs: 1,
    penalty: PENALTY,
    seed: 1,
    loss: {
      kind: "bradley-terry-ties" as const,
      first: Int32Array.from(leads, (_, pair) => 2 * pair),
      second: Int32Array.from(leads, (_, pair) => 2 * pair + 1),
      pFirst,
      pTie,
      logK: null,
    },
  };
  const fit = async (used: Float64Array): Promise<{ logK: number; scale: number }> => {
    const { head, extras } = await fitHead(problem, used);
    return { logK: tieThreshold(realAt(extras, 0)), scale: realAt(head, 0) };
  };
  const { logK, scale } = await fit(weights);
  const tied = weights.reduce((sum, weight, pair) => sum + weight * realAt(pTie, pair), 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (tied === 0 || tied === total) return { factor: Math.exp(logK), ci: null, scale };
  const groups = Math.min(GROUPS, new Set(prompt).size);
  const without: number[] = [];
  for (let group = 0; group < groups; group += 1)
    without.push((await fit(weights.map((weight, pair) => (intAt(prompt, pair) % groups === group ? 0 : weight)))).logK);
  const mean = without.reduce((sum, value) => sum + value, 0) / Math.max(1, groups);
  const variance = ((groups - 1) / groups) * without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const reach = groups < 2 ? 0 : studentQuantile(0.975, groups - 1) * Math.sqrt(variance);
  return { factor: Math.exp(logK), ci: groups < 2 ? null : [Math.exp(Math.max(0, logK - reach)), Math.exp(logK + reach)], scale };
}
