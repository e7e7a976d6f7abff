import { codesIn } from "@/lib/imports/count-base";
import { bestOf } from "@/lib/imports/formats/best-of";
import { inList, isBlank, messagesIn, replyText, sharedOpening, turnsOf, withContext } from "@/lib/imports/formats/cells";
import { leadsWithOther } from "@/lib/imports/formats/pair-row";
import { gradedSide } from "@/lib/imports/formats/read-words";
import { endingOf, isMissing, longestRating, ratingOf } from "@/lib/imports/guess-answers";
import { namesModel } from "@/lib/imports/model-names";
import { valueAt } from "@/lib/imports/value-at";
import type { Mapping, sideWords } from "@/lib/imports/mapping-schema";

type Mapped = { ok: true; value: Record<string, unknown> } | { ok: false; reason: string };

type Answer = { choice: number | "tie" | "both-bad" | "cannot-compare"; strength?: number };

const numeric = /^\d+(?:\.\d+)?$/;

/** Neither a rating nor the want of one: data frames write NaN for what is missing, multiple choices an empty list. */
const isUnread = (value: unknown): boolean =>
  ratingOf(value) === null && !isBlank(value) && !Number.isNaN(value) && !(Array.isArray(value) && value.length === 0);

const ofWord: Record<(typeof sideWords)[number], Answer> = {
  A: { choice: 0 },
  B: { choice: 1 },
  tie: { choice: "tie" },
  "both-bad": { choice: "both-bad" },
  "cannot-compare": { choice: "cannot-compare" },
};

/** A cell's choice, null for none; a reason where it says no side. */
const choiceOf = (cell: unknown, mapping: Mapping, models: unknown[], texts: unknown[]): Answer | null | { reason: string } => {
  // What was chosen of a list of options is a list, too.
  const value: unknown = Array.isArray(cell) && cell.length < 2 ? cell[0] : cell;
  if (isMissing(value)) return null;
  if (typeof value === "object") return { reason: `choice: ${JSON.stringify(value).slice(0, 60)} is no single answer` };
  const text = String(value).trim();
  const own = Object.hasOwn(mapping.words, text) ? mapping.words[text] : undefined;
  if (own !== undefined) return ofWord[own];
  const count = mapping.responses.length;
  if (mapping.choiceBase === null && codesIn([text]).length > 0)
    return {
      reason: `choice: ${text} may be the number of a response, counted from 0 or from 1, or a place on a scale with a tie, and nothing in the file decides which. Say it with choiceBase (0 or 1) or with words ({"${text}": "A"}, say) in a file for --map, or on the Imports page`,
    };
  if (mapping.choiceBase !== null && numeric.test(text)) {
    const number = Number(text) - mapping.choiceBase;
    if (Number.isInteger(number) && number < count) return { choice: number < 0 ? "tie" : number };
    // Means of several verdicts, as AlpacaEval's weighted annotators write: how likely the second one is the better.
    if (count === 2 && number > 0 && number < 1) return { choice: number === 0.5 ? "tie" : number > 0.5 ? 1 : 0, strength: number };
    return {
      reason: `choice: ${text} is no number of a response (they count from ${mapping.choiceBase}${mapping.choiceBase === 1 ? ", 0 is a tie" : ""}). If it stands for a tie or counting begins elsewhere, write A, B and tie`,
    };
  }
  const byModel = models.indexOf(text);
  if (byModel >= 0 && models.lastIndexOf(text) === byModel) return { choice: byModel };
  const byColumn = mapping.responses.indexOf(text);
  if (byColumn >= 0) return { choice: byColumn };
  const byEnding = count > 2 ? mapping.responses.findIndex((column) => endingOf(column) === text.toLowerCase()) : -1;
  if (byEnding >= 0) return { choice: byEnding };
  const byText = texts.indexOf(text);
  const said = byText >= 0 && texts.lastIndexOf(text) === byText ? { choice: byText } : undefined;
  return (
    gradedSide(text) ??
    said ?? {
      reason: `choice: “${text.slice(0, 60)}” says no side: A, B, tie, the number of a response or the name of its model. What the file's own words stand for can be given with its columns`,
    }
  );
};

/** Texts, or conversations whose opening is the prompt unless there is one beside them. */
const readResponses = (cells: unknown[], beside: unknown): { prompt: unknown; texts: unknown[] } => {
  const given = messagesIn(beside);
  const raw = cells.map((cell) => inList(messagesIn(cell)));
  const prompt = isBlank(given) ? undefined : (turnsOf(given) ?? given);
  const talks = raw.map(turnsOf);
  if (talks.length === 0 || !talks.every((turns) => turns !== null))
    return { prompt, texts: cells.map((value, i) => (talks[i] ? replyText(talks[i]) : value)) };
  const opening = sharedOpening(talks);
  return { prompt: prompt ?? opening, texts: talks.map((turns) => replyText(turns.slice(opening.length))) };
};

type Label = Record<string, unknown>;
type Read = { labels: Label[] } | { reason: string };

/** The answers of the row's own annotator, and of those whose columns they are. */
const readLabels = (
  record: Readonly<Record<string, unknown>>,
  mapping: Mapping,
  { models, texts, flipped }: { models: unknown[]; texts: unknown[]; flipped: boolean },
): Read => {
  const get = (column: string | null): unknown => (column === null ? undefined : valueAt(record, column));
  const lone = mapping.responses.length === 1;
  const [given, words] = [get(mapping.annotator), get(mapping.rationale)];
  const name = isBlank(given) ? mapping.annotatorName : String(given).trim();
  const kindOf = (annotator: string): string => (mapping.annotatorKind === "human" && namesModel(annotator) ? "lm" : mapping.annotatorKind);
  const own = { annotator: name, kind: kindOf(name) };
  const beside = isBlank(words) ? {} : { rationale: words };
  const labels: Label[] = [];
  const choice = mapping.chosenFirst ? { choice: flipped ? 1 : 0 } : choiceOf(get(mapping.choice), mapping, models, texts);
  if (choice !== null && "reason" in choice) return choice;
  const count = mapping.responses.length;
  if (choice !== null) labels.push(...bestOf(choice, count).map((answer) => ({ ...own, ...answer, ...beside })));
  const rated = mapping.ratings.map(({ name: aspect, columns }) => ({ aspect, values: columns.map((column) => ratingOf(get(column))) }));
  const unread = [...mapping.ratings.flatMap(({ columns }) => columns), ...(lone ? mapping.raters : [])].find((column) =>
    isUnread(get(column)),
  );
  if (unread !== undefined)
    return { reason: `${unread}: is neither a number nor a word of at most ${longestRating} characters, nor a list of words` };
  if (lone) {
    const ratings = Object.fromEntries(rated.flatMap(({ aspect, values: [value = null] }) => (value === null ? [] : [[aspect, value]])));
    if (Object.keys(ratings).length > 0) labels.push({ ...own, response: 0, ratings, ...beside });
  } else {
    for (const { aspect, values } of rated) {
      if (values.every(isMissing)) continue;
      const faulty = values.findIndex((value) => !isMissing(value) && typeof value !== "number");
      if (faulty >= 0)
        return { reason: `${mapping.ratings.find(({ name: of }) => of === aspect)?.columns[faulty] ?? aspect}: is no number` };
      const numbers = values.map((value) => (isMissing(value) ? null : value));
      labels.push({ ...own, ratings: flipped ? numbers.toReversed() : numbers, aspect });
    }
  }
  for (const rater of mapping.raters) {
    const person = { annotator: rater, kind: kindOf(rater) };
    const value = get(rater);
    if (lone) {
      const rating = ratingOf(value);
      if (rating !== null) labels.push({ ...person, response: 0, ratings: { score: rating } });
      continue;
    }
    const said = choiceOf(value, mapping, models, texts);
    if (said !== null && "reason" in said) return { reason: `${rater}: ${said.reason}` };
    if (said !== null) labels.push(...bestOf(said, count).map((answer) => ({ ...person, ...answer })));
  }
  return { labels };
};

/** A record of named columns as a row of the import schema, not yet checked. */
export const mapRecord = (record: Readonly<Record<string, unknown>>, mapping: Mapping): Mapped => {
  const get = (column: string | null | undefined): unknown => (column ? valueAt(record, column) : undefined);
  const missing = [mapping.prompt, ...mapping.responses].filter((column) => column !== null && get(column) === undefined);
  if (missing.length > 0) return { ok: false, reason: `has no column ${missing.map((column) => `“${column}”`).join(", ")}` };
  const asked = readResponses(mapping.responses.map(get), get(mapping.prompt));
  const { texts } = asked;
  const prompt = withContext(asked.prompt, get(mapping.context));
  const models = mapping.models.map((column) => get(column));
  const responses = texts.map((text, i) => ({ text, ...(isBlank(models[i]) ? {} : { model: models[i] }) }));
  const id = get(mapping.id);
  const flipped = mapping.chosenFirst && leadsWithOther(prompt, texts);
  if (flipped) responses.reverse();
  const read = readLabels(record, mapping, { models, texts, flipped });
  if ("reason" in read) return { ok: false, reason: read.reason };
  const used = new Set([
    mapping.id,
    mapping.prompt,
    mapping.context,
    mapping.choice,
    mapping.annotator,
    mapping.rationale,
    ...mapping.responses,
    ...mapping.models,
    ...mapping.raters,
    ...mapping.ratings.flatMap(({ columns }) => columns),
  ]);
  const meta = Object.fromEntries(Object.entries(record).filter(([column, value]) => !used.has(column) && !isBlank(value)));
  return { ok: true, value: { ...(isBlank(id) ? {} : { id }), prompt: prompt ?? "", responses, labels: read.labels, meta } };
};
