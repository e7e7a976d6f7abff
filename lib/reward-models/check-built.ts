import { AppError } from "@/lib/errors";
import type { TrainSettings } from "@/lib/reward-models/schema";

/** Refuses what a later release brings, in words and before anything is stored. */
export const checkBuilt = ({ encoder, head, loss }: Pick<TrainSettings, "encoder" | "head" | "loss">): void => {
  const missing =
    encoder !== "lexical"
      ? `The encoder “${encoder}” is not built yet; lexical is.`
      : head !== "linear"
        ? `The head “${head}” is not built yet; linear is.`
        : loss !== "bradley-terry"
          ? `The loss “${loss}” is not built yet; bradley-terry is.`
          : null;
  if (missing !== null) throw new AppError("not_built", { userMessage: missing });
};
