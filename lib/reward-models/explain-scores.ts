import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { describeMeasure, explainDifference, nameOfPart } from "@/lib/ml/reward/explain-lexical";
import type { ScoreExplanation } from "@/lib/ml/reward/explain-lexical";
import { promptText } from "@/lib/reward-models/prompt-text";
import { unexplained } from "@/lib/reward-models/score-candidates";
import { inTurn } from "@/lib/reward-models/serve-scores";
import type { ExplainedDifference, ExplainedItem, ExplainedPart, ExplainItem } from "@/lib/reward-models/explain-schema";
import { candidateTexts } from "@/lib/reward-models/candidate-store";
import { findVersionByNumber } from "@/lib/reward-models/store";

const shownParts = 10;

/** Why a version gives the responses of an item their scores, and what makes one of two score higher. */
export const explainItem = async (actor: Actor, input: ExplainItem): Promise<ExplainedItem> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  const version = await findVersionByNumber(input.projectId, input.number);
  if (!version || version.state !== "done") throw notFound("trained reward model");
  const candidates = (await candidateTexts(input.projectId, [input.itemId])).sort((a, b) => a.ordinal - b.ordinal);
  const [one] = candidates;
  if (!one) throw notFound("item");
  const prompt = promptText(one.prompt);
  const explanations = await inTurn(input.projectId, version.id, (engine) =>
    engine.explain(
      candidates.map(({ promptHash, text }) => ({ promptId: promptHash, prompt, response: text })),
      null,
    ),
  );
  if (!explanations) throw unexplained();
  const responses = candidates.map(({ ordinal, text, model }, index) => {
    const { score, base, parts } = explanations[index] ?? { score: 0, base: 0, parts: [] };
    const shown = parts.slice(0, shownParts);
    return {
      ordinal,
      text,
      model,
      score,
      base,
      parts: shown.map(partOf),
      rest: score - base - shown.reduce((sum, part) => sum + part.contribution, 0),
    };
  });
  const [first, second] = chosenPair(
    responses.map(({ ordinal }) => ordinal),
    input,
  );
  const at = (ordinal: number): ScoreExplanation | undefined => explanations[responses.findIndex((each) => each.ordinal === ordinal)];
  const [a, b] = [at(first), at(second)];
  return {
    number: version.number,
    prompt,
    responses,
    difference: a && b && first !== second ? differenceOf(first, second, a, b) : null,
  };
};

/**
 * The two asked for; where one is not named, another of the item's first ones.
 * @throws AppError not_found where one that is named is no response of the item
 */
const chosenPair = (ordinals: readonly number[], { first, second }: ExplainItem): [number, number] => {
  if ([first, second].some((named) => named !== undefined && !ordinals.includes(named))) throw notFound("response in this place");
  const a = first ?? ordinals.find((ordinal) => ordinal !== second) ?? 0;
  return [a, second ?? ordinals.find((ordinal) => ordinal !== a) ?? a];
};

const partOf = ({ kind, name, value, contribution }: ScoreExplanation["parts"][number]): ExplainedPart => ({
  name: nameOfPart({ kind, name }),
  measure: kind === "feature" ? describeMeasure(name, value) : null,
  logits: contribution,
});

const differenceOf = (first: number, second: number, a: ScoreExplanation, b: ScoreExplanation): ExplainedDifference => {
  const parts = explainDifference(a, b);
  const shown = parts.slice(0, shownParts);
  const measure = ({ kind, name }: (typeof parts)[number], value: number): string =>
    kind === "feature" ? describeMeasure(name, value) : value > 0 ? "yes" : "no";
  return {
    first,
    second,
    logits: a.score - b.score,
    parts: shown.map((part) => ({
      name: nameOfPart(part),
      first: measure(part, part.first),
      second: measure(part, part.second),
      logits: part.contribution,
    })),
    rest: parts.slice(shownParts).reduce((sum, part) => sum + part.contribution, 0),
    others: Math.max(0, parts.length - shownParts),
  };
};
