import type { ChatMessage, KindItem, JudgeVerdict } from "@/lib/kinds/contract";
import type { PairwiseConfig, PairwiseResponse } from "@/lib/kinds/pairwise/schema";

const promptText = (item: KindItem): string =>
  typeof item.prompt === "string" ? item.prompt : item.prompt.map((message) => `${message.role}: ${message.content}`).join("\n\n");

/** The campaign's question for a language model, the two responses in the order given. */
export const judgePrompt = (input: { guide: string; config: PairwiseConfig; item: KindItem; shownOrder: number[] }): ChatMessage[] => {
  const [left, right] = input.shownOrder.map((ordinal) => input.item.candidates[ordinal]?.text ?? "");
  const endings = [
    "[[A]] if response A is better",
    "[[B]] if response B is better",
    ...(input.config.allowTie ? ["[[C]] if they are equally good"] : []),
  ];
  return [
    {
      role: "system",
      content: `You compare two responses to the same prompt by this guide.\n\n${input.guide}\n\nGive your reasons in a few sentences. Neither the order nor the length of the responses is a reason. End with ${endings.join(", ")}.`,
    },
    {
      role: "user",
      content: `<prompt>\n${promptText(input.item)}\n</prompt>\n\n<response_a>\n${left}\n</response_a>\n\n<response_b>\n${right}\n</response_b>`,
    },
  ];
};

/** Reads the last verdict mark of a reply; a reply without one is no label. */
export const parseVerdict = (reply: string, shownOrder: number[]): JudgeVerdict<PairwiseResponse> => {
  const marks = [...reply.matchAll(/\[\[([ABC])\]\]/g)].map((match) => match[1]);
  const verdict = marks.at(-1);
  if (verdict === undefined) return { ok: false, reason: "the reply holds no verdict such as [[A]]" };
  const [left, right] = shownOrder;
  if (left === undefined || right === undefined) return { ok: false, reason: "the shown order holds fewer than two responses" };
  return {
    ok: true,
    response: { answers: { overall: { choice: verdict === "C" ? "tie" : verdict === "A" ? left : right } }, rationale: reply },
  };
};
