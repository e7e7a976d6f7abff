import type { ComponentType, ReactNode } from "react";
import type { z } from "zod";
import type { Estimate } from "@/lib/ml/estimate";
import type { Edit } from "@/lib/ml/text-diff/edits";

/**
 * What an annotation kind is. A kind is one folder that says how its question is asked, checked, compared, aggregated,
 * trained on and exported; nothing outside may ask which kind it deals with. Pure: no I/O, safe in server, worker and tests.
 */

export type ChatMessage = { role: string; content: string };
export type Prompt = string | ChatMessage[];

/** A text and the tag that is put around it where a model reads it; `attributes` as they stand in the opening one. */
export type TaggedText = { tag: string; attributes?: string; text: string };
export type JudgeQuestion = { instructions: string; responses: TaggedText[] };

/** The item as a kind sees it. Candidates stand in the order of the file; a `response ordinal` is their 0-based index. */
export type KindItem = { prompt: Prompt; candidates: { text: string; model: string | null }[] };

/**
 * A question of a campaign. Kinds with aspects have several; exactly one at most is overall. `choiceOf` names the choice of several
 * labels of which this question, answered yes or no, is one.
 */
export type KindQuestion = { name: string; title: string; overall: boolean; choiceOf?: string };

/**
 * The three normal forms every answer reduces to; one answer may give several. `part` names what of the unit a form is about
 * where one answer judges several things at once (say the ratings of each response of an item); "" is the unit as a whole.
 */
export type Vote = {
  form: "vote";
  question: string;
  part: string;
  label: string;
  /** place on the question's scale, null where it has none */
  value: number | null;
};
export type Comparison = {
  form: "comparison";
  question: string;
  part: string;
  /** response ordinals; `first` is the smaller */
  first: number;
  second: number;
  outcome: "first" | "second" | "tie" | "both-bad" | "cannot-compare";
  /** −1 … 1, positive where the second is better; null where only the direction was asked */
  strength: number | null;
};
export type Rating = { form: "rating"; question: string; part: string; response: number; value: number };
export type NormalForm = Vote | Comparison | Rating;

export type MeasurementLevel = "nominal" | "ordinal" | "interval" | "ratio";

/**
 * What a task's answers come to. For questions with classes, `choice` is the likeliest class and `posterior` runs over all of
 * them; for others `choice` is the answer in short, and the posterior is what the kind can say of it (say P(best) of each
 * ranked response), or empty. `strength` as in Comparison, averaged over the votes that gave one. `detail` is the kind's own.
 */
export type ConsensusValue = {
  choice: string;
  posterior: Record<string, number>;
  /** probability of `choice`; null where that means nothing, as for a mean */
  pChoice: number | null;
  labels: number;
  strength: number | null;
  detail: unknown;
};

/** What the figure beside a consensus is: its name in the head of a column, and what it says. */
export type ConsensusFigure = {
  name: string;
  about: string;
  /** the classes of the posterior are the responses of the unit: of two, it lies between them */
  ofResponses: boolean;
};

/** All answers to one question on one task (and part), as a kind's own aggregation takes them. */
export type TaskAnswers<Response> = {
  unitKey: string;
  part: string;
  /** `annotator` is an index; the latest answer of each */
  answers: { annotator: number; response: Response }[];
};
export type KindFit = {
  /** one a task, in their order */
  consensus: ConsensusValue[];
  /** one an annotator: how far their answers follow the consensus, 0 … 1, by the measure that the kind documents */
  reliability: Estimate[];
  converged: boolean;
  iterations: number;
};
export type KindAggregator<Response> = (input: { tasks: TaskAnswers<Response>[]; annotators: number; seed: number }) => KindFit;

/**
 * Distance of two answers on the same unit, both 0 … 1: as given, and as expected had the two nothing to do with each other
 * (say two rankings of the same length in random order). Agreement is 1 − mean(between) / mean(chance) over pairs of answers.
 * `name` says what an answer comes to, the same for two that say the same, whatever stands beside it (flags, a score).
 */
export type AnswerDistance<Response> = {
  between: (a: Response, b: Response) => number;
  chance: (a: Response, b: Response) => number;
  name: (answer: Response) => string;
};

/**
 * One side of a preference: a response of the item by its ordinal, a text that an annotator wrote, or what corrections make of a
 * response: one that is too long to be written out with every answer.
 */
export type ExampleSide = { ordinal: number } | { text: string } | { editsOf: number; edits: Edit[] };

/** A preference as trainers want it; `margin` is the strength in 0 … 1, null where unknown; `pChosen` the posterior of the choice. */
export type PreferenceExample = {
  chosen: ExampleSide;
  rejected: ExampleSide;
  margin: number | null;
  weight: number;
  pChosen: number;
};

/** Which of two responses is safer, and how unsafe each is by itself. */
export type KindSafety = {
  /** the question that compares two responses in safety */
  compared: string;
  /** the question that is answered for each response */
  rated: string;
  /** how unsafe a number of it calls the response: 0 is safe */
  harm: (value: number) => number;
};

/** What a unit's consensus is handed on as, to find the preferences of an item. */
export type UnitConsensus = { unitKey: string; part: string; consensus: ConsensusValue };

/**
 * A preference that an item's consensus supports, or why a unit (or a pair of its responses) supports none: exports count the reasons.
 * `between` names the two responses where the unit does not: those of a pair are its own.
 */
export type PreferenceOutcome = { unitKey: string; part: string } & (
  | { example: PreferenceExample }
  | { none: string; between?: [number, number] }
);

/** A label of an import row, before it is known to fit. */
export type ImportedLabel = Record<string, unknown>;
export type ImportedAnswer<Response> =
  | { fits: true; unitKey: string; response: Response }
  /** not an answer of this kind at all (say a rating in a pairwise campaign), or one that was left empty: counted, no error */
  | { fits: false; refused: false; reason: string }
  | { fits: false; refused: true; reason: string };

export type JudgeVerdict<Response> = { ok: true; response: Response } | { ok: false; reason: string };

/** A further table that exports of this kind carry, one or more rows a live answer. Values are text, number, boolean or null. */
export type AnswerTable<Config, Response> = {
  name: string;
  columns: { name: string; kind: "text" | "integer" | "number" | "flag" }[];
  rows: (input: {
    config: Config;
    item: KindItem;
    unitKey: string;
    response: Response;
  }) => Record<string, string | number | boolean | null>[];
};

export type KindDefinition<Config, Response> = {
  id: string;
  title: string;
  /** one sentence for whoever chooses a kind */
  summary: string;
  /** default text of a new campaign's guide, markdown */
  guide: string;
  configSchema: z.ZodType<Config>;
  defaultConfig: Config;
  /** Why an item cannot be asked about, in words; null where it can. */
  checkItem: (config: Config, item: KindItem) => string | null;
  responseSchema: z.ZodType<Response>;
  questions: (config: Config) => KindQuestion[];
  /** What of an item is judged one at a time: "0-1" for a pair, "2" for a response, "all" for the item. */
  units: (config: Config, candidateCount: number) => string[];
  /** Response ordinals of a unit, ascending; they are shuffled to give the shown order. */
  unitOrdinals: (unitKey: string, candidateCount: number) => number[];
  /** Rules across fields: reasons in the annotator's words, empty where the answer is complete. */
  check: (config: Config, unitKey: string, response: Response) => string[];
  /**
   * Rules that need the item, such as offsets into its text. Asked at submit and import. Null where a kind has none: an answer
   * is then stored without its item being read.
   */
  checkAgainst: ((config: Config, unitKey: string, response: Response, item: KindItem) => string[]) | null;
  normalise: (config: Config, unitKey: string, response: Response) => NormalForm[];
  /** Class label of a normal form for agreement and aggregation, e.g. "0", "1", "tie", "both-bad". */
  label: (form: NormalForm) => string;
  /**
   * All classes of a question in a unit, in a fixed order: the columns of posteriors and confusion matrices, aligned over
   * units. Null where the question has no classes: then `aggregator` gives its consensus.
   */
  classes: (config: Config, unitKey: string, question: string) => string[] | null;
  /** Number on the question's scale for ordinal, interval and ratio agreement; null where the form has no place on it. */
  value: (form: NormalForm) => number | null;
  level: (config: Config, question: string) => MeasurementLevel;
  /** Ends of a question's numbers; null where it has none. */
  range: (config: Config, question: string) => { least: number; most: number } | null;
  /** Which of a question's numbers are the better ones: what is learned from numbers must know which way is up. */
  betterEnd: (config: Config, question: string) => "higher" | "lower" | "neither";
  /** What a question tells of how safe responses are, for a cost; null where nothing does. */
  safety: (config: Config, question: string) => KindSafety | null;
  /** How far two answers to a question are apart where neither class nor number says it (rankings, spans); null elsewhere. */
  distance: (config: Config, question: string) => AnswerDistance<Response> | null;
  /** The kind's own aggregation of a question without classes, with the name of its model; null where label models over the classes do it. */
  aggregator: (config: Config, question: string) => { model: string; fit: KindAggregator<Response> } | null;
  /** What stands beside the consensus on a question; questions differ in it, for a mean has no probability. */
  figure: (config: Config, question: string) => ConsensusFigure;
  /** The answer in a few words, for lists and histories. */
  describe: (config: Config, unitKey: string, response: Response) => string;
  /** What an answer says beside its labels, a line each: reasons, how sure one is, notes in words of one's own. Responses go by their letters. */
  remarks: (config: Config, response: Response) => string[];
  /** Whether the same judge, shown the responses in the other order, answered otherwise; null where that was not asked. */
  orderFlip: (response: Response) => boolean | null;
  fromImport: (label: ImportedLabel, item: KindItem, config: Config) => ImportedAnswer<Response>;
  /**
   * The configuration with what a file's label asks and it does not know yet (an aspect, a scale); the same object where there
   * is nothing new. Null: nothing was learned so far, the campaign is new and asks only what its file answers. Called by
   * imports, for each label before it is read, while nobody works in the campaign.
   */
  learnConfig: (config: Config | null, label: ImportedLabel, item: KindItem) => Config | null;
  /** The same answer as the import schema's label fields, so that export → import is the identity. */
  toImport: (unitKey: string, response: Response) => ImportedLabel;
  /** Preferences that an item's consensus on one question supports, from the consensus of all its units (and parts). */
  preferences: (config: Config, question: string, units: UnitConsensus[]) => PreferenceOutcome[];
  answerTables: AnswerTable<Config, Response>[];
  judge: {
    /** What a model is told to do, and the responses that it is shown beside the item's prompt, in the order given. */
    prompt: (input: { guide: string; config: Config; item: KindItem; unitKey: string; shownOrder: number[] }) => JudgeQuestion;
    /** `item` is for kinds whose answers lie in its text; the others do without. */
    parse: (config: Config, reply: string, unitKey: string, shownOrder: number[], item: KindItem) => JudgeVerdict<Response>;
    /**
     * Where in a reply one character decides, and which characters could stand there instead: log-probabilities of that
     * place are probabilities of answers. Left out where no single character decides; null where this reply has none.
     */
    decidingMark?: (config: Config, reply: string) => { at: number; options: string[] } | null;
    /** The answer with what the same judge said when the order was swapped; kinds that keep no such thing leave it out. */
    withSwapped?: (response: Response, swapped: Response) => Response;
    /** The answer that scores of the responses come to, in the order shown; kinds that no score answers leave it out. */
    fromScores?: (config: Config, unitKey: string, shownOrder: number[], scores: number[]) => Response;
  };
  /** Expected active seconds of a practised annotator on one unit, for budgets and routing. */
  expectedSeconds: (config: Config, item: KindItem, unitKey: string) => number;
  fixtures: {
    items: KindItem[];
    /** the configuration that the answers below belong to */
    config: Config;
    /** `item` is the index of the item that an answer is about, 0 where it does not say */
    good: { unitKey: string; response: Response; item?: number }[];
    /** each must be refused by responseSchema, check or checkAgainst */
    bad: { unitKey: string; response: unknown; why: string; item?: number }[];
    /** `labels` are those of the normal forms, in their order */
    judgeReplies: { reply: string; unitKey: string; shownOrder: number[]; labels: string[]; item?: number }[];
  };
};

/** An answer in the making, as the desk hands it to a kind's form. `response` is null until something is answered. */
export type KindFormInput = {
  config: unknown;
  unitKey: string;
  /** candidate ordinals as shown, left to right */
  shownOrder: number[];
  /** the texts, in the order shown */
  candidates: { ordinal: number; text: string }[];
  response: unknown;
};
export type KindFormProps = KindFormInput & { onChange: (response: unknown) => void };

/** The languages of the desk. */
export type FormLocale = "en" | "de";

/**
 * What a kind shows at the desk. The desk keeps the texts, the draft and the sending; the kind keeps the question. Configs,
 * drafts and answers come in as unknown and are parsed by the kind.
 */
export type KindForm = {
  /** why the answer cannot be sent yet, in the annotator's words; empty where it can */
  missing: (input: KindFormInput) => string[];
  /**
   * Whether all that can be asked is answered, and nothing could be added: such an answer may go out by itself. Kinds whose
   * answers can always be added to (an order that is moved, marks in a text) leave it out.
   */
  full?: (input: KindFormInput) => boolean;
  /** the answer after a key, undefined where the key means nothing to this kind */
  press: (input: KindFormInput, key: string) => unknown;
  /** for the sheet of keys, in the reader's language */
  keys: (config: unknown, locale: FormLocale) => { key: string; does: string }[];
  /** what each question means, in the campaign's words, for whoever asks; kinds whose questions have no help leave it out */
  help?: (config: unknown) => { name: string; title: string; help: string }[];
  /**
   * An answer that was given, in a few words, with the sides and letters that its annotator saw and in the reader's language;
   * the definition's `describe` names responses as the file does.
   */
  answered: (given: Omit<KindFormInput, "candidates">, locale: FormLocale) => string;
  /** the questions, in the bar below the responses */
  Answers: ComponentType<KindFormProps>;
  /**
   * Takes the place of the desk's panes where the answer is given on the responses themselves (cards in an order, marks in a
   * text). `renderText` draws a response as the desk would, by its ordinal. Null: the desk shows the responses.
   */
  Responses: ComponentType<KindFormProps & { renderText: (ordinal: number) => ReactNode }> | null;
};
