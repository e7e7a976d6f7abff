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

/** A label model's name; a kind's own model is called what the kind calls it. */
export const aggregationModelName = (model: string): string => new Map(Object.entries(labelModelNames)).get(model) ?? model;
