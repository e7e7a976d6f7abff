import type { EntryAnswer, Format, Written } from "@/lib/exports/formats/contract";
import { asksPairs, comparisonOf, sideAt } from "@/lib/exports/formats/shared";
import { asMessages, asReply } from "@/lib/exports/formats/text";
import type { JsonValue } from "@/lib/exports/formats/text";
import type { Comparison } from "@/lib/kinds/contract";

const winners: Partial<Record<Comparison["outcome"], string>> = {
  first: "model_a",
  second: "model_b",
  tie: "tie",
  "both-bad": "tie (bothbad)",
};

export const languageOf = (meta: Record<string, JsonValue>): string | null => {
  const language = meta.language ?? meta.lang;
  return typeof language === "string" ? language : null;
};

const secondsOf = ({ createdAt }: EntryAnswer): number | null => (createdAt === null ? null : Date.parse(createdAt) / 1000);

/** One row a vote, with the columns of Chatbot Arena's battles. The models stand in the order of the item, not as they were shown. */
export const arena: Format = {
  reads: "answers",
  refuse: (asked) =>
    asksPairs(asked) ? null : "Battles need a question about pairs (kind pairwise). For rankings take pro, for ratings multi-aspect.",
  columns: () => [
    { name: "question_id", kind: "text" },
    { name: "model_a", kind: "text" },
    { name: "model_b", kind: "text" },
    { name: "winner", kind: "text" },
    { name: "judge", kind: "text" },
    { name: "conversation_a", kind: "messages" },
    { name: "conversation_b", kind: "messages" },
    { name: "turn", kind: "integer" },
    { name: "anony", kind: "flag" },
    { name: "language", kind: "text" },
    { name: "tstamp", kind: "number" },
  ],
  write: (entry, { asked }) =>
    entry.answers.map((answer): Written => {
      const { unitKey } = answer;
      if (answer.repeat) return { unitKey, part: "", none: "repeat" };
      if (answer.leftOut) return { unitKey, part: "", none: "left-out" };
      const form = comparisonOf(answer, asked.question);
      if (!form) return { unitKey, part: "", none: "other-question" };
      const winner = winners[form.outcome];
      if (winner === undefined) return { unitKey, part: "", none: "cannot-compare" };
      const [a, b] = [sideAt(entry, form.first), sideAt(entry, form.second)];
      if (a.model === null || b.model === null) return { unitKey, part: "", none: "no-model" };
      const prompt = asMessages(entry.prompt);
      return {
        unitKey,
        part: "",
        rows: [
          {
            question_id: entry.item,
            model_a: a.model,
            model_b: b.model,
            winner,
            judge: answer.annotator,
            conversation_a: [...prompt, ...asReply(a.text)],
            conversation_b: [...prompt, ...asReply(b.text)],
            turn: prompt.filter(({ role }) => role === "user").length,
            anony: true,
            language: languageOf(entry.meta),
            tstamp: secondsOf(answer),
          },
        ],
      };
    }),
};
