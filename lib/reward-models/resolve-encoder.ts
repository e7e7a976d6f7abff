import { findEncoder, isAdded } from "@/lib/encoders/find-encoder";
import type { EncoderPlace } from "@/lib/encoders/find-encoder";
import { AppError } from "@/lib/errors";

/** A text encoder's folder by what a training names; null for the built-in one. Refuses an unknown one before anything is stored. */
export const resolveEncoder = async (encoder: string): Promise<EncoderPlace | null> =>
  encoder === "lexical" ? null : findEncoder(encoder);

/** Refuses an encoder that is neither built in nor was added. */
export const checkAdded = async (encoder: string): Promise<void> => {
  if (encoder !== "lexical" && !(await isAdded(encoder)))
    throw new AppError("invalid_input", { userMessage: `There is no encoder called “${encoder}”. Add it first, on the page Encoders.` });
};
