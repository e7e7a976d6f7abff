import { z } from "zod";
import type { Asked, Entry, EntryAnswer } from "@/lib/exports/formats/contract";
import { comparisonOf, ranksOfAnswer } from "@/lib/exports/formats/shared";

/** What an answer says to one question of a task, in the forms that annotation tools share. */
export type ToolAnswer =
  | { form: "ranking"; ranks: { ordinal: number; rank: number }[] }
  | { form: "label"; label: string; ordinal: number | null }
  | { form: "rating"; value: number; ordinal: number }
  | { form: "spans"; ordinal: number; spans: { start: number; end: number; text: string; label: string }[] };

export type NamedAnswer = { question: string; answer: ToolAnswer };

const segmentsSchema = z.array(
  z.object({ start: z.number(), end: z.number(), on: z.string().optional(), category: z.string().optional() }),
);

/** Marks in a text, as the kind tells them to a file. */
const spansOf = (entry: Entry, { kind }: Asked, answer: EntryAnswer): ToolAnswer | null => {
  const label = kind.toImport(answer.unitKey, answer.response);
  const segments = segmentsSchema.safeParse(label.segments);
  const ordinal = Number(answer.unitKey);
  const text = entry.candidates[ordinal]?.text;
  if (!segments.success || text === undefined) return null;
  return {
    form: "spans",
    ordinal,
    spans: segments.data
      .filter(({ on }) => on !== "source")
      .map(({ start, end, category }) => ({ start, end, text: text.slice(start, end), label: category ?? "error" })),
  };
};

/** An answer to every question that it answers. A name is parted by its response where the unit has several. */
export const toolAnswers = (entry: Entry, asked: Asked, answer: EntryAnswer): NamedAnswer[] => {
  const { kind, config } = asked;
  const questions = [...new Set(answer.forms.map(({ question }) => question))];
  return questions.flatMap((question): NamedAnswer[] => {
    const distinct = kind.distance(config, question) !== null;
    if (distinct) {
      const ranks = ranksOfAnswer(answer, question);
      if (ranks.size > 0)
        return [{ question, answer: { form: "ranking", ranks: [...ranks].map(([ordinal, rank]) => ({ ordinal, rank })) } }];
      const spans = spansOf(entry, asked, answer);
      if (spans) return [{ question, answer: spans }];
    }
    const comparison = comparisonOf(answer, question);
    if (comparison) return [{ question, answer: { form: "label", label: kind.label(comparison), ordinal: null } }];
    return answer.forms
      .filter((form) => form.question === question && form.form !== "comparison")
      .map((form): NamedAnswer => {
        const name = form.part === "" ? question : `${question}_${Number(form.part) + 1}`;
        if (form.form === "rating") return { question: name, answer: { form: "rating", value: form.value, ordinal: form.response } };
        return { question: name, answer: { form: "label", label: kind.label(form), ordinal: form.part === "" ? null : Number(form.part) } };
      });
  });
};

/** Units of an item with the answers to each, in the order of the units. Of a person's two answers the first: these tools know one. */
export const unitsOf = (entry: Entry): { unitKey: string; answers: EntryAnswer[] }[] =>
  [...new Set([...entry.tasks, ...entry.answers].map(({ unitKey }) => unitKey))].map((unitKey) => ({
    unitKey,
    answers: entry.answers.filter((answer) => answer.unitKey === unitKey && !answer.repeat),
  }));

export const responseName = (ordinal: number): string => `response_${ordinal + 1}`;
