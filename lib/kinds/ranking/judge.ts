import type { JudgeQuestion, JudgeVerdict, KindItem } from "@/lib/kinds/contract";
import { letterOf, readOrder } from "@/lib/kinds/ranking/notation";
import type { RankingConfig, RankingResponse } from "@/lib/kinds/ranking/schema";

/** The campaign's question for a language model, the responses in the order given. */
export const judgePrompt = (input: { guide: string; config: RankingConfig; item: KindItem; shownOrder: number[] }): JudgeQuestion => {
  const { config, item, shownOrder, guide } = input;
  const names = shownOrder.map((ordinal) => letterOf(ordinal, shownOrder));
  const example = names.join(" > ");
  const tied = config.allowTies ? ` Write = between responses that are equally good.` : "";
  const whole = config.allowPartial ? " Leave out what you cannot place." : " Name every response once.";
  const none = config.notRankableReasons.length > 0 ? ` Where no order would be honest, end with [[none: reason]] instead.` : "";
  const responses = shownOrder.map((ordinal) => ({
    tag: "response",
    attributes: `name="${letterOf(ordinal, shownOrder)}"`,
    text: item.candidates[ordinal]?.text ?? "",
  }));
  return {
    instructions: `You rank ${names.length} responses to the same prompt by this guide.\n\n${guide}\n\n${config.question.title} Give your reasons in a few sentences. Neither the order nor the length of the responses is a reason. End with the order in double brackets, best first, such as [[${example}]].${tied}${whole}${none}`,
    responses,
  };
};

/** Reads the last order in double brackets; a reply without one, or one that the campaign does not allow, is no label. */
export const parseVerdict = (config: RankingConfig, reply: string, shownOrder: number[]): JudgeVerdict<RankingResponse> => {
  const verdict = [...reply.matchAll(/\[\[([^\][]+)\]\]/g)].at(-1)?.[1];
  if (verdict === undefined) return { ok: false, reason: "the reply holds no order such as [[K > L]]" };
  const unable = /^\s*none\b\s*:?\s*(.*)$/is.exec(verdict);
  const ordinals = [...shownOrder].sort((a, b) => a - b);
  if (unable) {
    if (config.notRankableReasons.length === 0) return { ok: false, reason: "the campaign asks for an order, and the reply gives none" };
    const notRankable = (unable[1]?.trim() || "not rankable").slice(0, 200);
    return { ok: true, response: { groups: [], unranked: ordinals, notRankable, rationale: reply } };
  }
  const groups = readOrder(verdict, shownOrder);
  if (!groups) return { ok: false, reason: `the order [[${verdict.slice(0, 80)}]] names an unknown response, or one twice` };
  const placed = new Set(groups.flat());
  const unranked = ordinals.filter((ordinal) => !placed.has(ordinal));
  if (unranked.length > 0 && !config.allowPartial)
    return { ok: false, reason: `the order leaves out ${unranked.map((ordinal) => letterOf(ordinal, shownOrder)).join(", ")}` };
  if (!config.allowTies && groups.some((group) => group.length > 1))
    return { ok: false, reason: "the order holds a tie, which the campaign does not allow" };
  return { ok: true, response: { groups, unranked, rationale: reply } };
};

/** Best score first; equal ones share a place where the campaign knows ties. */
export const fromScores = (config: RankingConfig, shownOrder: number[], scores: number[]): RankingResponse => {
  const scored = shownOrder.map((ordinal, place) => ({ ordinal, score: scores[place] ?? 0 }));
  // Stable: equal scores stay in the order shown, which is drawn, where that of the file may put the better one first.
  scored.sort((a, b) => b.score - a.score);
  const groups: number[][] = [];
  let last: number | null = null;
  for (const { ordinal, score } of scored) {
    if (config.allowTies && last === score) groups.at(-1)?.push(ordinal);
    else groups.push([ordinal]);
    last = score;
  }
  return { groups: groups.map((group) => group.sort((a, b) => a - b)), unranked: [] };
};
