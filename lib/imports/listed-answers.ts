import { isRecord, jsonCell, turnsOf } from "@/lib/imports/formats/cells";
import { gradedSide } from "@/lib/imports/formats/read-words";
import { entriesOf, valueAt } from "@/lib/imports/value-at";
import { isMissing, ratingOf } from "@/lib/imports/answer-cells";
import { byPersonName, flatName, isAspect, isSmallNumber, longestShort, saysSide } from "@/lib/imports/guess-answers";
import type { Known } from "@/lib/imports/guess-answers";

type Rows = readonly Record<string, unknown>[];

/**
 * Rows with what a column holds of several people as columns of their own, under the paths that lead there, and one row a person:
 * `annotator` is the column of who they are, null where nobody says. `answers`: the column that holds an answer under each name.
 */
export type ListedAnswers = { column: string; annotator: string | null; columns: string[]; rows: Rows; answers: string | null };

/** Names of columns that list what several people answered. */
const listNames =
  /^(?:(?:human|raw|crowd|worker|rater|annotator|individual|all)?(?:annotations?|votes?|labels?|ratings?|scores?|judge?ments?|evaluations?|evals?|reviews?|preferences?|verdicts?|assessments?|feedbacks?|annotators?|raters?|workers?|judges?))$/;
/** Those under which an object has the people's names for keys, whatever these are. */
const objectNames = /^(?:(?:human|crowd)?(?:votes?|verdicts?|judge?ments?|preferences?|choices?|winners?|labels?|annotations?))$/;
const people = "annotator|rater|worker|judge|labell?er|evaluator|reviewer|coder|user|participant";
const peopleNames = new RegExp(people);
/** Who answered, where no key is called by a usual name for that. */
const authorNames = [
  "name",
  "by",
  "author",
  "username",
  "user",
  "email",
  "completedby",
  "createdby",
  "annotatedby",
  "labeledby",
  "ratedby",
];
/**
 * An entry with one of these is about a part of the row (a span, one question of several, one response of several), or may have been
 * taken back.
 */
const partNames =
  /^(?:start|end|begin|from|to|offset|span|position|question|questionid|aspect|criterion|criteria|dimension|metric|attribute|principle|key|responseid|responseindex|candidate|candidateid|completion|model|status|state|(?:is|was)?(?:cancelled|canceled|discarded|ignored|deleted|rejected|skipped|valid))$/;
/** Who an object with an annotator's particulars is. */
export const particulars = ["id", "userid", "workerid", "annotatorid", "username", "name", "email"];
/** Keys of one answer, which are no people's names. */
const answerNames =
  /^(?:value|values|choices?|labels?|answers?|selected|chosen|rejected|winner|loser|verdict|vote|preference|preferred|text|id|index|name|score|rating|rationale|reason|explanation|comment|confidence|strength|margin|annotator|judge|worker|model|type|time|timestamp|date|status|source|overall|majority|consensus|gold|final|human|count|total|n|swapped|order|position)$/;
/** Of an entry, what is neither an answer nor its author. */
const ownNames = new Set([
  "id",
  "itemid",
  "annotationid",
  "responseid",
  "uid",
  "uuid",
  "text",
  "response",
  "timestamp",
  "createdat",
  "date",
]);

const cellsOf = (rows: Rows, column: string): unknown[] => rows.map((row) => jsonCell(row[column])).filter((cell) => !isMissing(cell));

const without = (row: Record<string, unknown>, column: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));

/** What an entry holds under paths that begin alike; ratings by aspect stand one deeper. */
const fieldsOf = (entry: Record<string, unknown>, under: string): [string, unknown][] =>
  Object.entries(entry).flatMap(([key, value]): [string, unknown][] => {
    if (key.includes(".") || ownNames.has(flatName(key))) return [];
    const inner = isRecord(value) ? Object.entries(value) : [];
    const person = inner.find(([name]) => particulars.includes(flatName(name)) && !name.includes("."));
    if (person && new RegExp(people, "i").test(key)) return [[`${under}.${key}.${person[0]}`, person[1]]];
    return inner.length > 0 && inner.every(([name]) => isAspect(name) && !name.includes("."))
      ? inner.map(([name, rating]) => [`${under}.${key}.${name}`, rating])
      : [[`${under}.${key}`, value]];
  });

/** One row an entry, of those that a column lists (or holds under keys). */
const byEntry = (rows: Rows, column: string): { rows: Rows; columns: string[] } => {
  const expanded = rows.flatMap((row) => {
    const entries = entriesOf(jsonCell(row[column])).filter(isRecord);
    return entries.map((entry) => ({ ...without(row, column), ...Object.fromEntries(fieldsOf(entry, `${column}.*`)) }));
  });
  const columns = [...new Set(expanded.flatMap((row) => Object.keys(row).filter((name) => name.startsWith(`${column}.*.`))))];
  return { rows: expanded, columns };
};

const isList = (cell: unknown): boolean => Array.isArray(cell) && cell.every(isRecord) && turnsOf(cell) === null;

/** Whether one person has several entries in a row: then they answer several questions, or mark several places. */
const repeats = (rows: Rows, column: string, annotator: string): boolean =>
  rows.some((row) => {
    const people = jsonCell(valueAt(row, annotator));
    return isList(jsonCell(row[column])) && Array.isArray(people) && new Set(people.map(String)).size < people.length;
  });

/** A list of answers with their authors; without authors only under a name for answers. */
const inList = (rows: Rows, column: string, isAnnotator: (column: string) => boolean): ListedAnswers | null => {
  const cells = cellsOf(rows, column);
  // Cells of another sort are refused with their rows, where they are few.
  if (cells.length === 0 || cells.filter(isList).length <= cells.length / 2) return null;
  const listed = byEntry(rows, column);
  const keyOf = (name: string): string => flatName(name.slice(`${column}.*.`.length));
  if (listed.columns.some((name) => partNames.test(keyOf(name)))) return null;
  const annotator =
    listed.columns.find(isAnnotator) ??
    authorNames.map((author) => listed.columns.find((name) => keyOf(name) === author)).find((name) => name !== undefined) ??
    null;
  if (annotator === null ? !listNames.test(flatName(column)) : repeats(rows, column, annotator)) return null;
  // Somebody's particulars are no name.
  if (annotator !== null && listed.rows.some((row) => isRecord(row[annotator]))) return null;
  return { column, annotator, answers: null, rows: listed.rows, columns: listed.columns.filter((name) => name !== annotator) };
};

const ratingsName = /^(?:human|crowd)?(?:ratings?|scores?)$/;

/** Whether other names stand in other cells, and none in all: those who answered change from row to row, what is asked does not. */
const varies = (cells: readonly unknown[]): boolean => {
  const names = cells.filter(isRecord).map((cell) => Object.keys(cell));
  const [first = []] = names;
  return names.length > 1 && names.every((own) => own.length > 0) && first.every((name) => names.some((own) => !own.includes(name)));
};

/**
 * An object with somebody's answer under each name. Names of sides or aspects are no people's; and whether words that are neither
 * are people is told by the column's name, by their own (`annotator_1`), or by nothing.
 */
const inObject = (rows: Rows, column: string, known: Known): ListedAnswers | null => {
  const cells = cellsOf(rows, column);
  if (cells.length === 0 || cells.filter(isRecord).length <= cells.length / 2) return null;
  const entries = rows.flatMap((row) => {
    const cell = jsonCell(row[column]);
    return isRecord(cell) ? Object.entries(cell).map(([name, value]) => ({ name, value, row })) : [];
  });
  const names = [...new Set(entries.map(({ name }) => name))];
  if (
    names.length === 0 ||
    names.some(
      (name) => isAspect(name) || answerNames.test(flatName(name)) || gradedSide(name) !== undefined || known.responses.includes(name),
    )
  )
    return null;
  // Votes under “1” and “2” may be those of two people, or be counted.
  const bare = names.every((name) => /^[012]$/.test(name)) && known.responses.length > 1;
  const flat = flatName(column);
  if (bare) return null;
  const told = peopleNames.test(flat) || names.every((name) => byPersonName(name));
  if (!told && !objectNames.test(flat) && !(ratingsName.test(flat) && varies(cells))) return null;
  const given = entries.filter(({ value }) => !isMissing(value));
  if (given.length === 0) return null;
  if (given.every(({ value }) => isRecord(value))) return { column, annotator: column, answers: null, ...byEntry(rows, column) };
  const says = ({ value, row }: (typeof given)[number]): boolean =>
    known.responses.length > 1
      ? saysSide(value, row, known) || isSmallNumber(value, known.responses.length)
      : ratingOf(value) !== null && String(value).length <= longestShort;
  if (!given.every(says)) return null;
  return { column, annotator: column, answers: column, columns: [], rows: entries.map(({ value, row }) => ({ ...row, [column]: value })) };
};

/** Under these names a list of plain answers is of as many people; scores may as well be of several things. */
const valueNames =
  /^(?:(?:human|raw|crowd|worker|rater|annotator|individual|all)?(?:annotations|votes|labels|choices|judge?ments|preferences|verdicts|winners))$/;
const ratingNames = /^(?:(?:human|raw|crowd|worker|rater|annotator|individual|all)?(?:annotations|ratings|votes))$/;

/** These may as well list what there is to choose from. */
const optionNames = /^(?:labels|choices)$/;

/** A list of answers by people whom nobody names: as many as it holds. */
const inValues = (rows: Rows, column: string, known: Known): ListedAnswers | null => {
  const several = known.responses.length > 1;
  const cells = cellsOf(rows, column);
  const flat = flatName(column);
  if (!(several ? valueNames : ratingNames).test(flat) || !cells.every((cell) => Array.isArray(cell))) return null;
  // As many numbers as responses may count votes, or be about a response each.
  const uneven = cells.some((cell) => cell.length !== known.responses.length);
  // The same different words in each row are what could be answered.
  const [first] = cells;
  const areOptions =
    optionNames.test(flat) &&
    new Set(first).size === first?.length &&
    cells.every((cell) => JSON.stringify(cell) === JSON.stringify(first));
  if (areOptions) return null;
  const path = `${column}.*`;
  const entries = rows.flatMap((row) => {
    const cell = jsonCell(row[column]);
    return Array.isArray(cell) ? cell.map((value: unknown) => ({ ...without(row, column), [path]: value })) : [];
  });
  const given = entries.filter((row) => !isMissing(row[path]));
  const says = (row: Record<string, unknown>): boolean =>
    several
      ? saysSide(row[path], row, known) || (uneven && isSmallNumber(row[path], known.responses.length))
      : uneven && typeof ratingOf(row[path]) === "number";
  if (given.length === 0 || !given.every((row) => typeof row[path] !== "object" && says(row))) return null;
  return { column: path, annotator: null, answers: path, columns: [], rows: entries };
};

/** An object with one person's answer, who may be named in it. */
const inLone = (column: string, rows: Rows, isAnnotator: (column: string) => boolean): ListedAnswers | null => {
  const cells = cellsOf(rows, column);
  if (!listNames.test(flatName(column)) || cells.length === 0 || !cells.every(isRecord)) return null;
  const keys = new Set(cells.flatMap((cell) => Object.keys(cell)));
  if ([...keys].some((key) => partNames.test(flatName(key)) || key.includes("."))) return null;
  const expanded = rows.map((row) => {
    const cell = jsonCell(row[column]);
    return { ...without(row, column), ...(isRecord(cell) ? Object.fromEntries(fieldsOf(cell, column)) : {}) };
  });
  const columns = [...new Set(expanded.flatMap((row) => Object.keys(row).filter((name) => name.startsWith(`${column}.`))))];
  const keyOf = (name: string): string => flatName(name.slice(column.length + 1));
  const annotator =
    columns.find(isAnnotator) ??
    authorNames.map((author) => columns.find((name) => keyOf(name) === author)).find((name) => name !== undefined) ??
    null;
  if (annotator === null && ![...keys].some((key) => answerNames.test(flatName(key)))) return null;
  if (annotator !== null && expanded.some((row) => typeof row[annotator] === "object" && row[annotator] !== null)) return null;
  return { column, annotator, answers: null, rows: expanded, columns: columns.filter((name) => name !== annotator) };
};

/** The column of a file that holds what several people answered of each row; null where none does. */
export const listedAnswers = (
  columns: readonly string[],
  rows: Rows,
  known: Known,
  isAnnotator: (column: string) => boolean,
): ListedAnswers | null => {
  for (const column of columns) {
    const found = inList(rows, column, isAnnotator) ?? inObject(rows, column, known) ?? inValues(rows, column, known);
    if (found) return found;
  }
  return null;
};

/** The column of a file that holds one person's answer to each row as an object; null where none does. */
export const loneAnswer = (columns: readonly string[], rows: Rows, isAnnotator: (column: string) => boolean): ListedAnswers | null =>
  columns.map((column) => inLone(column, rows, isAnnotator)).find((found) => found !== null) ?? null;

/** Objects that count votes or rate by aspects, as columns of their own: `votes.A`, `ratings.helpful`. */
export const spreadObjects = (columns: readonly string[], rows: Rows, known: Known): { columns: string[]; rows: Rows } => {
  const spread = columns.filter((column) => {
    const cells = cellsOf(rows, column);
    const names = new Set(cells.flatMap((cell) => (isRecord(cell) ? Object.keys(cell) : [""])));
    return (
      names.size > 0 &&
      [...names].every((name) => !name.includes(".") && (isAspect(name) || (known.responses.length > 1 && gradedSide(name) !== undefined)))
    );
  });
  if (spread.length === 0) return { columns: [...columns], rows };
  const wide = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(
      spread.flatMap((column) => Object.entries(jsonCell(row[column]) ?? {}).map(([name, value]) => [`${column}.${name}`, value])),
    ),
  }));
  const inner = new Set(wide.flatMap((row) => Object.keys(row).filter((name) => spread.some((column) => name.startsWith(`${column}.`)))));
  return {
    columns: [...columns.filter((column) => !spread.includes(column)), ...[...inner].filter((name) => !columns.includes(name))],
    rows: wide,
  };
};
