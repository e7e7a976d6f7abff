import { AppError } from "@/lib/errors";
import type { TrainOptions, TrainSettings } from "@/lib/reward-models/schema";

/** How an encoder is fine-tuned; null where it stays as it is. */
export const tuningOf = ({ tuneLayers, tuneRank, tuneAlpha, tuneEpochs, tuneRate, tuneDecay }: TrainOptions) =>
  tuneLayers === 0
    ? null
    : { layers: tuneLayers, rank: tuneRank, alpha: tuneAlpha, epochs: tuneEpochs, learningRate: tuneRate, decay: tuneDecay };

/** Refuses what a fine-tuning cannot do, before anything is stored. */
export const checkTuning = ({ encoder, head, loss, options }: Pick<TrainSettings, "encoder" | "head" | "loss" | "options">): void => {
  if (options.tuneLayers === 0) return;
  if (encoder === "lexical") {
    throw new AppError("invalid_input", {
      userMessage: "The lexical encoder has no layers that could be fine-tuned. Name a transformer encoder: --encoder NAME_OR_FOLDER.",
    });
  }
  if (head !== "linear" || loss !== "bradley-terry") {
    throw new AppError("invalid_input", {
      userMessage: "Fine-tuning trains a linear head on comparisons (Bradley–Terry). Leave the head and the loss at that.",
    });
  }
};
