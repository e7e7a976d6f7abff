import { z } from "zod";
import type { FigureWords, PairPosterior } from "@/lib/items/schema";
import { kindOf } from "@/lib/kinds/registry";

/**
 * Where a posterior over responses lies between two responses: P(first is better) with ties and "both bad" counted half to each side.
 * Null for units that are no pair, and where nothing is said of either.
 */
export const pairPosterior = (posterior: Record<string, number>, ordinals: number[]): PairPosterior | null => {
  const [first, second] = ordinals;
  if (first === undefined || second === undefined || ordinals.length !== 2 || Object.keys(posterior).length === 0) return null;
  const pFirst = posterior[String(first)] ?? 0;
  const pSecond = posterior[String(second)] ?? 0;
  return { pFirst: pFirst + Math.max(0, 1 - pFirst - pSecond) / 2 };
};

const posteriorSchema = z.record(z.string(), z.number());

type Found = { kind: string; config: unknown; question: string; unitKey: string; candidates: number; posterior: unknown };

/** What the figure of a consensus is, and where it lies between two responses if it is about them. */
export const figureOf = ({
  kind,
  config,
  question,
  unitKey,
  candidates,
  posterior,
}: Found): { figure: FigureWords; pair: PairPosterior | null } => {
  const { ofResponses, ...figure } = kindOf(kind).figure(config, question);
  const ordinals = ofResponses ? kindOf(kind).unitOrdinals(unitKey, candidates) : [];
  return { figure, pair: pairPosterior(posteriorSchema.parse(posterior), ordinals) };
};
