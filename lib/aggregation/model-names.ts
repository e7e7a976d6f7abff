import type { AggregationModel } from "@/lib/aggregation/schema";

/** Label models as a reader of papers knows them. */
export const aggregationModelNames: Record<AggregationModel, string> = {
  "dawid-skene": "Dawid–Skene",
  "one-coin": "one coin each",
  majority: "majority vote",
  glad: "GLAD",
  mace: "MACE",
  "crowd-bt": "crowd Bradley–Terry",
  lcpo: "latent collective preferences",
};
