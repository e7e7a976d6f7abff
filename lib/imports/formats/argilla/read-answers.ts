import { z } from "zod";
import { jsonCell } from "@/lib/imports/formats/cells";
import { bestOf } from "@/lib/imports/formats/best-of";
import { asksForText, gradedSide, mentioned, sideOfWord } from "@/lib/imports/formats/read-words";

/** One answer to one question, by one person or model. */
export type Answer = { question: string; value: unknown; annotator: string; kind: "human" | "lm" };
export type Label = Record<string, unknown>;

const rankedSchema = z.array(z.object({ value: z.string(), rank: z.number().nullish() })).min(1);
const spanSchema = z.array(z.looseObject({ start: z.number().int(), end: z.number().int(), label: z.string().nullish() })).min(1);
/** A ranking as a table keeps it: the names in one list, their places in another. */
const rankedListsSchema = z.object({ value: z.array(z.string()).min(1), rank: z.array(z.number().nullable()) });
const wordsSchema = z.array(z.string()).min(1);

const aspectOf = (question: string, alone: boolean): { aspect?: string } => (alone ? {} : { aspect: question.slice(0, 60) });

/** Names of responses as a value of a question, by the response's name or by a word for its side. */
const ordinalOf = (value: string, names: string[]): number | null => {
  const exact = names.indexOf(value);
  if (exact >= 0) return exact;
  const side = sideOfWord(value);
  return typeof side === "number" && side < names.length ? side : null;
};

const rankingOf = (value: unknown, names: string[]): (number | number[])[] | null => {
  const ranked = rankedSchema.safeParse(value);
  const entries = ranked.success
    ? ranked.data.map((entry, i) => ({ name: entry.value, rank: entry.rank ?? i }))
    : wordsSchema.safeParse(value).success
      ? wordsSchema.parse(value).map((name, rank) => ({ name, rank }))
      : [];
  const places = new Map<number, number[]>();
  for (const { name, rank } of entries.sort((a, b) => a.rank - b.rank)) {
    const ordinal = ordinalOf(name, names);
    if (ordinal === null) return null;
    places.set(rank, [...(places.get(rank) ?? []), ordinal]);
  }
  return places.size === 0 ? null : [...places.values()].map((group) => (group.length === 1 ? (group[0] ?? 0) : group));
};

const inEntries = (value: unknown): unknown => {
  const lists = rankedListsSchema.safeParse(value);
  return lists.success ? lists.data.value.map((name, i) => ({ value: name, rank: lists.data.rank[i] ?? null })) : value;
};

/** A value that is given to the record as a whole is no answer of any kind: it is counted as one that fits none. */
const rated = (who: Label, about: number | null, question: string, value: unknown): Label =>
  about === null ? { ...who, whole: { [question]: value } } : { ...who, response: about, ratings: { [question.slice(0, 60)]: value } };

/**
 * An answer as labels, mostly one: what it is follows from its value (a side, an order, a number, marks, a text), and which response it is
 * about from the question's name where there are several.
 */
const labelsOfOne = ({ question, value: raw, annotator, kind }: Answer, names: string[], alone: boolean): Label[] => {
  const who = { annotator, kind };
  const value = inEntries(jsonCell(raw));
  const about = names.length === 1 ? 0 : mentioned(question, names);
  if (typeof value === "string") {
    const named = names.length > 1 ? ordinalOf(value, names) : null;
    const said = named !== null ? { choice: named } : names.length > 1 ? gradedSide(value) : undefined;
    if (said) return bestOf(said, names.length).map((choice) => ({ ...who, ...choice, ...aspectOf(question, alone) }));
    return [rated(who, about, question, value)];
  }
  if (typeof value === "number" || typeof value === "boolean") return [rated(who, about, question, value)];
  if (!Array.isArray(value)) return [];
  const ranking = names.length > 1 ? rankingOf(value, names) : null;
  if (ranking) return [{ ...who, ranking, ...aspectOf(question, alone) }];
  const spans = spanSchema.safeParse(value);
  if (spans.success && about !== null) {
    const segments = spans.data.map(({ start, end, label }) => ({ start, end, on: "target", ...(label ? { category: label } : {}) }));
    return [{ ...who, response: about, segments }];
  }
  return wordsSchema.safeParse(value).success && about !== null
    ? [{ ...who, response: about, ratings: { [question.slice(0, 60)]: value } }]
    : [];
};

/** Several answers of a person as labels; a text is the reason for that person's other answers, or a corrected response. */
export const labelsOf = (answers: Answer[], names: string[], isText: (answer: Answer) => boolean): Label[] => {
  const asked = new Set(answers.filter((answer) => !isText(answer)).map(({ question }) => question));
  const labels: Label[] = [];
  for (const answer of answers.filter((one) => !isText(one))) labels.push(...labelsOfOne(answer, names, asked.size === 1));
  for (const { question, value, annotator, kind } of answers.filter(isText)) {
    if (typeof value !== "string" || value === "") continue;
    const about = names.length === 1 ? 0 : mentioned(question, names);
    if (asksForText(question) === "correction" && about !== null) labels.push({ annotator, kind, response: about, correction: value });
    else {
      const own = labels.find((label) => label.annotator === annotator && label.rationale === undefined);
      if (own) own.rationale = value;
      else if (about !== null) labels.push({ annotator, kind, response: about, critique: value });
    }
  }
  return labels;
};
