import { AppError } from "@/lib/errors";
import type { TrainSettings } from "@/lib/reward-models/schema";

/** Refuses what a later release brings, in words and before anything is stored. */
export const checkBuilt = ({ encoder }: Pick<TrainSettings, "encoder">): void => {
  if (encoder !== "lexical") throw new AppError("not_built", { userMessage: `The encoder “${encoder}” is not built yet; lexical is.` });
};
