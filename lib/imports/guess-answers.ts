import { approvalOf, flagsOf, isMissing, outOfIn, ratingOf } from "@/lib/imports/answer-cells";
import { gradedSide } from "@/lib/imports/formats/read-words";
import { mostAspects } from "@/lib/imports/mapping-schema";
import type { Mapping } from "@/lib/imports/mapping-schema";

type Rows = readonly Record<string, unknown>[];
export type Known = Pick<Mapping, "responses" | "models">;

/** A column's name without what Mechanical Turk and Toloka set before it to tell what was shown from what was answered, and by whom. */
export const bareName = (column: string): string => column.replace(/^(?:(?:Input|Answer)\.|(?:INPUT|OUTPUT|ASSIGNMENT):)(?=.)/, "");
/** The same in small letters and digits alone. */
export const flatName = (column: string): string =>
  bareName(column)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
/** A column's name without the list or the object that it stands in: `annotations.*.label`, `ratings.helpful`. */
export const innerName = (column: string): string =>
  bareName(column)
    .replace(/^.*\.\*\.(?=.)/, "")
    .replace(
      /^[a-z_ ]*(?:ratings?|scores?|labels?|preferences?|votes?|annotations?|evaluations?|evals?|reviews?|feedbacks?|assessments?|verdicts?|judge?ments?)\.(?=.)/i,
      "",
    );
const flat = (column: string): string => flatName(innerName(column));
const told = (rows: Rows, column: string): unknown[] => rows.map((row) => row[column]).filter((value) => !isMissing(value));

const people = "annotator|rater|worker|coder|judge|labell?er|evaluator|reviewer|expert|human|participant|turker|crowd|person|user";
const answers = "label|vote|choice|preference|pref|winner|verdict|answer|judge?ment|rating|score|annotation";
const byPerson = new RegExp(`^(?:.*[^a-z])?(?:${people})[ _.-]?(?:\\d+|[a-z])(?:[ _.-]?(?:${answers}))?$`, "i");
/** Whether somebody's answers stand under this name by which no person is called: `annotator_1`. */
export const byPersonName = (name: string): boolean => byPerson.test(name);
const byAnswer = new RegExp(`^(?:.*[^a-z])?(?:${answers})s?[ _.-]?(\\d+|[a-z])$`, "i");

/** Names under which one column holds the row's choice, the most telling first. */
export const choiceColumns = [
  ...["winner", "choice", "label", "preference", "preferred", "vote", "answer", "origpreference"],
  // Of several people, in lists.
  ...["choices", "votes", "preferences", "labels"],
];
const choiceNames = new Set(choiceColumns);

/** What counts or sums up others' answers is nobody's own. */
const summary =
  /gold|major|consensus|final|aggregate|truth|correct|true|swap|agree|count|num|same|flip|split|order|position|side|shown|first/i;

/** A column's ending by which columns of one sort are told apart: "2" of `rating_2`, "b" of `score b`. */
export const endingOf = (column: string): string => (/(\d+|[a-z])$/i.exec(column)?.[1] ?? "").toLowerCase();

const sameEndings = (columns: string[], responses: string[]): boolean =>
  columns.length === responses.length && columns.every((column, i) => endingOf(column) === endingOf(responses[i] ?? ""));

/** The response whose column is called as a cell says: `response_b`, “Option B”, or by its ending alone, “k” for `response_k`; -1 for none. */
export const responseCalled = (text: string, responses: readonly string[]): number => {
  const whole = responses.findIndex((column) => column === text || (flatName(text) !== "" && flatName(column) === flatName(text)));
  if (whole >= 0) return whole;
  const stems = new Set(responses.map((column) => flatName(column).slice(0, -endingOf(column).length || undefined)));
  return stems.size === 1 && /^(?:\d+|[a-z])$/i.test(text) ? responses.findIndex((column) => endingOf(column) === text.toLowerCase()) : -1;
};

/** Whether a cell says which of two responses is better. */
export const saysSide = (value: unknown, row: Record<string, unknown>, { responses, models }: Known): boolean => {
  const text = String(value).trim();
  if (gradedSide(text) !== undefined || (!/^\d+$/.test(text) && responseCalled(text, responses) >= 0)) return true;
  return [...models, ...responses].some((column) => column !== null && row[column] === value);
};

export const isSmallNumber = (value: unknown, most: number): boolean => /^\d+(?:\.0)?$/.test(String(value).trim()) && Number(value) <= most;

/**
 * Columns that each hold what one annotator answered (`annotator1`, `rater_b`, or people's names above A, B and tie). Those named
 * for an answer (`label_a`) are a response's own where their endings are the responses'. `annotated`: rows name their annotators, and
 * then other columns with sides in them are what one person says of several aspects.
 */
export const guessRaters = (columns: string[], rows: Rows, known: Known, annotated: boolean): string[] => {
  const { responses } = known;
  if (responses.length > 2) return [];
  const lone = responses.length === 1;
  const fits = (column: string, numbers: boolean): boolean => {
    const given = rows.filter((row) => !isMissing(row[column]));
    return (
      given.length > 0 &&
      given.every((row) =>
        lone
          ? ratingOf(row[column]) !== null && String(row[column]).length <= 60
          : saysSide(row[column], row, known) || (numbers && isSmallNumber(row[column], responses.length)),
      )
    );
  };
  const empty = (column: string): boolean => told(rows, column).length === 0;
  const named = columns.filter((column) => byPerson.test(column) && !summary.test(column) && (empty(column) || fits(column, true)));
  if (named.length > 1 && named.some((column) => !empty(column))) return named;
  const byLabel = columns.filter((column) => byAnswer.test(column) && !summary.test(column) && (empty(column) || fits(column, true)));
  const answered = byLabel.filter((column) => !empty(column));
  if (answered.length > 1 && (!sameEndings(byLabel, responses) || answered.every((column) => !lone && fits(column, false)))) return byLabel;
  // Beside a choice under a usual name, other cells with sides in them (which stood left, say) are no people's.
  if (lone || annotated || columns.some((column) => choiceNames.has(flat(column)))) return [];
  // One of a preferred and another response says what the other says, the other way round.
  const sorted = columns.some((column) => lesser.test(flat(column)));
  const isPerson = (column: string): boolean =>
    !lesser.test(flat(column)) && !comparative.test(flat(column)) && !(sorted && likelyChoice.test(flat(column)));
  const others = columns.filter(
    (column) => !summary.test(column) && !aspectNames.has(flat(column)) && isPerson(column) && fits(column, false),
  );
  return others.length > 1 ? others : [];
};

const likelyChoice =
  /^(?:verdict|judge?ment|(?:better|best|preferred|human|overall|final|selected|chosen)(?:response|answer|completion|output|option|reply|candidate|generation|summary|system|model|side|preference|choice|label|vote|verdict)?)$/;
/** Names for the response that was not chosen: its side is nobody's choice. */
const lesser =
  /(?:least|worst|worse|loser|losing|rejected|dis(?:preferred|liked)|(?:un|not|non)(?:preferred|chosen|selected)|(?:not|non)(?:better|best))/;
/** `more_helpful`, `safer`: compared by an aspect. */
const comparative = /^(?:more|less|safer$)/;
/** Such names under which a number is that of a response, and no rating or result. */
const numberedChoice =
  /^(?:(?:better|best|preferred|chosen)(?:response|answer|completion|output|option|reply|candidate|generation|summary|system|model)?|(?:human|overall)(?:response|completion|output|preference|choice|vote))$/;
/** Names under which numbers may be places on a scale besides: the file is asked which side is which. */
const placedChoice = /^(?:human|overall)preference$/;
const isPlaceOfSide = (value: unknown): boolean => /^[-−+]?(?:\d|10)(?:\.0)?$/.test(String(value).trim());
const namesResponse = /response|answer|assistant|model|output|completion|better|[<>]/i;

/**
 * The column that says which response is better where none has a usual name for it: one that is named nearly so, or the only one
 * whose cells name responses in words. Bare letters under a name that says nothing may be arms of an experiment.
 */
export const guessChoice = (columns: string[], rows: Rows, known: Known): string | null => {
  const says = (column: string, cell: (text: string) => boolean): boolean => {
    const given = rows.filter((row) => !isMissing(row[column]));
    const texts = given.map((row) => String(row[column]).trim());
    return given.length > 0 && given.every((row) => saysSide(row[column], row, known)) && texts.some(cell);
  };
  const open = columns.filter((column) => !summary.test(column) && !aspectNames.has(flat(column)) && !lesser.test(flat(column)));
  const isNumbered = (column: string): boolean => {
    const given = rows.filter((row) => !isMissing(row[column]));
    return (
      given.length > 0 &&
      numberedChoice.test(flat(column)) &&
      (given.every((row) => isSmallNumber(row[column], known.responses.length)) ||
        (placedChoice.test(flat(column)) && given.every((row) => isPlaceOfSide(row[column]))))
    );
  };
  const isLikely = (name: string): boolean => likelyChoice.test(name) || name === "result" || name === "outcome";
  const likely = open.find((column) => isLikely(flat(column)) && (says(column, () => true) || isNumbered(column)));
  if (likely !== undefined) return likely;
  const told = open.filter((column) =>
    says(column, (text) => known.responses.includes(text) || (text.length > 3 && namesResponse.test(text))),
  );
  return told.length === 1 ? (told[0] ?? null) : null;
};

/** Whether some column beside two responses says which is better: by its cells, or by its usual name above anything at all. */
export const saysWhich = (columns: readonly string[], rows: Rows, responses: string[]): boolean =>
  columns.some((column) => {
    const given = rows.filter((row) => !isMissing(row[column]));
    if (responses.includes(column) || given.length === 0) return false;
    return (
      choiceNames.has(flat(column)) ||
      likelyChoice.test(flat(column)) ||
      given.every((row) => saysSide(row[column], row, { responses, models: [] }))
    );
  });

const namedForChoice = "prefer|pref|preference|preferred|choice|winner|better|verdict|vote|label|comparison";
const choiceBehind = new RegExp(`[ _.-](?:${namedForChoice})$`, "i");
const choiceBefore = new RegExp(`^(?:more|${namedForChoice})[ _.-]`, "i");

/**
 * Columns that each say which response is better by one aspect: named for it (`helpfulness`, `helpful_pref`), with sides in them, or
 * numbers where the name says that it is a choice.
 */
export const guessAspects = (columns: string[], rows: Rows, known: Known): Mapping["aspects"] => {
  if (known.responses.length < 2) return [];
  const found = columns.flatMap((column) => {
    const bare = innerName(column);
    const name = bare.replace(choiceBehind, "").replace(choiceBefore, "");
    const given = rows.filter((row) => !isMissing(row[column]));
    const numbers = name !== bare;
    const says = given.every((row) => saysSide(row[column], row, known) || (numbers && isSmallNumber(row[column], known.responses.length)));
    return aspectNames.has(flat(name)) && given.length > 0 && says ? [{ name: name.slice(0, longestShort), column }] : [];
  });
  const distinct = new Set(found.map(({ name }) => name)).size === found.length;
  return distinct
    ? found.slice(0, mostAspects)
    : found.map(({ column }) => ({ name: column.slice(0, longestShort), column })).slice(0, mostAspects);
};

const aspects = [
  "rating",
  "score",
  "stars",
  "grade",
  "quality",
  "overall",
  "likert",
  "label",
  "vote",
  "desirable",
  ...["helpful", "helpfulness", "harmless", "harmlessness", "harmful", "harmfulness", "honest", "honesty", "truthful", "truthfulness"],
  ...["correct", "correctness", "coherence", "complexity", "verbosity", "fluency", "relevance", "accuracy", "adequacy", "consistency"],
  ...["factuality", "faithfulness", "groundedness", "clarity", "conciseness", "engagement", "usefulness", "informativeness"],
  ...[
    "naturalness",
    "creativity",
    "instructionfollowing",
    "safe",
    "safer",
    "safety",
    "toxic",
    "toxicity",
    "offensive",
    "offensiveness",
    "hate",
    "humor",
    "sentiment",
  ],
  ...["severity", "acceptability", "satisfaction", "empathy", "politeness", "bias", "understandability", "readability", "grammar"],
];
const aspectNames = new Set(
  aspects.flatMap((name) => [name, `is${name}`, `${name}rating`, `${name}score`, `overall${name}`, `human${name}`, `orig${name}`]),
);
export const isAspect = (name: string): boolean => aspectNames.has(flatName(name));
/** What several people said of one response, in lists. */
const listed = new Set(["ratings", "scores", "labels", "annotations", ...aspects.map((name) => `${name}ratings`)]);
/** Classes of which several may hold, as an object with a flag for each. */
const classes = /^(?:harm)?(?:category|categories|labels?)$/;
/** Questions by number, as surveys name them: `Q_overall`, `Q2_harmful_content`. */
const question = /^q\d*_./i;

export const longestShort = 60;

/** Ratings that are what they say. */
export const plainly = (name: string, columns: string[], outOf: number | null = null): Mapping["ratings"][number] => ({
  name: innerName(name).slice(0, longestShort),
  columns,
  outOf,
  approval: false,
  words: {},
});

/** Columns that say of a response whether somebody liked it. */
const approvals =
  /^(?:user|human)?(?:thumbs?(?:up|down|updown)?|feedback|likes?|liked|reaction|approval|approved)(?:value|type|score|rating)?$/;

/** Columns that rate a lone response, or one a response where their endings are the responses'. `surveyed`: rows name their annotators. */
export const guessRatings = (columns: string[], rows: Rows, { responses }: Known, surveyed: boolean): Mapping["ratings"] => {
  if (responses.length === 1) {
    return columns.flatMap((column) => {
      const values = told(rows, column);
      const named = aspectNames.has(flat(column)) || listed.has(flat(column)) || (surveyed && question.test(column));
      const short = values.every((value) => ratingOf(value) !== null && String(value).length <= longestShort);
      if (classes.test(flat(column)) && values.length > 0 && values.every((value) => flagsOf(value) !== null))
        return [plainly(column, [column])];
      if (approvals.test(flat(column)) && values.length > 0) {
        if (values.every((value) => approvalOf(value) !== null)) return [{ ...plainly(column, [column]), approval: true }];
        return values.every((value) => /^[+-]?[01](?:\.0)?$/.test(String(value).trim())) ? [plainly(column, [column])] : [];
      }
      return named && short && values.length > 0 ? [plainly(column, [column], outOfIn(values))] : [];
    });
  }
  const stems = new Map<string, string[]>();
  for (const column of columns) {
    const stem = /^(.*?)[ _.-]?(?:\d+|[a-z])$/i.exec(column)?.[1] ?? "";
    if (aspectNames.has(flat(stem)) || /^(?:ratings|scores)$/.test(flat(stem))) stems.set(stem, [...(stems.get(stem) ?? []), column]);
  }
  return [...stems].flatMap(([name, own]) => {
    const values = own.flatMap((column) => told(rows, column));
    const outOf = outOfIn(values);
    const areNumbers = outOf !== null || (values.length > 0 && values.every((value) => typeof ratingOf(value) === "number"));
    return sameEndings(own, responses) && areNumbers ? [plainly(name, own, outOf)] : [];
  });
};
