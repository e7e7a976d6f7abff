import type { ExampleSide } from "@/lib/kinds/contract";
import type { Answer } from "@/lib/reward-models/majority-of-table";
import type { PairText } from "@/lib/reward-models/schema";

/** More responses than any item has: the place of a text that an annotator wrote. */
export const anyNumber = Number.MAX_SAFE_INTEGER;

/** An item's texts, and what slices are cut by. */
export type CollectedItem = {
  /** its place in the project or file: examples stand in this order, whatever ids a database gave */
  position: number;
  promptId: string;
  prompt: string;
  domain: string | null;
  texts: Map<number, { text: string; model: string | null }>;
};

/** A pair with a winner on the main question. */
export type TrainingPair = PairText & {
  taskId: string;
  /** "" where its task gives one pair, else its ordinals */
  pair: string;
  itemId: string;
  /** null where a side is a text that an annotator wrote */
  ordinals: [number, number] | null;
  groups: Record<string, string>;
};

/** What an answer prefers, by ordinals or by a text that its annotator wrote. */
export type Preference = {
  answer: Answer;
  aspect: number;
  chosen: ExampleSide;
  rejected: ExampleSide;
  strength: number | null;
  weight: number;
  /** shares of the answer for the chosen, the rejected, and neither */
  pChosen: number;
  pTie: number;
  /** ties stand beside the pairs with a winner */
  tie: boolean;
};
export type Rated = { itemId: string; ordinal: number; aspect: number; value: number };

export type Side = { order: number; text: string; model: string | null };
/** A preference with its texts: the response that stands first in the file comes first. */
export type Told = { preference: Preference; item: CollectedItem; first: Side; second: Side; chosenFirst: boolean };
