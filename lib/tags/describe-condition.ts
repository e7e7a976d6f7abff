import { publishedTags } from "@/lib/ml/routing/published-tags";
import type { LevelDimension, ListDimension, NumericFact, TagCondition } from "@/lib/ml/routing/tag-set";

/** What tags are about, in words. Safe in the browser. */

export const factTitles: Record<NumericFact, string> = {
  bertscore: "likeness of the responses, word by word",
  bertscore_length: "the same, less for unlike lengths",
  cosine_sim: "likeness of the responses, as a whole",
  rouge: "words that the responses share",
  entity_sim: "names and numbers that they share",
  prompt_len: "length of the prompt",
  len_shorter: "length of the shorter response",
  len_longer: "length of the longer response",
  token_len_diff: "difference of the lengths",
};

export const dimensionTitles: Record<LevelDimension | ListDimension, string> = {
  subject_of_expertise: "subject",
  languages: "language",
  expertise_level: "expertise needed",
  open_endedness: "open-endedness",
  safety_concern: "safety concern",
  complexity_of_intents: "complexity of intents",
  type_of_in_context_material: "material in the prompt",
  format_constraints: "constraints on the form",
};

const isLength = (fact: NumericFact): boolean => fact === "prompt_len" || fact.includes("len_") || fact === "token_len_diff";
const end = (value: number): string => (value === 0 || value === 1 ? String(value) : String(value).replace(/^0/, ""));

/** A condition as a sentence's part: "subject: Physics", "length of the prompt, rank 0 to .33". */
export const describeCondition = (condition: TagCondition): string => {
  switch (condition.is) {
    case "bin":
      return `${factTitles[condition.fact]}, ${isLength(condition.fact) ? "rank " : ""}${end(condition.low)} to ${end(condition.high)}`;
    case "level":
    case "member":
      return `${dimensionTitles[condition.dimension]}: ${condition.value}`;
    case "exists":
      return `has ${dimensionTitles[condition.dimension]}`;
    case "meta":
      return `file says ${condition.key} = ${condition.value}`;
    case "always":
      return "every item";
  }
};

const published = new Map(publishedTags.map(({ name, condition }) => [name, condition]));

/** A tag's name for people: those of the published set are made for programs. */
export const describeTagName = (name: string): string => {
  const condition = published.get(name);
  return condition ? describeCondition(condition) : name;
};
