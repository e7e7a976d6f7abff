/**
 * What a tag is: a name, and a condition on the facts of an item. A project may have its own set; the published one of 90
 * stands in `published-tags.ts`. Nothing that works with tags knows how many there are.
 */

/** Measures of an item that lie in [0, 1]; lengths as percentile ranks over the data set. */
export const numericFacts = [
  "bertscore",
  "bertscore_length",
  "cosine_sim",
  "rouge",
  "entity_sim",
  "prompt_len",
  "len_shorter",
  "len_longer",
  "token_len_diff",
] as const;
export type NumericFact = (typeof numericFacts)[number];

/** Facts that are counted in tokens and become percentile ranks; the other measures are taken as they are. */
export const lengthFacts = ["prompt_len", "len_shorter", "len_longer", "token_len_diff"] as const satisfies readonly NumericFact[];

/** Dimensions of a prompt that a tagger fills: one level of a list, or any number of entries. */
export const levelDimensions = ["expertise_level", "open_endedness", "safety_concern", "complexity_of_intents"] as const;
export const listDimensions = ["subject_of_expertise", "languages", "type_of_in_context_material", "format_constraints"] as const;
export type LevelDimension = (typeof levelDimensions)[number];
export type ListDimension = (typeof listDimensions)[number];

/** What is known of an item; null where it could not be told (a tagger that gave no answer, fewer than two responses). */
export interface ItemFacts {
  numeric: Readonly<Partial<Record<NumericFact, number | null>>>;
  levels: Readonly<Partial<Record<LevelDimension, string | null>>>;
  lists: Readonly<Partial<Record<ListDimension, readonly string[] | null>>>;
  /** Texts that the file brought along, such as the source or a category. */
  meta: Readonly<Record<string, string>>;
}

export type TagCondition =
  /** low … high in [0, 1], see {@link BinRule} for the ends */
  | { is: "bin"; fact: NumericFact; low: number; high: number }
  | { is: "level"; dimension: LevelDimension; value: string }
  | { is: "member"; dimension: ListDimension; value: string }
  /** the list has any entry */
  | { is: "exists"; dimension: ListDimension }
  | { is: "meta"; key: string; value: string }
  | { is: "always" };

export interface TagDefinition {
  name: string;
  condition: TagCondition;
}

/**
 * Which ends belong to a bin.
 * - `half-open`: [low, high), and [low, 1] for the bin that ends at 1. Values outside [0, 1] are moved to its ends first, so that
 *   touching bins hold every value exactly once.
 * - `published-count`: [low, high], the authors' rule where a mix is counted: a value on an edge is in two bins.
 * - `published-instance`: (low, high), their rule for the vector of a single item: a value on an edge, 0 and 1 are in none.
 */
export type BinRule = "half-open" | "published-count" | "published-instance";

function inBin(value: number, low: number, high: number, rule: BinRule): boolean {
  if (rule === "published-count") return value >= low && value <= high;
  if (rule === "published-instance") return value > low && value < high;
  const held = Math.min(1, Math.max(0, value));
  return held >= low && (held < high || (high >= 1 && held === 1));
}

/** A fact that is missing or not finite has no tag: nothing is guessed. */
export function hasTag(condition: TagCondition, facts: ItemFacts, rule: BinRule): boolean {
  switch (condition.is) {
    case "bin": {
      const value = facts.numeric[condition.fact];
      return typeof value === "number" && Number.isFinite(value) && inBin(value, condition.low, condition.high, rule);
    }
    case "level":
      return facts.levels[condition.dimension] === condition.value;
    case "member":
      return facts.lists[condition.dimension]?.includes(condition.value) ?? false;
    case "exists":
      return (facts.lists[condition.dimension]?.length ?? 0) > 0;
    case "meta":
      return Object.hasOwn(facts.meta, condition.key) && facts.meta[condition.key] === condition.value;
    case "always":
      return true;
  }
}

/**
 * Binary tags of items: 1 where the item has the tag.
 * @returns // [items, tags] row-major
 * Source of the three rules: Miranda et al. (2025), arXiv:2410.19133, and their published code; the half-open one is ours.
 */
export function tagMatrix(definitions: readonly TagDefinition[], items: readonly ItemFacts[], rule: BinRule = "half-open"): Uint8Array {
  const width = definitions.length;
  const matrix = new Uint8Array(items.length * width);
  items.forEach((facts, row) => {
    definitions.forEach(({ condition }, column) => {
      if (hasTag(condition, facts, rule)) matrix[row * width + column] = 1;
    });
  });
  return matrix;
}

/** Names of the tags that each item has, in the order of the set. */
export function tagNames(definitions: readonly TagDefinition[], facts: ItemFacts, rule: BinRule = "half-open"): string[] {
  return definitions.filter(({ condition }) => hasTag(condition, facts, rule)).map(({ name }) => name);
}
