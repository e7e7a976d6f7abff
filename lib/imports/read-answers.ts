import { bestOf } from "@/lib/imports/formats/best-of";
import { eachAnnotator } from "@/lib/imports/each-annotator";
import type { Get, Own } from "@/lib/imports/each-annotator";
import { rankedPlaces } from "@/lib/imports/formats/ranked-places";
import { isBlank } from "@/lib/imports/formats/cells";
import { flagsOf, isMissing, longestRating, ratingOf, readRating } from "@/lib/imports/answer-cells";
import { namesModel } from "@/lib/imports/model-names";
import { choiceOf } from "@/lib/imports/read-choice";
import type { Answer } from "@/lib/imports/read-choice";
import { readVotes } from "@/lib/imports/read-votes";
import { valueAt } from "@/lib/imports/value-at";
import type { Mapping } from "@/lib/imports/mapping-schema";

/** What a record of named columns says of its responses. */

type Label = Record<string, unknown>;
type Read = { labels: Label[] } | { reason: string };

/** The responses that the answers are about. `flipped`: they stand in the other order than their columns. */
type About = { models: unknown[]; texts: unknown[]; flipped: boolean };

/** The question that a choice answers which is about no single aspect. */
const overall = "overall";

/** Neither a rating nor the want of one: data frames write NaN for what is missing, multiple choices an empty list. */
const isUnread = (value: unknown): boolean =>
  ratingOf(value) === null &&
  flagsOf(value) === null &&
  !isBlank(value) &&
  !Number.isNaN(value) &&
  !(Array.isArray(value) && value.length === 0);

type Said = { aspect: string; answer: Answer };

/** What was chosen overall and by aspects: one answer a pair, since one person gave it at one sight of the two. */
const answersTogether = (said: readonly Said[], count: number): Label[] => {
  const byPair = new Map<string, { pair: [number, number]; answers: Record<string, Answer> }>();
  for (const { aspect, answer } of said) {
    for (const { pair = [0, 1] satisfies [number, number], choice, strength } of bestOf(answer, count)) {
      const known = byPair.get(pair.join()) ?? { pair, answers: {} };
      // A whole answer has signed strengths.
      known.answers[aspect] = { choice, ...(strength === undefined ? {} : { strength: 2 * strength - 1 }) };
      byPair.set(pair.join(), known);
    }
  }
  return [...byPair.values()].map(({ pair, answers }) => ({ pair, answer: { answers } }));
};

/** A choice that a cell says, of the responses as they stand in the row. */
const sideOf = (cell: unknown, mapping: Mapping, { models, texts, flipped }: About): ReturnType<typeof choiceOf> => {
  const answer = choiceOf(cell, mapping, models, texts);
  if (!flipped || answer === null || "reason" in answer) return answer;
  const { choice, strength } = answer;
  return { choice: typeof choice === "number" ? 1 - choice : choice, ...(strength === undefined ? {} : { strength: 1 - strength }) };
};

/** What one annotator chose, overall and by aspects. */
const readChoices = (get: Get, mapping: Mapping, about: About): Read => {
  const count = mapping.responses.length;
  const choice = mapping.chosenFirst ? { choice: about.flipped ? 1 : 0 } : sideOf(get(mapping.choice), mapping, about);
  if (choice !== null && "reason" in choice) return choice;
  if (mapping.aspects.length === 0) return { labels: choice === null ? [] : bestOf(choice, count) };
  const said: Said[] = choice === null ? [] : [{ aspect: overall, answer: choice }];
  for (const { name, column } of mapping.aspects) {
    const answer = sideOf(get(column), mapping, about);
    if (answer !== null && "reason" in answer) return { reason: `${column}: ${answer.reason}` };
    if (answer !== null) said.push({ aspect: name, answer });
  }
  return { labels: answersTogether(said, count) };
};

const withRationale = (label: Label, rationale: unknown): Label => {
  if (isBlank(rationale)) return label;
  const { answer } = label;
  return typeof answer === "object" ? { ...label, answer: { ...answer, rationale } } : { ...label, rationale };
};

/** How one annotator rated the responses. */
const readRatings = (get: Get, { ratings, responses }: Mapping, flipped: boolean): Read => {
  const columns = ratings.flatMap((rating) => rating.columns);
  const unread = columns.find((column) => isUnread(get(column)));
  if (unread !== undefined) return notRead(unread);
  const rated = [];
  for (const { columns: own, ...rating } of ratings) {
    const read = own.map((column) => ({ column, ...readRating(get(column), rating) }));
    const fault = read.find((cell) => "reason" in cell);
    if (fault && "reason" in fault) return { reason: `${fault.column}: ${fault.reason}` };
    const values = read.map((cell) => ("rating" in cell ? cell.rating : null));
    // Words of a file's own may be truth values, which are out of nothing.
    const outOf = values.some((value) => typeof value === "number") ? rating.outOf : null;
    rated.push({ name: rating.name, own, values, outOf });
  }
  if (responses.length === 1) {
    const given = Object.fromEntries(rated.flatMap(({ name, values: [value = null] }) => (value === null ? [] : [[name, value]])));
    const ends = Object.fromEntries(rated.flatMap(({ name, outOf }) => (outOf === null ? [] : [[name, outOf]])));
    const label = { response: 0, ratings: given, ...(Object.keys(ends).length === 0 ? {} : { out_of: ends }) };
    return { labels: Object.keys(given).length === 0 ? [] : [label] };
  }
  const labels: Label[] = [];
  for (const { name, own, values, outOf } of rated) {
    if (values.every(isMissing)) continue;
    const faulty = values.findIndex((value) => !isMissing(value) && typeof value !== "number");
    if (faulty >= 0) return { reason: `${own[faulty] ?? name}: is no number` };
    const numbers = values.map((value) => (isMissing(value) ? null : value));
    labels.push({ ratings: flipped ? numbers.toReversed() : numbers, aspect: name, ...(outOf === null ? {} : { out_of: outOf }) });
  }
  return { labels };
};

const notRead = (column: string): Read => ({
  reason: `${column}: is neither a number nor a word of at most ${longestRating} characters, nor a list of words`,
});

const kindOf = (annotator: string, { annotatorKind }: Mapping): string =>
  annotatorKind === "human" && namesModel(annotator) ? "lm" : annotatorKind;

/** The places that one annotator gave the responses: of two of them a choice. */
const readRanks = (get: Get, ranks: Mapping["ranks"]): Read => {
  const ranked: { rank: number; ordinal: number }[] = [];
  for (const [ordinal, column] of ranks.entries()) {
    const cell = get(column);
    if (isMissing(cell)) continue;
    const rank = ratingOf(cell);
    if (typeof rank !== "number") return { reason: `${column}: is no place of a response` };
    ranked.push({ rank, ordinal });
  }
  if (ranked.length < 2) return { labels: [] };
  const ranking = rankedPlaces(ranked);
  if (ranks.length > 2) return { labels: [{ ranking }] };
  const [best = 0] = ranking;
  return { labels: [{ choice: typeof best === "number" ? best : "tie" }] };
};

/** What one annotator answered in the row. */
const readOwn = ({ annotator: given, get }: Own, mapping: Mapping, about: About): Read => {
  const annotator = isBlank(given) ? mapping.annotatorName : String(given).trim();
  const own = { annotator, kind: kindOf(annotator, mapping) };
  const chosen = readChoices(get, mapping, about);
  if ("reason" in chosen) return chosen;
  const rated = readRatings(get, mapping, about.flipped);
  if ("reason" in rated) return rated;
  const placed = readRanks(get, mapping.ranks);
  if ("reason" in placed) return placed;
  const counted = readVotes(get, mapping.votes, { own, texts: about.texts });
  if ("reason" in counted) return counted;
  const lone = mapping.responses.length === 1;
  const rationale = get(mapping.rationale);
  const reasoned = (label: Label): Label => withRationale({ ...own, ...label }, rationale);
  return {
    labels: [
      ...[...chosen.labels, ...placed.labels].map(reasoned),
      ...(counted.labels.length === 1 ? counted.labels.map(reasoned) : counted.labels),
      ...rated.labels.map((label) => (lone ? reasoned(label) : { ...own, ...label })),
    ],
  };
};

/** What the annotators answered whose columns bear their names. */
const readRaters = (get: Get, mapping: Mapping, about: About): Read => {
  const labels: Label[] = [];
  for (const rater of mapping.raters) {
    const person = { annotator: rater, kind: kindOf(rater, mapping) };
    const value = get(rater);
    if (mapping.responses.length === 1) {
      if (isUnread(value)) return notRead(rater);
      const { ratersOutOf: outOf } = mapping;
      const read = readRating(value, { outOf, approval: false, words: {} });
      if ("reason" in read) return { reason: `${rater}: ${read.reason}` };
      const ends = outOf === null ? {} : { out_of: { score: outOf } };
      if (read.rating !== null && !isMissing(value)) labels.push({ ...person, response: 0, ratings: { score: read.rating }, ...ends });
      continue;
    }
    const said = sideOf(value, mapping, about);
    if (said !== null && "reason" in said) return { reason: `${rater}: ${said.reason}` };
    if (said !== null) labels.push(...bestOf(said, mapping.responses.length).map((answer) => ({ ...person, ...answer })));
  }
  return { labels };
};

/** The answers of the row's own annotators, and of those whose columns they are. */
export const readAnswers = (record: Readonly<Record<string, unknown>>, mapping: Mapping, about: About): Read => {
  const get: Get = (column) => (column === null ? undefined : valueAt(record, column));
  const each = eachAnnotator(get, mapping);
  if ("reason" in each) return each;
  const labels: Label[] = [];
  for (const read of [...each.map((own) => readOwn(own, mapping, about)), readRaters(get, mapping, about)]) {
    if ("reason" in read) return read;
    labels.push(...read.labels);
  }
  return { labels };
};
