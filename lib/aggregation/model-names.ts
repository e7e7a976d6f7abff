import type { AggregationModel } from "@/lib/aggregation/schema";

/** Label models as a reader of papers knows them. */
export const labelModelNames: Record<AggregationModel, string> = {
  "dawid-skene": "Dawid–Skene",
  "one-coin": "one coin each",
  majority: "majority vote",
  glad: "GLAD",
  mace: "MACE",
  "crowd-bt": "crowd Bradley–Terry",
  "bt-ties": "Bradley–Terry with ties",
  lcpo: "latent collective preferences",
};

/** What each assumes of the people who answered, in the words of whoever has to choose one. */
export const labelModelHints: Record<AggregationModel, string> = {
  "dawid-skene": "Each annotator has habits: how often which answer is given where another one is right.",
  "one-coin": "Each annotator is right with one share, whatever is asked. For few answers a person.",
  majority: "Every answer counts alike; nobody is weighed.",
  glad: "Annotators differ in skill, and tasks in how hard they are.",
  mace: "Each answer is given from knowledge or by habit. Finds whoever clicks through.",
  "crowd-bt": "Responses have a worth that comparisons show; annotators follow it more or less surely.",
  "bt-ties": "Responses have a worth; the nearer two are, the likelier a tie. Nobody is weighed.",
  lcpo: "Annotators are right with one share each, and what the texts show helps to tell which answer is right.",
};

/** Models of kinds whose answers have no classes, where what the kind calls them is not how one writes them. */
const ownModelNames = { "plackett-luce": "Plackett–Luce", "character-majority": "the majority, character by character" };

const names = new Map(Object.entries({ ...labelModelNames, ...ownModelNames }));

/** A label model's name; a kind's own model is called what the kind calls it, unless it has a better name. */
export const aggregationModelName = (model: string): string => names.get(model) ?? model;
