import { z } from "zod";
import {
  isBlank,
  isRecord,
  jsonCell,
  metaOf,
  optionalText,
  promptOfTurns,
  replyText,
  textSchema,
  turnsOf,
} from "@/lib/imports/formats/cells";
import type { FormatRecord, FormatResult, ImportFormat, Recognition } from "@/lib/imports/formats/contract";
import { shareOf } from "@/lib/imports/formats/match-columns";
import { readFields } from "@/lib/imports/formats/read-fields";
import { gradedSide, splitNames } from "@/lib/imports/formats/read-words";
import { labelsOf } from "@/lib/imports/formats/argilla/read-answers";
import type { Answer } from "@/lib/imports/formats/argilla/read-answers";
import {
  answeredQuestions,
  dashedQuestions,
  fromColumns,
  isDotted,
  isGiven,
  isSummary,
  nameless,
} from "@/lib/imports/formats/argilla/read-columns";
import type { Parts } from "@/lib/imports/formats/argilla/read-columns";

const responseSchema = z.looseObject({
  values: z.record(z.string(), z.looseObject({ value: z.unknown().optional() })).nullish(),
  status: z.string().nullish(),
  user_id: textSchema.nullish(),
});
const suggestionSchema = z.looseObject({
  question_name: z.string(),
  value: z.unknown().optional(),
  agent: z.string().nullish(),
  type: z.string().nullish(),
});
/** By question, as Argilla 2 prints a record; in a list, as its server does. */
const listedResponses = (value: unknown): unknown => {
  const cell = jsonCell(isBlank(value) ? [] : value);
  if (!isRecord(cell)) return cell;
  return Object.entries(cell).flatMap(([question, given]): unknown[] =>
    (Array.isArray(given) ? given : [given]).map((one: unknown, i) =>
      isRecord(one) ? { ...one, user_id: one.user_id ?? nameless(i), values: { [question]: { value: one.value } } } : one,
    ),
  );
};
const listedSuggestions = (value: unknown): unknown => {
  const cell = jsonCell(isBlank(value) ? [] : value);
  if (!isRecord(cell)) return cell;
  return Object.entries(cell).map(([question, given]) => (isRecord(given) ? { ...given, question_name: question } : given));
};

const recordSchema = z.object({
  id: optionalText,
  fields: z.preprocess(jsonCell, z.record(z.string(), z.unknown())),
  metadata: z.preprocess((value) => jsonCell(isBlank(value) ? {} : value), z.record(z.string(), z.unknown())),
  responses: z.preprocess(listedResponses, z.array(responseSchema)),
  suggestions: z.preprocess(listedSuggestions, z.array(suggestionSchema)),
});

const fromRecord = (fields: Record<string, unknown>, rest: Record<string, unknown>): Parts | { reason: string } => {
  const parsed = readFields(recordSchema, fields);
  if (!parsed.ok) return parsed;
  const { id, fields: texts, metadata, responses, suggestions } = parsed.data;
  const given = responses
    .filter(({ status }) => isGiven(status))
    .flatMap(({ values, user_id: user }, i) =>
      Object.entries(values ?? {}).map(([question, { value }]): Answer => ({
        question,
        value,
        annotator: user ?? nameless(i),
        kind: "human",
      })),
    );
  const suggested = suggestions
    .filter(({ agent }) => !isSummary(agent))
    .map(({ question_name: question, value, agent, type }): Answer => ({
      question,
      value,
      annotator: agent ?? "suggestion",
      kind: type === "human" ? "human" : "lm",
    }));
  return { id, texts, answers: [...given, ...suggested], meta: metaOf(metadata, { status: rest.status }) };
};

/** An answer that is words of its own: longer than a label, and the name of no response. */
const isText =
  (names: string[]) =>
  ({ value, question }: Answer): boolean =>
    typeof value === "string" &&
    !names.includes(value) &&
    gradedSide(value) === undefined &&
    (/\bwhy\b|comment|rationale|reason|critique|feedback|explain|note|correct|rewrit|edit|improv|revis/i.test(question) ||
      value.length > 60);

const rowOf = ({ id, texts, answers, meta: told }: Parts): FormatResult => {
  const usable = Object.keys(texts).filter((name) => typeof texts[name] === "string" || turnsOf(texts[name]));
  if (usable.length === 0) return { reason: "fields: holds no text" };
  const { prompt: promptName, responses: names } = splitNames(usable);
  // In columns its metadata stand beside the fields by their names alone: what is neither prompt nor response is kept.
  const beside = names.length === 0 ? [] : usable.filter((name) => name !== promptName && !names.includes(name));
  const meta = { ...metaOf(Object.fromEntries(beside.map((name) => [name, texts[name]]))), ...told };
  const asked = promptName === null ? null : texts[promptName];
  const turns = turnsOf(asked);
  // A conversation that nothing answers ends with the answer.
  const own = names.length === 0 && turns && turns.length > 1 && turns.at(-1)?.role === "assistant" ? turns : null;
  const responses = own
    ? [{ text: replyText(own.slice(-1)) }]
    : (names.length > 0 ? names : usable).map((name) => {
        const reply = turnsOf(texts[name]);
        const model = meta[`${name}_model`];
        return { text: reply ? replyText(reply) : String(texts[name]), ...(typeof model === "string" && model !== "" ? { model } : {}) };
      });
  const prompt = own ? promptOfTurns(own.slice(0, -1)) : names.length === 0 ? "" : (turns ?? (typeof asked === "string" ? asked : ""));
  const known = own ? ["answer"] : names.length > 0 ? names : usable;
  return { rows: [{ ...(id === undefined ? {} : { id }), prompt, responses, labels: labelsOf(answers, known, isText(known)), meta }] };
};

const fields = [
  { name: "fields", title: "Fields", required: true },
  { name: "responses", title: "Responses of annotators", required: false },
  { name: "suggestions", title: "Suggestions", required: false },
  { name: "metadata", title: "Metadata", required: false },
  { name: "id", title: "Id", required: false, aliases: ["external_id"] },
];

/** Argilla's records, and the flat columns in which it publishes them. */
export const argilla: ImportFormat = {
  title: "Argilla",
  about: "A record with its fields, suggestions and responses, or one column for each of them.",
  fields,
  annotator: null,
  recognise: (sample): Recognition | null => {
    const whole = shareOf(sample, (record) => isRecord(jsonCell(record.fields)) && ("responses" in record || "suggestions" in record));
    if (whole > 0.5) {
      const id = ["external_id", "id"].find((name) => sample.records.some((record) => !isBlank(record[name]))) ?? null;
      return {
        confidence: 0.97,
        columns: { fields: "fields", responses: "responses", suggestions: "suggestions", metadata: "metadata", id },
      };
    }
    const asked =
      [...sample.columns].some(isDotted) ||
      dashedQuestions(sample.columns).size > 0 ||
      sample.records.some((record) => answeredQuestions(record).length > 0);
    return asked ? { confidence: 0.94, columns: {} } : null;
  },
  read: ([record]: FormatRecord[]): FormatResult => {
    if (!record) return { rows: [] };
    const parts =
      record.fields.fields === undefined ? fromColumns({ ...record.fields, ...record.rest }) : fromRecord(record.fields, record.rest);
    return "reason" in parts ? { reason: parts.reason } : rowOf(parts);
  },
};
