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
import { sideOfWord, splitNames } from "@/lib/imports/formats/read-words";
import { labelsOf } from "@/lib/imports/formats/argilla/read-answers";
import type { Answer } from "@/lib/imports/formats/argilla/read-answers";

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
const recordSchema = z.object({
  id: optionalText,
  fields: z.preprocess(jsonCell, z.record(z.string(), z.unknown())),
  metadata: z.preprocess((value) => jsonCell(isBlank(value) ? {} : value), z.record(z.string(), z.unknown())),
  responses: z.preprocess((value) => jsonCell(isBlank(value) ? [] : value), z.array(responseSchema)),
  suggestions: z.preprocess((value) => jsonCell(isBlank(value) ? [] : value), z.array(suggestionSchema)),
});

type Parts = { id: string | undefined; texts: Record<string, unknown>; answers: Answer[]; meta: Record<string, unknown> };

const fromRecord = (fields: Record<string, unknown>, rest: Record<string, unknown>): Parts | { reason: string } => {
  const parsed = readFields(recordSchema, fields);
  if (!parsed.ok) return parsed;
  const { id, fields: texts, metadata, responses, suggestions } = parsed.data;
  const given = responses
    .filter(({ status }) => status !== "discarded" && status !== "draft")
    .flatMap(({ values, user_id: user }, i) =>
      Object.entries(values ?? {}).map(([question, { value }]): Answer => ({
        question,
        value,
        annotator: user ?? `argilla, annotator ${i + 1}`,
        kind: "human",
      })),
    );
  const suggested = suggestions.map(({ question_name: question, value, agent, type }): Answer => ({
    question,
    value,
    annotator: agent ?? "suggestion",
    kind: type === "human" ? "human" : "lm",
  }));
  return { id, texts, answers: [...given, ...suggested], meta: metaOf(metadata, { status: rest.status }) };
};

const listOf = (value: unknown): unknown[] => {
  const cell = jsonCell(value);
  return Array.isArray(cell) ? cell : isBlank(cell) ? [] : [cell];
};

const suffix = /^(.+)\.(responses|response|suggestion)(?:\.(users|status|agent|score))?$/;

/** Columns `<question>.responses`, with `.users` and `.status` beside them, and `<question>.suggestion` with its agent. */
const fromColumns = (record: Record<string, unknown>): Parts => {
  const answers: Answer[] = [];
  const texts: Record<string, unknown> = {};
  const meta: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(record)) {
    const [, question, what, beside] = suffix.exec(column) ?? [];
    if (question !== undefined) {
      if (beside !== undefined || isBlank(value)) continue;
      if (what === "suggestion") {
        const agent = record[`${column}.agent`];
        answers.push({ question, value, annotator: isBlank(agent) ? "suggestion" : String(agent), kind: "lm" });
        continue;
      }
      const [users, states] = [listOf(record[`${column}.users`]), listOf(record[`${column}.status`])];
      for (const [i, answer] of (what === "responses" ? listOf(value) : [value]).entries()) {
        const state = states[i];
        if (isBlank(answer) || state === "discarded" || state === "draft") continue;
        const user = users[i];
        answers.push({ question, value: answer, annotator: isBlank(user) ? `argilla, annotator ${i + 1}` : String(user), kind: "human" });
      }
    } else if (column === "metadata" && isRecord(value)) {
      Object.assign(meta, value);
    } else if (column.startsWith("metadata.")) {
      meta[column.slice("metadata.".length)] = value;
    } else if (
      !["id", "external_id", "status", "_server_id", "inserted_at", "updated_at"].includes(column) &&
      !column.startsWith("vectors")
    ) {
      if (typeof value === "string" || turnsOf(value)) texts[column] = value;
      else meta[column] = value;
    }
  }
  const id = record.external_id ?? record.id;
  return { id: isBlank(id) ? undefined : String(id), texts, answers, meta: metaOf(meta) };
};

/** An answer that is words of its own: longer than a label, and the name of no response. */
const isText =
  (names: string[]) =>
  ({ value, question }: Answer): boolean =>
    typeof value === "string" &&
    !names.includes(value) &&
    sideOfWord(value) === undefined &&
    (/comment|rationale|reason|critique|feedback|explain|note|correct|rewrit|edit|improv|revis/i.test(question) || value.length > 60);

const rowOf = ({ id, texts, answers, meta }: Parts): FormatResult => {
  const usable = Object.keys(texts).filter((name) => typeof texts[name] === "string" || turnsOf(texts[name]));
  if (usable.length === 0) return { reason: "fields: holds no text" };
  const { prompt: promptName, responses: names } = splitNames(usable);
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
    const questions = [...sample.columns].filter((column) => suffix.test(column));
    return questions.length > 0 ? { confidence: 0.94, columns: {} } : null;
  },
  read: ([record]: FormatRecord[]): FormatResult => {
    if (!record) return { rows: [] };
    const parts =
      record.fields.fields === undefined ? fromColumns({ ...record.fields, ...record.rest }) : fromRecord(record.fields, record.rest);
    return "reason" in parts ? { reason: parts.reason } : rowOf(parts);
  },
};
