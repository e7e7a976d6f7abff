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

/** Models of kinds whose answers have no classes, where what the kind calls them is not how one writes them. */
const ownModelNames = { "plackett-luce": "Plackett–Luce", "character-majority": "the majority, character by character" };

const names = new Map(Object.entries({ ...labelModelNames, ...ownModelNames }));

/** A label model's name; a kind's own model is called what the kind calls it, unless it has a better name. */
export const aggregationModelName = (model: string): string => names.get(model) ?? model;
