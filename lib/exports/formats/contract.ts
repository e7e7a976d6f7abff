import type { Column } from "@/lib/exports/columns";
import type { JsonValue, Row, RowShape } from "@/lib/exports/formats/text";
import type { SplitName, StoredRecipe } from "@/lib/exports/schema";
import type { ExtraAnswer, Extras } from "@/lib/extras/schema";
import type { ConsensusValue, NormalForm, Prompt } from "@/lib/kinds/contract";
import type { AnyKind } from "@/lib/kinds/registry";

/**
 * What a format is: a file that says which columns its rows have, and how an item with its answers becomes rows. Pure; nothing
 * here may ask which kind of campaign it deals with, only what the kind offers.
 */

/** The question that is exported. */
export type Asked = { kind: AnyKind; config: unknown; question: string; campaign: string; extras: Extras };

export type EntryCandidate = { text: string; model: string | null; id: string | null; media: JsonValue };

export type EntryTask = { unitKey: string; part: string; isGold: boolean; consensus: ConsensusValue | null };

/** A live answer, under the name that the data set gives its annotator. */
export type EntryAnswer = {
  /** the campaign that it answers: an item's answers may be those of several */
  asked: Asked;
  unitKey: string;
  annotator: string;
  source: "human" | "lm" | "gold" | "adjudicator";
  response: unknown;
  /** what it reduces to, for all questions */
  forms: NormalForm[];
  /** it is among those that the consensus counts: no second answer, of nobody left out, under the question as it stands */
  counted: boolean;
  /** the person's second answer to the same task: it is compared with the first, and stands for nothing else */
  repeat: boolean;
  /** whoever gave it was left out of what is counted */
  leftOut: boolean;
  /** it answers the question as it was before, and is kept */
  earlierQuestion: boolean;
  comment: string | null;
  activeSeconds: number | null;
  extras: ExtraAnswer[];
  /** null for answers of a file */
  createdAt: string | null;
};

export type Side = { text: string; model: string | null; ordinal: number | null };

/** A preference that the consensus supports under the recipe's rules, or why there is none. */
export type EntryOutcome = { unitKey: string; part: string } & (
  | { reason: null; chosen: Side; rejected: Side; margin: number | null; weight: number; pChosen: number }
  | { reason: string; between?: [number, number] | undefined }
);

/** An item of a campaign as writers see it. */
export type Entry = {
  item: string;
  prompt: Prompt;
  media: JsonValue;
  candidates: EntryCandidate[];
  source: string | null;
  license: string | null;
  meta: Record<string, JsonValue>;
  promptHash: string;
  split: SplitName;
  tasks: EntryTask[];
  answers: EntryAnswer[];
  outcomes: EntryOutcome[];
};

export type FormatContext = {
  asked: Asked;
  shape: RowShape;
  recipe: StoredRecipe;
  /** the most responses of an item that is asked about; known to wide formats alone */
  mostResponses: number;
  /** where a row of the main part will stand: rows written so far, over all splits */
  written: () => number;
};

/** What became of one thing that the format considers: rows of the main part, or the reason why there are none. */
export type Written = {
  unitKey: string;
  part: string;
  /** which models wrote the two sides of a preference: told in the consensus part, not in the rows */
  models?: { chosen: string | null; rejected: string | null };
} & ({ rows: Row[] } | { none: string });

export type Format = {
  /**
   * consensus: what the answers came to. answers: the answers themselves. items: the items alone. Decides what must be read,
   * and that formats made from the consensus count the items that nobody was asked about.
   */
  reads: "consensus" | "answers" | "items";
  /** Rows of answers or items tell what the answers came to, too (ranks, suggestions), where somebody answered. */
  tellsConsensus?: true;
  /** Why a question has no form here, in words that end in what fits; null where it has one. */
  refuse: (asked: Asked) => string | null;
  /** Optional columns stand only where every row has a value for them. */
  columns: (context: FormatContext) => Column[];
  write: (entry: Entry, context: FormatContext) => Written[];
  /** Rows name the media that prompts and responses show. */
  namesMedia?: true;
  /** Its columns depend on how many responses an item has at most. */
  wide?: true;
  /** Of each prompt the first row alone, whatever the recipe says. */
  oncePerPrompt?: true;
  /** Name of a split, where the format has names of its own. */
  splitName?: (split: SplitName) => string;
  /** Last words of a file's name before its extension. */
  stem?: string;
  /** Of which of two classes a row is, where trainers weigh the two against each other, and which text it says that of. */
  judged?: (row: Row) => { as: "good" | "bad"; text: string };
};
