import { isMissing, ratingOf } from "@/lib/imports/answer-cells";
import { isRecord, jsonCell } from "@/lib/imports/formats/cells";
import { endingOf, flatName, plainly } from "@/lib/imports/guess-answers";
import type { Mapping } from "@/lib/imports/mapping-schema";

type Rows = readonly Record<string, unknown>[];

/** What a file says of each response in their order: its place, in a column each or in a list; its score, in a list. */

const rankStem =
  /^(?:human|response|model|answer|output|completion|overall)?(?:rank|place)(?:of)?(?:response|model|answer|output|completion)?$/;
const rankBehind = /^(?:response|model|answer|output|completion|option|candidate)([a-z]|\d+)rank(?:ing)?$/;
const rankList = /^(?:human|response|overall)?ranks?$/;
const scoreList = /^(?:human|response|model|reward|overall|annotator|preference)?(?:scores?|ratings?|rewards?)$/;

const isPlace = (cell: unknown, most: number): boolean =>
  isMissing(cell) || (/^\d+(?:\.0)?$/.test(String(cell).trim()) && Number(cell) <= most);

/** The paths into a column that lists something of each response in every row; none where it does not. */
const pathsInto = (column: string, rows: Rows, responses: readonly string[], holds: (entry: unknown) => boolean): string[] => {
  const cells = rows.map((row) => jsonCell(row[column])).filter((cell) => !isMissing(cell));
  const lists = cells.every((cell) => Array.isArray(cell) && cell.length === responses.length && cell.every(holds));
  return cells.length > 0 && lists ? responses.map((_, i) => `${column}.${i}`) : [];
};

/** A column a response with its place, 1 the best; none where one of them has none. */
export const guessRanks = (columns: readonly string[], rows: Rows, responses: readonly string[]): string[] => {
  if (responses.length < 2) return [];
  const own = columns.filter((column) => {
    const stem = /^(.*?)[ _.-]?(?:\d+|[a-z])$/i.exec(column)?.[1] ?? "";
    return rankStem.test(flatName(stem)) || rankBehind.test(flatName(column));
  });
  const sideOf = (column: string): string => rankBehind.exec(flatName(column))?.[1] ?? endingOf(column);
  const inOrder = responses.flatMap((response) => own.filter((column) => sideOf(column) === endingOf(response)));
  const cells = rows.flatMap((row) => inOrder.map((column) => row[column]));
  const areRanks = cells.every((cell) => isPlace(cell, responses.length)) && cells.some((cell) => !isMissing(cell));
  if (own.length === responses.length && inOrder.length === own.length && areRanks) return inOrder;
  const list = columns.find((column) => rankList.test(flatName(column)));
  return list === undefined ? [] : pathsInto(list, rows, responses, (entry) => isPlace(entry, responses.length));
};

const isScore = (entry: unknown): boolean => isMissing(entry) || typeof ratingOf(entry) === "number";

/** Columns that list a score of each response, with the path to each; a score may stand in an object, beside how sure it is. */
export const guessScoreLists = (columns: readonly string[], rows: Rows, responses: readonly string[]): Mapping["ratings"] =>
  responses.length < 2
    ? []
    : columns.flatMap((column) => {
        if (!scoreList.test(flatName(column))) return [];
        const paths = pathsInto(column, rows, responses, isScore);
        if (paths.length > 0) return [plainly(column, paths)];
        const within = pathsInto(column, rows, responses, (entry) => isRecord(entry) && "score" in entry && isScore(entry.score));
        return within.length > 0
          ? [
              plainly(
                column,
                within.map((path) => `${path}.score`),
              ),
            ]
          : [];
      });
