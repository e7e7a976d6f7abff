import { findEncoder } from "@/lib/encoders/find-encoder";

/** A text encoder's folder by what a training names; null for the built-in one. Refuses an unknown one before anything is stored. */
export const resolveEncoder = async (encoder: string): Promise<{ name: string; folder: string } | null> =>
  encoder === "lexical" ? null : findEncoder(encoder);
