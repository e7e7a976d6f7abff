import { isBlank, isRecord, jsonCell } from "@/lib/imports/formats/cells";
import type { Mapping } from "@/lib/imports/mapping-schema";
import { entriesOf } from "@/lib/imports/value-at";

export type Get = (column: string | null) => unknown;

/** One of a record's annotators, and its columns as they filled them. */
export type Own = { annotator: unknown; get: Get };

/** The list or the object whose entries a path asks one by one: `annotations` of `annotations.*.label`. */
const asked = /^(.*?)\.\*\./;
/** A list that holds answers and nothing else: `votes` of `votes.*`. */
const listing = /^(.*)\.\*$/;

const answerColumnsOf = ({ choice, aspects, ranks, ratings }: Mapping): string[] => [
  ...(choice === null ? [] : [choice]),
  ...aspects.map(({ column }) => column),
  ...ranks,
  ...ratings.flatMap(({ columns }) => columns),
];

/** Whether some answers stand under the keys of an object of people. */
const keyedBy = (get: Get, answers: readonly string[], people: Record<string, unknown>): boolean =>
  answers.some((column) => {
    const cell = jsonCell(get(column));
    return isRecord(cell) && Object.keys(cell).some((name) => Object.hasOwn(people, name));
  });

/** Why a cell whose entries are asked one by one is none of the sort; null where it is. */
const misshapen = (get: Get, { annotator }: Mapping, answers: readonly string[]): string | null => {
  const places = new Set([annotator, ...answers].flatMap((column) => asked.exec(column ?? "")?.[1] ?? []));
  // The people are the keys of the object that holds their answers.
  if (annotator !== null && (answers.includes(annotator) || places.has(annotator))) {
    const cell = jsonCell(get(annotator));
    if (!isBlank(cell) && !isRecord(cell)) return `${annotator}: is no object with an answer under each annotator's name`;
  }
  for (const place of places) {
    const cell = jsonCell(get(place));
    if (!isBlank(cell) && !Array.isArray(cell) && !isRecord(cell)) return `${place}: is no list of annotators' answers`;
    const odd = entriesOf(cell).findIndex((entry) => !isRecord(entry));
    if (odd >= 0) return `${place}: entry ${odd + 1} is no object with an annotator's answer`;
  }
  const person = annotator === null ? undefined : jsonCell(get(annotator));
  const listed = Array.isArray(person) && person.some((one) => isRecord(one));
  if (
    annotator !== null &&
    (listed || (isRecord(person) && !answers.includes(annotator) && !places.has(annotator) && !keyedBy(get, answers, person)))
  )
    return `${annotator}: is an object and no name; name what in it is one, as ${annotator}.id`;
  return null;
};

/** Who answered: the entries of a list or the keys of an object; null where the row has one annotator. */
const peopleOf = (get: Get, { annotator }: Mapping, answers: readonly string[]): unknown[] | null => {
  const named = annotator === null ? undefined : jsonCell(get(annotator));
  if (Array.isArray(named)) return named;
  if (isRecord(named)) return Object.keys(named);
  if (annotator !== null) return null;
  // Entries that name nobody are of as many people.
  const place = answers.map((column) => asked.exec(column)?.[1]).find((found) => found !== undefined);
  const plain = place === undefined ? jsonCell(get(answers.map((column) => listing.exec(column)?.[1]).find(Boolean) ?? null)) : null;
  const entries = place === undefined ? (Array.isArray(plain) ? plain : []) : entriesOf(jsonCell(get(place)));
  return entries.length < 2 ? null : entries.map(() => null);
};

/**
 * The row as each of its annotators answered it, where it has several: whose names stand in a list and their answers in step in
 * others, or whose answers an object holds under their names. A reason where these do not go together. Those without a name are
 * numbered within the row.
 */
export const eachAnnotator = (get: Get, mapping: Mapping): Own[] | { reason: string } => {
  const { annotator, annotatorName, rationale } = mapping;
  const answers = answerColumnsOf(mapping);
  const fault = misshapen(get, mapping, answers);
  if (fault !== null) return { reason: fault };
  const people = peopleOf(get, mapping, answers);
  const names = asked.test(annotator ?? "") ? (people ?? []).filter((name) => !isBlank(name)).map((name) => String(name).trim()) : [];
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) return { reason: `${annotator}: names “${twice.slice(0, 60)}” twice, and nothing tells which answer counts` };
  if (people === null) return [{ annotator: get(annotator), get }];
  const cells = new Map<string | null, unknown>([rationale, ...answers].map((column) => [column, jsonCell(get(column))]));
  const keyed = annotator !== null && isRecord(jsonCell(get(annotator)));
  // An entry alone is what a star finds; it may be a list itself.
  const isLone = (column: string | null): boolean => people.length === 1 && (column ?? "").includes("*");
  const inStep = (column: string | null, cell: unknown): cell is unknown[] =>
    !isLone(column) && Array.isArray(cell) && cell.length === people.length;
  const odd = answers.find((column) => {
    const cell = cells.get(column);
    return !isBlank(cell) && !isLone(column) && !inStep(column, cell) && !(keyed && isRecord(cell));
  });
  if (odd !== undefined)
    return {
      reason: `${odd}: does not list ${people.length} answers, one of each annotator${annotator === null ? "" : ` in ${annotator}`}`,
    };
  return people.map((person, i) => ({
    annotator: isBlank(person) && people.length > 1 ? `${annotatorName}, annotator ${i + 1}` : person,
    get: (column) => {
      if (!cells.has(column)) return get(column);
      const cell = cells.get(column);
      if (keyed && isRecord(cell)) return Object.hasOwn(cell, String(person)) ? cell[String(person)] : undefined;
      return inStep(column, cell) ? cell[i] : cell;
    },
  }));
};
