import { z } from "zod";
import { bestOf } from "@/lib/imports/formats/best-of";
import { asksForText, gradedSide, mentioned, sideOfWord } from "@/lib/imports/formats/read-words";

export type Candidate = { name: string; text: string; model: string | undefined };
export type Label = Record<string, unknown>;
type Result = {
  from_name?: string | null | undefined;
  to_name?: string | string[] | null | undefined;
  type?: string | null | undefined;
  value?: unknown;
};

const idsSchema = z.array(z.union([z.string(), z.number().transform(String)]));
const valueSchema = z.looseObject({
  selected: z.string().optional(),
  ranker: z.union([idsSchema, z.record(z.string(), idsSchema)]).optional(),
  rating: z.number().optional(),
  number: z.number().optional(),
  choices: z.array(z.string()).optional(),
  text: z.union([z.string(), z.array(z.string())]).optional(),
  labels: z.array(z.string()).optional(),
  start: z.union([z.number(), z.string()]).optional(),
  end: z.union([z.number(), z.string()]).optional(),
});

/** The bucket of what was not put anywhere. */
const unplaced = "_";

const rankingOf = (ranker: string[] | Record<string, string[]>, candidates: Candidate[]): (number | number[])[] => {
  const ordinal = new Map(candidates.map(({ name }, i) => [name, i]));
  const found = (ids: string[]): number[] => ids.flatMap((id) => ordinal.get(id) ?? []);
  if (Array.isArray(ranker)) return found(ranker);
  const buckets = Object.entries(ranker);
  // One bucket is an order; several are places, each a tie of what lies in it.
  if (buckets.length === 1) return found(buckets[0]?.[1] ?? []);
  return buckets
    .filter(([name]) => name !== unplaced)
    .flatMap(([, ids]) => {
      const group = found(ids);
      return group.length === 0 ? [] : [group.length === 1 ? (group[0] ?? 0) : group];
    });
};

/** Whether a task's pairs are compared by several questions: those that are not overall need their names. */
export const asksSeveral = (annotations: { result?: Result[] | null | undefined }[]): boolean => {
  const results = annotations.flatMap(({ result }) => result ?? []);
  return new Set(results.flatMap(({ type, from_name: from }) => (type === "pairwise" ? [from] : []))).size > 1;
};

/** The results of one annotation as labels of one annotator. `several`: of a task that asks several questions about pairs. */
export const resultLabels = (
  results: Result[],
  candidates: Candidate[],
  who: { annotator: string; kind: string },
  several: boolean,
): Label[] => {
  const names = candidates.map(({ name }) => name);
  const labels: Label[] = [];
  const marks = new Map<number, Label[]>();
  const compared = several || results.some(({ type }) => type === "pairwise");
  const remarks: string[] = [];
  for (const { from_name: from, to_name: to, type, value } of results) {
    const parsed = valueSchema.safeParse(value ?? {});
    if (!parsed.success) continue;
    const question = (from ?? "answer").slice(0, 60);
    const about = names.length === 1 ? 0 : (mentioned(typeof to === "string" ? to : "", names) ?? mentioned(question, names));
    const { selected, ranker, rating, number, choices, text, labels: kinds, start, end } = parsed.data;
    if (selected !== undefined) {
      const side = sideOfWord(selected);
      if (side !== undefined) labels.push({ ...who, choice: side, ...(several ? { aspect: question } : {}) });
    } else if (ranker !== undefined) {
      const ranking = rankingOf(ranker, candidates);
      if (ranking.length > 0) labels.push({ ...who, ranking });
    } else if (rating !== undefined || number !== undefined) {
      if (about !== null) labels.push({ ...who, response: about, ratings: { [question]: rating ?? number } });
    } else if (type === "labels" && kinds !== undefined) {
      const [from0, to0] = [Number(start), Number(end)];
      const at = about ?? 0;
      if (Number.isInteger(from0) && Number.isInteger(to0))
        marks.set(at, [...(marks.get(at) ?? []), { start: from0, end: to0, on: "target", category: kinds[0] }]);
    } else if (choices !== undefined) {
      const said = candidates.length > 1 && choices.length === 1 ? gradedSide(choices[0] ?? "") : undefined;
      // What stands beside a pair's own tag, as our exports have it, answers the same question.
      const beside = compared ? { aspect: question.replace(/-choice$/, "") } : {};
      if (said) labels.push(...bestOf(said, candidates.length).map((choice) => ({ ...who, ...choice, ...beside })));
      else if (about !== null)
        labels.push({ ...who, response: about, ratings: { [question]: choices.length === 1 ? choices[0] : choices } });
    } else if (text !== undefined) {
      const words = typeof text === "string" ? text : text.join("\n");
      if (asksForText(question) === "correction" && about !== null) labels.push({ ...who, response: about, correction: words });
      else remarks.push(words);
    }
  }
  for (const [response, segments] of marks) labels.push({ ...who, response, segments });
  const [first] = labels;
  if (first && remarks.length > 0) first.rationale = remarks.join("\n\n");
  return labels;
};
