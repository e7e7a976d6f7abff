import { isMissing, outOfIn } from "@/lib/imports/answer-cells";
import { isBlank, isRecord, jsonCell } from "@/lib/imports/formats/cells";
import { isOfAnswers, isShared } from "@/lib/imports/formats/match-columns";
import { codesIn, countBaseOf } from "@/lib/imports/count-base";
import {
  choiceColumns,
  flatName as flat,
  guessAspects,
  guessChoice,
  guessRaters,
  guessRatings,
  innerName,
  longestShort,
  saysSide,
} from "@/lib/imports/guess-answers";
import { guessBetter } from "@/lib/imports/guess-better";
import { guessRanks, guessScoreLists } from "@/lib/imports/guess-in-order";
import { findIn, guessTexts, labelledTexts } from "@/lib/imports/guess-texts";
import type { Find, Texts } from "@/lib/imports/guess-texts";
import { guessVotes } from "@/lib/imports/guess-votes";
import { listedAnswers, loneAnswer, particulars, spreadObjects } from "@/lib/imports/listed-answers";
import type { ListedAnswers } from "@/lib/imports/listed-answers";
import { listedResponses } from "@/lib/imports/listed-responses";
import { namesModel } from "@/lib/imports/model-names";
import type { Mapping } from "@/lib/imports/mapping-schema";
import { answersAt, valueAt } from "@/lib/imports/value-at";

/** Names that columns of public preference files carry, most telling first. */
const names = {
  id: ["id", "itemid", "rowid", "questionid", "uid", "index", "hitid"],
  annotator: [
    ...["annotator", "annotatorid", "worker", "workerid", "rater", "raterid", "judge", "judgeid", "user", "userid", "labeler", "labelerid"],
    ...["coder", "coderid", "evaluator", "evaluatorid", "participant", "participantid", "reviewer", "prolificpid", "prolificid"],
    ...["judgemodel", "evaluatormodel", "labellingmodel", "labelingmodel"],
    // Who filled in a form, as Google's tables call them.
    ...["emailaddress", "username"],
  ],
  /** of a list of people whose answers stand in lists, too; a number there counts them */
  annotators: ["annotators", "annotatorids", "workers", "workerids", "raters", "raterids", "users", "userids"],
  rationale: ["origfeedback", "rationale", "reason", "comment", "explanation", "why"],
};
/** The same in other words: `annotator_index`, `labeller_name`. */
const namesAnnotator =
  /^(?:annotator|worker|rater|judge|user|labell?er|coder|evaluator|participant|reviewer|turker|crowdworker|grader|assessor|respondent)(?:id|index|idx|name|uid|uuid|hash|email|key|number|code)?$/;

const namesOne = (column: string): boolean => {
  const name = flat(innerName(column));
  return names.annotator.includes(name) || namesAnnotator.test(name);
};
/** Of several columns within a list's entries the one that is called so most usually. */
const flatInner = (column: string): string => flat(innerName(column));

/** The columns that say which response is better. */
export const answerColumns = ({ choice, raters, aspects }: Pick<Mapping, "choice" | "raters" | "aspects">): string[] => [
  ...raters,
  ...(choice ? [choice] : []),
  ...aspects.map(({ column }) => column),
];

/** Columns of sets that write 0, 1 and 2 and are known to mean a tie by 0: PandaLM's, and those of AlpacaFarm and AlpacaEval. */
const zeroTies = [["cmpkey"], ["instruction", "output1", "output2", "preference"]];

/** What the codes of a file with these columns count from. */
export const baseOf = (
  columns: readonly string[],
  codes: readonly string[],
  responses: readonly string[],
): Pick<Mapping, "choiceBase" | "zeroIsTie"> => {
  const known = zeroTies.some((names) => names.every((name) => columns.some((column) => flat(column) === name)));
  const choiceBase = countBaseOf(codes, responses, known);
  return { choiceBase, zeroIsTie: choiceBase !== 1 || known };
};

type Rows = readonly Record<string, unknown>[];
type Answers = Pick<Mapping, "choice" | "words" | "aspects" | "raters" | "ratersOutOf" | "ranks" | "votes" | "ratings"> & {
  /** a column of choices whose numbers are places on a scale, and how far they go */
  scale: { column: string; from: number; to: number } | null;
};

/** A column of numbers that count nothing: −2 to 2 and 1 to 7 say how far one side leads and not which side that is. */
const scaleIn = (column: string, cells: Rows, responses: number): Answers["scale"] => {
  const given = cells.flatMap((row) => answersAt(row, column));
  const numbers = given.map((cell) => (isMissing(cell) ? NaN : Number(String(cell).trim().replace(/^−\s*/, "-"))));
  const [from, to] = numbers.reduce(
    ([low, high], n) => (n < low || n > high ? [Math.min(low, n), Math.max(high, n)] : [low, high]),
    [Infinity, -Infinity],
  );
  return from <= -2 || to > responses + 1 ? { column, from: Math.min(from, to), to } : null;
};

/** The column under a usual name for choices; one that may as well hold a solution or a topic has to have sides in it. */
const namedChoice = (find: Find, rows: Rows, known: Pick<Mapping, "responses" | "models">): string | null => {
  const own = new Set(known.responses.map(flat));
  const found = choiceColumns.flatMap((name) => (own.has(name) ? [] : (find([name]) ?? [])));
  const told = (column: string): Rows => rows.filter((row) => !isMissing(row[column]));
  const says = (column: string): boolean =>
    told(column).some((row) => saysSide(row[column], row, known) || Number.isFinite(Number(String(row[column]).trim())));
  return found.find(says) ?? found.find((column) => told(column).length === 0 || !/^(?:orig)?(?:answer|label)$/.test(flat(column))) ?? null;
};

/** Rows as each of the people answered them whom a column lists, with their answers in step in other columns. */
const inStep = (rows: Rows, annotators: string | null): Rows =>
  rows.flatMap((row) => {
    const names = annotators === null ? null : jsonCell(row[annotators]);
    if (!Array.isArray(names)) return [row];
    const cells = Object.entries(row).map(([column, cell]) => ({ column, cell, list: jsonCell(cell) }));
    return names.map((_name: unknown, i) =>
      Object.fromEntries(
        cells.map(({ column, cell, list }) => [
          column,
          Array.isArray(list) && list.length === names.length ? (list as unknown[])[i] : cell,
        ]),
      ),
    );
  });

/** Which columns hold answers, of those that hold nothing else. */
const guessAnswers = (all: string[], rows: Rows, further: Rows, texts: Texts, find: Find, annotated: boolean): Answers => {
  const known = { responses: texts.responses, models: texts.models };
  const cells = [...rows, ...further];
  const votes = guessVotes(all, rows, known.responses);
  const columns = all.filter((column) => votes.every((vote) => vote.column !== column));
  const raters = guessRaters(columns, [...rows], known, annotated);
  const open = columns.filter((column) => !raters.includes(column));
  // What stands beside the answers of several is what somebody made of them.
  const chosen =
    known.responses.length < 2 || raters.length > 0 || votes.length > 0
      ? null
      : (namedChoice(find, rows, known) ?? guessChoice(open, rows, known));
  const scale = chosen === null ? null : scaleIn(chosen, cells, known.responses.length);
  const compared =
    raters.length > 0
      ? []
      : guessAspects(
          open.filter((column) => column !== chosen),
          rows,
          known,
        );
  const better = chosen === null && raters.length + votes.length + compared.length === 0 ? guessBetter(open, rows, known.responses) : null;
  const overall = chosen === null ? compared.find(({ name }) => flat(name) === "overall") : undefined;
  const aspects = compared.filter((aspect) => aspect !== overall);
  const choice = scale === null ? (chosen ?? overall?.column ?? better?.choice ?? null) : null;
  const left = open.filter((column) => column !== choice && compared.every((aspect) => aspect.column !== column));
  // Who chose has placed the two as well.
  const ranks =
    choice === null && scale === null && raters.length + votes.length + aspects.length === 0 ? guessRanks(left, rows, known.responses) : [];
  const rated = left.filter((column) => !ranks.includes(column));
  return {
    ...{ choice, words: better?.words ?? {}, aspects, raters, ranks, votes, scale },
    ratersOutOf: known.responses.length > 1 ? null : outOfIn(raters.flatMap((column) => rows.map((row) => row[column]))),
    ratings: [...guessRatings(rated, rows, known, annotated), ...guessScoreLists(rated, rows, known.responses)],
  };
};

/** Whom a row names. */
const peopleAt = (row: Record<string, unknown>, annotator: string): unknown[] => {
  const cell = jsonCell(valueAt(row, annotator));
  return isRecord(cell) ? Object.keys(cell) : Array.isArray(cell) ? cell : [cell];
};

/** Whose the answers are, and why they gave them. */
type Authored = Answers & Pick<Mapping, "annotator" | "rationale">;

const isAnswered = ({ choice, scale, aspects, raters, ranks, votes, ratings }: Answers): boolean =>
  choice !== null || scale !== null || aspects.length + raters.length + ranks.length + votes.length + ratings.length > 0;

/** The answers of people whom one column lists; null where it holds none. */
const answersIn = ({ column, annotator, columns, rows, answers: own }: ListedAnswers, further: Rows, texts: Texts): Authored | null => {
  if (own !== null) {
    const several = texts.responses.length > 1;
    const scale = several ? scaleIn(column, [...rows, ...further], texts.responses.length) : null;
    const values = rows.map((row) => row[column]);
    const ratings = several
      ? []
      : [
          {
            name: column.replace(/\.\*$/, "").slice(0, longestShort),
            columns: [column],
            outOf: outOfIn(values),
            approval: false,
            words: {},
          },
        ];
    const none = { words: {}, aspects: [], raters: [], ratersOutOf: null, ranks: [], votes: [], rationale: null };
    return { ...none, choice: several && scale === null ? column : null, ratings, scale, annotator };
  }
  const rationale = findIn(columns, flatInner)(names.rationale);
  const open = columns.filter((name) => name !== rationale);
  const answers = guessAnswers(open, rows, further, texts, findIn(open, flatInner), true);
  return isAnswered(answers) && answers.votes.length === 0 ? { ...answers, raters: [], annotator, rationale } : null;
};

/** The column of who answered, or the path to it. */
const personIn = (column: string, rows: Rows): string | null => {
  const cells = rows.map((row) => jsonCell(row[column])).filter((cell) => !isMissing(cell));
  if (!cells.some(isRecord)) return column;
  const keys = [...new Set(cells.flatMap((cell) => (isRecord(cell) ? Object.keys(cell) : [])))];
  const key = findIn(keys)(particulars);
  return key === null ? null : `${column}.${key}`;
};

/**
 * A mapping guessed from column names and first rows, and whether it can be used as it stands. `further`: cells below those rows of
 * the columns that say which response is better. `scale`: choices whose direction nobody told.
 */
export const guessMapping = (
  given: string[],
  looked: Record<string, unknown>[],
  further: Record<string, unknown>[] = [],
): { mapping: Mapping; complete: boolean; codes: readonly string[]; scale: Answers["scale"] } => {
  const plain = guessTexts(given, looked);
  const listed = plain.responses.length === 0 ? listedResponses(looked) : null;
  const rows = listed?.rows ?? looked;
  const columns = listed ? [...given.filter((column) => column !== listed.column), ...listed.responses] : given;
  const find = findIn(columns);
  const named: Texts = listed ? { ...plain, responses: listed.responses, models: listed.models } : plain;
  const open = (texts: Texts): string[] => {
    const held = new Set([texts.prompt, texts.system, texts.context, ...texts.responses, ...texts.models]);
    return columns.filter((column) => !held.has(column));
  };
  const annotatorOf = (texts: Texts): string | null => {
    const left = open(texts);
    const listed = left.filter((column) => rows.some((row) => Array.isArray(jsonCell(row[column]))));
    const one = findIn(left)(names.annotator) ?? left.find((column) => namesAnnotator.test(flat(column)));
    return one === undefined || one === null ? findIn(listed)(names.annotators) : personIn(one, rows);
  };
  const answersOf = (texts: Texts): Authored => {
    const annotator = annotatorOf(texts);
    const rationale = findIn(open(texts))(names.rationale);
    const taken = new Set([find(names.id), annotator, annotator?.split(".")[0], rationale]);
    const free = texts.responses.length === 0 || texts.chosenFirst ? [] : open(texts).filter((column) => !taken.has(column));
    // What stands beside the answers of several is what somebody made of them.
    const listed = annotator === null ? listedAnswers(free, rows, texts, namesOne) : null;
    const several = listed && answersIn(listed, further, texts);
    if (several) return several;
    const wide = spreadObjects(free, rows, texts);
    const answers = guessAnswers(wide.columns, inStep(wide.rows, annotator), further, texts, findIn(wide.columns), annotator !== null);
    // Beside a choice in a column of its own, an object may hold how it came about.
    const lone = annotator === null && !isAnswered(answers) ? loneAnswer(free, rows, namesOne) : null;
    return (lone && answersIn(lone, further, texts)) ?? { ...answers, annotator, rationale };
  };
  // A text that somebody labelled, and nobody asked for, is what is judged.
  const alone = named.responses.length === 0 && find(["taskhash", "inputhash", "options"]) === null ? find(labelledTexts) : null;
  const judged: Texts | null = alone === null ? null : { ...named, prompt: null, context: null, responses: [alone], models: [null] };
  const judgedAnswers = judged && answersOf(judged);
  const isJudged = judged !== null && judgedAnswers !== null && judgedAnswers.raters.length + judgedAnswers.ratings.length > 0;
  const texts = isJudged ? judged : named;
  const { scale, ...answers } = isJudged ? judgedAnswers : answersOf(named);
  const { isTalk, ...told } = texts;
  const { annotator } = answers;
  const id = find(names.id);
  // An id that rows with other texts bear is the question's, and would refuse all of them but the first.
  const content = [texts.prompt, texts.system, texts.context, ...texts.responses, ...texts.models].flatMap((column) => column ?? []);
  const cells = [...rows, ...further];
  const codes = codesIn(answerColumns(answers).flatMap((column) => cells.flatMap((row) => answersAt(row, column))));
  const judges = annotator === null ? [] : rows.flatMap((row) => peopleAt(row, annotator)).filter((value) => !isBlank(value));
  const mapping: Mapping = {
    id: id !== null && (isShared(rows, id, content) || (annotator !== null && isOfAnswers(rows, id, content, annotator))) ? null : id,
    ...told,
    responses: told.responses.length > 0 ? told.responses : columns.filter((column) => column !== told.prompt).slice(0, 2),
    ...answers,
    ...baseOf(columns, codes, told.responses),
    scale: null,
    annotatorName: "file",
    annotatorKind: judges.length > 0 && judges.every((name) => namesModel(String(name))) ? "lm" : "human",
  };
  // Preference rows may carry the prompt inside the two conversations.
  const complete = isJudged || (told.responses.length > 0 && (told.prompt !== null || isTalk || told.chosenFirst));
  return { mapping, complete, codes, scale };
};
