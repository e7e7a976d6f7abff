import type { ItemColumn, ItemFilter, ItemFilters } from "@/lib/items/schema";
import { responseLetter } from "@/app/(workspace)/projects/[slug]/items/_components/choice-words";

/** How filters, columns and orders are called on the page. */

export const filterNames: Record<Exclude<keyof ItemFilter, "q">, string> = {
  state: "state",
  answers: "answers",
  campaign: "campaign",
  annotator: "answered by",
  label: "consensus",
  agreement: "answers agree",
  model: "reward model",
  tag: "tag",
  source: "source",
  import: "import",
  flagged: "flags",
  discussed: "discussion",
};

const answersWords = { people: "by people", models: "by models", both: "by people and models", none: "none that counts" };
const agreementWords = { alike: "all alike", mixed: "mostly", split: "split" };
const modelWords = {
  for: "likes the consensus best",
  against: "likes another one best",
  close: "scores lie close",
  unscored: "has not scored",
};

const list = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

const labelWords = (value: string, numbersAre: ItemFilters["numbersAre"]): string => {
  if (!/^\d+$/.test(value)) return value.replaceAll("-", " ");
  if (numbersAre === "points") return value;
  return numbersAre === "responses" ? responseLetter(value) : `${value} (response ${responseLetter(value)})`;
};

/** What each filter can be set to. */
export const filterOptions = (choices: ItemFilters): Record<Exclude<keyof ItemFilter, "q">, { value: string; label: string }[]> => ({
  state: ["open", "decided", "contested", "answered", "unlabelled"].map((value) => ({ value, label: value })),
  answers: list(answersWords),
  campaign: choices.campaigns.map(({ slug, name }) => ({ value: slug, label: name })),
  annotator: choices.annotators.map(({ id, name, source }) => ({ value: id, label: source === "lm" ? `${name} (model)` : name })),
  label: choices.labels.map((value) => ({ value, label: labelWords(value, choices.numbersAre) })),
  agreement: list(agreementWords),
  model: list(modelWords),
  tag: choices.tags.map((value) => ({ value, label: value })),
  source: choices.sources.map(({ name }) => ({ value: name, label: name })),
  import: choices.imports.map(({ id, fileName }) => ({ value: id, label: fileName })),
  flagged: [{ value: "yes", label: "has open ones" }],
  discussed: [{ value: "yes", label: "has one" }],
});

export const noChoices: ItemFilters = {
  sources: [],
  imports: [],
  campaigns: [],
  annotators: [],
  labels: [],
  numbersAre: "points",
  tags: [],
};

export const columnNames: Record<ItemColumn, string> = {
  source: "Source",
  answers: "Answers",
  posterior: "A or B",
  probability: "Consensus",
  state: "State",
  disagreement: "Disagreement",
  margin: "Model margin",
  tags: "Tags",
  responses: "Responses",
  flags: "Flags",
  discussion: "Discussion",
  id: "Id",
};
