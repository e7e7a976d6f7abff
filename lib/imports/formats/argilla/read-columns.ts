import { isBlank, isRecord, jsonCell, metaOf, turnsOf } from "@/lib/imports/formats/cells";
import type { Answer } from "@/lib/imports/formats/argilla/read-answers";

/** What a record holds, however its file lays it out. */
export type Parts = { id: string | undefined; texts: Record<string, unknown>; answers: Answer[]; meta: Record<string, unknown> };

/** What many answers came to is nobody's own: our exports suggest it under this name. */
export const isSummary = (agent: unknown): boolean => agent === "consensus";
export const nameless = (i: number): string => `argilla, annotator ${i + 1}`;
/** What was thrown away or not sent is no answer. */
export const isGiven = (status: unknown): boolean => status !== "discarded" && status !== "draft";

const listOf = (value: unknown): unknown[] => {
  const cell = jsonCell(value);
  return Array.isArray(cell) ? cell : isBlank(cell) ? [] : [cell];
};

/** Of Argilla 2: `<question>.responses` with its users and status, `<question>.suggestion` with its agent. */
const dotted = /^(.+)\.(responses|response|suggestion)(?:\.(users|status|agent|score))?$/;
/** Of Argilla 1: `<question>` holds the answers, and these stand beside it. */
const dashed = /^(.+)-suggestion(-metadata)?$/;

/** Of the SDK before it: a column for each person's answer. */
const dottedByPerson = /^(.+)\.response\.(?!(?:users|status)$)(.+)$/;

export const isDotted = (column: string): boolean => dotted.test(column) || dottedByPerson.test(column);

/** A list of answers, or one object of lists, each with its person and state: what a question of Argilla 1 holds. */
const holdsAnswers = (value: unknown): boolean => {
  const cell = jsonCell(value);
  const [first] = Array.isArray(cell) ? (cell as unknown[]) : [cell];
  return isRecord(first) && "user_id" in first && "value" in first && "status" in first;
};

/** The questions of a record of Argilla 1 that has no suggestions: before release 1.13 there were none. */
export const answeredQuestions = (record: Record<string, unknown>): string[] =>
  Object.keys(record).filter((column) => holdsAnswers(record[column]));

/** The questions of Argilla 1 among columns: those that have a suggestion's column of their own. */
export const dashedQuestions = (columns: Iterable<string>): Set<string> => {
  const there = new Set(columns);
  return new Set(
    [...there].flatMap((column) => {
      const [, question, metadata] = dashed.exec(column) ?? [];
      return question !== undefined && metadata !== undefined && there.has(`${question}-suggestion`) ? [question] : [];
    }),
  );
};

const dottedAnswers = (record: Record<string, unknown>, column: string, value: unknown): Answer[] => {
  const [, asked, person] = dottedByPerson.exec(column) ?? [];
  if (asked !== undefined && person !== undefined)
    return isBlank(value) ? [] : [{ question: asked, value, annotator: person, kind: "human" }];
  const [, question, what, beside] = dotted.exec(column) ?? [];
  if (question === undefined || beside !== undefined || isBlank(value)) return [];
  if (what === "suggestion") {
    const agent = record[`${column}.agent`];
    return isSummary(agent) ? [] : [{ question, value, annotator: isBlank(agent) ? "suggestion" : String(agent), kind: "lm" }];
  }
  const [users, states] = [listOf(record[`${column}.users`]), listOf(record[`${column}.status`])];
  return (what === "responses" ? listOf(value) : [value]).flatMap((answer, i): Answer[] => {
    const user = users[i];
    if (isBlank(answer) || !isGiven(states[i])) return [];
    return [{ question, value: answer, annotator: isBlank(user) ? nameless(i) : String(user), kind: "human" }];
  });
};

/** Answers of Argilla 1: a list of them, or one object of lists. */
const entriesOf = (value: unknown): Record<string, unknown>[] => {
  const cell = jsonCell(value);
  if (Array.isArray(cell)) return cell.filter(isRecord);
  if (!isRecord(cell)) return [];
  return listOf(cell.value).map((answer, i) => ({ value: answer, user_id: listOf(cell.user_id)[i], status: listOf(cell.status)[i] }));
};

const dashedAnswers = (record: Record<string, unknown>, question: string): Answer[] => {
  const given = entriesOf(record[question]).flatMap(({ value, user_id: user, status }, i): Answer[] =>
    isBlank(value) || !isGiven(status) ? [] : [{ question, value, annotator: isBlank(user) ? nameless(i) : String(user), kind: "human" }],
  );
  const suggested = record[`${question}-suggestion`];
  if (isBlank(suggested)) return given;
  const about = jsonCell(record[`${question}-suggestion-metadata`]);
  const { agent, type } = isRecord(about) ? about : {};
  return [
    ...given,
    { question, value: suggested, annotator: isBlank(agent) ? "suggestion" : String(agent), kind: type === "human" ? "human" : "lm" },
  ];
};

/** Argilla 1 kept an object, or whatever text somebody had put there. */
const metadataOf = (value: unknown): Record<string, unknown> => {
  const cell = jsonCell(value);
  return isRecord(cell) ? cell : isBlank(cell) ? {} : { metadata: cell };
};

const responseName = /^response_\d+$/;

/**
 * Texts without the responses at the end that a record of CSV lacks: their cells are empty, as of ratings of one response in a table of
 * items with several. Where an answer names responses there are as many as columns, whatever they say.
 */
const withoutLacking = (texts: Record<string, unknown>, record: Record<string, unknown>): Record<string, unknown> => {
  const named = Object.entries(record).some(([column, value]) => isDotted(column) && /\bresponse_\d+\b/.test(String(value)));
  if (named || Object.values(record).some((value) => typeof value !== "string")) return texts;
  const names = Object.keys(texts).filter((name) => responseName.test(name));
  const last = names.findLastIndex((name) => texts[name] !== "");
  const lacking = new Set(last < 0 ? [] : names.slice(last + 1));
  return Object.fromEntries(Object.entries(texts).filter(([name]) => !lacking.has(name)));
};

const ownColumns = new Set(["id", "external_id", "status", "_server_id", "inserted_at", "updated_at"]);

/** A record whose fields, answers and metadata are columns. */
export const fromColumns = (record: Record<string, unknown>): Parts => {
  const answers: Answer[] = [];
  const texts: Record<string, unknown> = {};
  const meta: Record<string, unknown> = {};
  const questions = dashedQuestions(Object.keys(record));
  for (const question of answeredQuestions(record)) questions.add(question);
  for (const [column, value] of Object.entries(record)) {
    if (isDotted(column)) answers.push(...dottedAnswers(record, column, value));
    else if (questions.has(column)) answers.push(...dashedAnswers(record, column));
    else if (questions.has(dashed.exec(column)?.[1] ?? "")) continue;
    else if (column === "metadata") Object.assign(meta, metadataOf(value));
    else if (column.startsWith("metadata.")) meta[column.slice("metadata.".length)] = value;
    else if (ownColumns.has(column) || column.startsWith("vectors")) continue;
    else if (typeof value === "string" || turnsOf(value)) texts[column] = value;
    else meta[column] = value;
  }
  const id = record.external_id ?? record.id;
  return { id: isBlank(id) ? undefined : String(id), texts: withoutLacking(texts, record), answers, meta: metaOf(meta) };
};
