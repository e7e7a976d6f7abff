import { z } from "zod";

export const secretPurposes = ["judge", "storage", "hub", "webhook"] as const;
export type SecretPurpose = (typeof secretPurposes)[number];

/** A key as it is typed or pasted: no line breaks inside, nothing around it. */
export const secretValueSchema = z
  .string()
  .trim()
  .min(8, "A key has at least 8 characters.")
  .max(8_192, "That is too long for a key.")
  .regex(/^[^\r\n\0]+$/, "A key is one line.");

/** All that is ever shown of a secret. */
export type SecretView = { id: string; purpose: string; lastFour: string; createdAt: string };
