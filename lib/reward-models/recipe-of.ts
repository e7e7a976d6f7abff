import { trainOptionsSchema } from "@/lib/reward-models/schema";
import type { VersionView } from "@/lib/reward-models/schema";

/** What of the options changes a head's fit; sizes of heads that are not used and the ensemble beside it do not. */
const shaping = ["targets", "margin", "smoothing", "gapWeights", "penalty", "questions"] as const;

/**
 * The built-in encoder's stacked recipe is what a linear head on plain comparisons means, as long as nothing asks for more:
 * it holds a linear head beside length and trees, and does better. Every other choice is one head under one loss.
 */
export const recipeOf = ({
  encoder,
  head,
  loss,
  options,
}: Pick<VersionView, "encoder" | "head" | "loss" | "options">): "stack" | "head" | "tuned" => {
  if (options.tuneLayers > 0) return "tuned";
  const usual = trainOptionsSchema.parse({});
  const plain = shaping.every((name) => JSON.stringify(options[name]) === JSON.stringify(usual[name]));
  return encoder === "lexical" && head === "linear" && loss === "bradley-terry" && plain ? "stack" : "head";
};
