import { findEncoder, isAdded } from "@/lib/encoders/find-encoder";
import type { EncoderPlace } from "@/lib/encoders/find-encoder";
import { AppError } from "@/lib/errors";

/** A text encoder's folder by what a training names; null for the built-in one. Refuses an unknown one before anything is stored. */
export const resolveEncoder = async (encoder: string): Promise<EncoderPlace | null> =>
  encoder === "lexical" ? null : findEncoder(encoder);

/** What a version keeps of an encoder: the name that it was added under, or a folder's whole path, since whoever scores runs elsewhere. */
export const encoderToKeep = async (encoder: string): Promise<string> => {
  const place = await resolveEncoder(encoder);
  return place === null || place.pooling !== null ? encoder : place.folder;
};

/** Refuses an encoder that is neither built in nor was added. */
export const checkAdded = async (encoder: string): Promise<void> => {
  if (encoder !== "lexical" && !(await isAdded(encoder)))
    throw new AppError("invalid_input", { userMessage: `There is no encoder called “${encoder}”. Add it first, on the page Encoders.` });
};
