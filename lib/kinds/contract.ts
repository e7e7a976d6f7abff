import type { ComponentType } from "react";
import type { z } from "zod";

/**
 * What an annotation kind is. A kind is one folder that says how its question is asked, checked, compared, aggregated,
 * trained on and exported; nothing outside may ask which kind it deals with. Pure: no I/O, safe in server, worker and tests.
 */

export type ChatMessage = { role: string; content: string };
export type Prompt = string | ChatMessage[];

/** The item as a kind sees it. Candidates stand in the order of the file; a `response ordinal` is their 0-based index. */
export type KindItem = { prompt: Prompt; candidates: { text: string; model: string | null }[] };

/** A question of a campaign. Kinds with aspects have several; exactly one at most is overall. */
export type KindQuestion = { name: string; title: string; overall: boolean };

/** The three normal forms every answer reduces to; one answer may give several (one a question). */
export type Vote = { form: "vote"; question: string; label: string };
export type Comparison = {
  form: "comparison";
  question: string;
  /** response ordinals; `first` is the smaller */
  first: number;
  second: number;
  outcome: "first" | "second" | "tie" | "both-bad";
  /** −1 … 1, positive where the second is better; null where only the direction was asked */
  strength: number | null;
};
export type Rating = { form: "rating"; question: string; response: number; value: number };
export type NormalForm = Vote | Comparison | Rating;

export type MeasurementLevel = "nominal" | "ordinal" | "interval" | "ratio";

/** Posterior over a task's answer, by class name. `strength` as in Comparison, averaged over the votes that gave one. */
export type ConsensusValue = { choice: string; posterior: Record<string, number>; labels: number; strength: number | null };

/** A preference as trainers want it; `margin` is the strength in 0 … 1, null where unknown; `pChosen` the posterior of the choice. */
export type PreferenceExample = { chosen: number; rejected: number; margin: number | null; weight: number; pChosen: number };

/** A label of an import row, before it is known to fit. */
export type ImportedLabel = Record<string, unknown>;
export type ImportedAnswer<Response> =
  | { fits: true; unitKey: string; response: Response }
  /** not an answer of this kind at all (say a rating in a pairwise campaign), or one that was left empty: counted, no error */
  | { fits: false; refused: false; reason: string }
  | { fits: false; refused: true; reason: string };

export type JudgeVerdict<Response> = { ok: true; response: Response } | { ok: false; reason: string };

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
  checkItem: (item: KindItem) => string | null;
  responseSchema: z.ZodType<Response>;
  questions: (config: Config) => KindQuestion[];
  /** What of an item is judged one at a time: "0-1" for a pair, "2" for a response, "all" for the item. */
  units: (candidateCount: number) => string[];
  /** Response ordinals of a unit, ascending; they are shuffled to give the shown order. */
  unitOrdinals: (unitKey: string, candidateCount: number) => number[];
  /** Rules across fields: reasons in the annotator's words, empty where the answer is complete. */
  check: (config: Config, unitKey: string, response: Response) => string[];
  normalise: (unitKey: string, response: Response) => NormalForm[];
  /** Class label of a normal form for agreement and aggregation, e.g. "0", "1", "tie", "both-bad". */
  label: (form: NormalForm) => string;
  /** All classes of a unit, in a fixed order: the columns of posteriors and confusion matrices, aligned over units. */
  classes: (config: Config, unitKey: string) => string[];
  /** Number on the kind's scale for ordinal, interval and ratio agreement; null where the form has no place on it. */
  value: (form: NormalForm) => number | null;
  level: MeasurementLevel;
  fromImport: (label: ImportedLabel, candidateCount: number) => ImportedAnswer<Response>;
  /** The same answer as the import schema's label fields, so that export → import is the identity. */
  toImport: (unitKey: string, response: Response) => ImportedLabel;
  /** One preference a consensus supports, or why it supports none (tie, both-bad …): exports count the reasons. */
  preference: (unitKey: string, consensus: ConsensusValue) => { example: PreferenceExample } | { none: string };
  judge: {
    prompt: (input: { guide: string; config: Config; item: KindItem; unitKey: string; shownOrder: number[] }) => ChatMessage[];
    parse: (reply: string, unitKey: string, shownOrder: number[]) => JudgeVerdict<Response>;
  };
  /** Expected active seconds of a practised annotator, for budgets and routing. */
  expectedSeconds: (item: KindItem) => number;
  fixtures: {
    items: KindItem[];
    good: { unitKey: string; response: Response }[];
    /** each must be refused by responseSchema or by check */
    bad: { unitKey: string; response: unknown; why: string }[];
    judgeReplies: { reply: string; unitKey: string; shownOrder: number[]; label: string }[];
  };
};

/** An answer in the making, as the desk hands it to a kind's form. `response` is null until something is answered. */
export type KindFormInput = {
  config: unknown;
  unitKey: string;
  /** candidate ordinals as shown, left to right */
  shownOrder: number[];
  response: unknown;
};

/**
 * What a kind shows at the desk. The desk keeps the texts, the draft and the sending; the kind keeps the question. Configs,
 * drafts and answers come in as unknown and are parsed by the kind.
 */
export type KindForm = {
  /** why the answer cannot be sent yet, in the annotator's words; empty where it can */
  missing: (input: KindFormInput) => string[];
  /** the answer after a key, undefined where the key means nothing to this kind */
  press: (input: KindFormInput, key: string) => unknown;
  /** for the sheet of keys */
  keys: (config: unknown) => { key: string; does: string }[];
  Answers: ComponentType<KindFormInput & { onChange: (response: unknown) => void }>;
};
