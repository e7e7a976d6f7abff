import { z } from "zod";
import { isBlank, isRecord, jsonCell, metaOf, numberCell, optionalText, promptCell, replyText, turnsOf } from "@/lib/imports/formats/cells";
import type { ImportFormat } from "@/lib/imports/formats/contract";
import { byColumns, shareOf } from "@/lib/imports/formats/match-columns";
import { placeOf } from "@/lib/imports/formats/place-of";
import { rankedPlaces } from "@/lib/imports/formats/ranked-places";
import { saysWhich } from "@/lib/imports/guess-answers";
import { readFields } from "@/lib/imports/formats/read-fields";

const numbers = z.preprocess((value) => (isBlank(value) ? undefined : jsonCell(value)), z.array(numberCell.nullable()).optional());
const fieldsSchema = z.object({
  id: optionalText,
  prompt: promptCell,
  responses: z.preprocess(jsonCell, z.array(z.unknown())),
  ordered: z.preprocess(jsonCell, z.array(z.unknown()).optional()),
  rank: numbers,
  reward: numbers,
  models: z.preprocess((value) => (isBlank(value) ? undefined : jsonCell(value)), z.array(z.string().nullable()).optional()),
  annotator: optionalText,
});

const ordered = ["ranked_responses", "ranked_completions", "ranked_outputs", "ranked_answers", "sorted_responses"];
const fields = [
  { name: "prompt", title: "Prompt", required: true, aliases: ["question", "instruction", "input", "query"] },
  {
    name: "responses",
    title: "Responses",
    required: true,
    aliases: ["completions", "candidates", "outputs", "generations", "answers", "response", ...ordered],
  },
  { name: "ordered", title: "Responses, the best first", required: false, aliases: ordered },
  { name: "rank", title: "Rank of each, 1 the best", required: false, aliases: ["ranks", "human_ranking"] },
  { name: "reward", title: "Score of each", required: false, aliases: ["rewards", "scores", "ratings", "score"] },
  { name: "models", title: "Model of each", required: false, aliases: ["model_names"] },
  { name: "annotator", title: "Who ranked", required: false, aliases: ["annotator_id", "worker_id", "rater"] },
  { name: "id", title: "Id", required: false },
];

type Answer = { text: string; model?: unknown; more: Record<string, unknown>; rank: number | null; reward: number | null };

const textKeys = ["text", "content", "response", "completion", "output", "answer"];
const scoreKeys = ["reward", "score", "rating"];
const numberOf = (value: unknown): number | null => numberCell.safeParse(value).data ?? null;

/** A text, a conversation, or an object with the text, its model and its place. */
const answerOf = (entry: unknown): Answer | null => {
  const turns = turnsOf(entry);
  if (turns || typeof entry === "string") return { text: turns ? replyText(turns) : String(entry), more: {}, rank: null, reward: null };
  if (!isRecord(entry)) return null;
  const key = textKeys.find((name) => typeof entry[name] === "string");
  if (key === undefined) return null;
  const { [key]: text, model, rank, ...rest } = entry;
  const scored = scoreKeys.find((name) => numberOf(rest[name]) !== null);
  const { [scored ?? ""]: reward, ...more } = rest;
  return { text: String(text), model, more: metaOf(more), rank: numberOf(rank), reward: numberOf(reward) };
};

const listOf = (value: unknown): unknown[] => {
  const cell = jsonCell(value);
  return Array.isArray(cell) ? cell : [];
};

/** Whether a list names the model of each response; a set's own list of all models does not. */
const namesEach = (record: Record<string, unknown>, models: string, responses: string): boolean => {
  const names = listOf(record[models]);
  return names.length === listOf(record[responses]).length && names.every((name) => typeof name === "string");
};

/** Lists of responses with the place of each: what preference ranking optimisation (PRO) and ranking annotators write. */
export const rankedLists: ImportFormat = {
  title: "Ranked lists (PRO)",
  about: "A prompt with several responses and the rank of each, or with the best first.",
  fields,
  annotator: { name: "file", kind: "human" },
  recognise: (sample) => {
    if (sample.columns.has("labels")) return null;
    const found = byColumns(sample, fields, ({ responses, ordered: best, rank, reward }) => {
      // Scores beside a choice are the lesser part of what was said.
      const isChosen = saysWhich([...sample.columns], sample.records, [responses ?? ""]);
      const ranked = shareOf(sample, (record) => {
        const answers = listOf(record[responses ?? ""]).map(answerOf);
        if (answers.length < 2 || answers.includes(null)) return false;
        if (best !== null) return true;
        const column = rank ?? reward;
        const told = column === null || column === undefined ? [] : listOf(record[column ?? ""]).map(numberOf);
        const within = (of: "rank" | "reward"): unknown[] => (column === null ? answers.map((answer) => answer?.[of]) : []);
        const said = isChosen ? [rank === null ? [] : told, within("rank")] : [told, within("rank"), within("reward")];
        return said.some((places) => places.length === answers.length && places.every((place) => typeof place === "number"));
      });
      // Rows of ours list their responses under this name, and have labels where these have ranks.
      return ranked <= 0.5 ? 0 : responses === "responses" ? 0.995 : 0.9;
    });
    const { models = null, responses = null } = found?.columns ?? {};
    if (found === null || models === null || responses === null) return found;
    const isNamed = shareOf(sample, (record) => namesEach(record, models, responses)) === 1;
    return isNamed ? found : { ...found, columns: { ...found.columns, models: null } };
  },
  read: ([record], { annotator: given }) => {
    if (!record) return { rows: [] };
    const parsed = readFields(fieldsSchema, record.fields);
    if (!parsed.ok) return parsed;
    const { id, prompt, responses, ordered: best, rank, reward, models, annotator } = parsed.data;
    for (const [name, list] of Object.entries({ rank, reward, models }))
      if (list !== undefined && list.length !== responses.length)
        return { reason: `${name}: has ${list.length} entries for ${responses.length} responses` };
    const read = responses.map(answerOf);
    const broken = read.indexOf(null);
    if (broken >= 0) return { reason: `responses[${broken}]: holds no text` };
    const told = read.flatMap((answer, i) =>
      answer === null
        ? []
        : [
            {
              ...answer,
              model: models?.[i] ?? answer.model,
              rank: rank?.[i] ?? answer.rank ?? (best === undefined ? null : i),
              reward: reward?.[i] ?? answer.reward,
            },
          ],
    );
    // Whoever writes the best first tells by the place what the label is to tell; who only scores keeps the order that was shown.
    const isRanked = told.some((answer) => answer.rank !== null);
    const answers = told
      .map((answer) => ({ ...answer, place: isRanked ? placeOf(JSON.stringify(prompt), answer.text) : "" }))
      .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
    const ranking = rankedPlaces(answers.flatMap((answer, ordinal) => (answer.rank === null ? [] : [{ rank: answer.rank, ordinal }])));
    const scores = answers.map((answer) => answer.reward);
    const own = { annotator: annotator ?? given.name, kind: given.kind };
    return {
      rows: [
        {
          ...(id === undefined ? {} : { id }),
          prompt,
          responses: answers.map(({ text, model }) => ({ text, ...(isBlank(model) ? {} : { model }) })),
          labels: [
            ...(ranking.flat().length > 1 ? [{ ...own, ranking }] : []),
            ...(scores.every((score) => score !== null) ? [{ ...own, ratings: scores }] : []),
          ],
          meta: metaOf(
            answers.some(({ more }) => Object.keys(more).length > 0) ? { responses: answers.map(({ more }) => more) } : {},
            record.rest,
          ),
        },
      ],
    };
  },
};
