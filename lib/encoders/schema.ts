import { z } from "zod";

/** How the vector of a text is made from those of its tokens. */
export const poolingSchema = z.enum(["mean", "mean-sqrt", "max", "cls"]);

/** An encoder that was added: what it is and the hashes of its files. Stored beside them as `encoder.json`, written last. */
export const encoderRecordSchema = z.object({
  name: z.string(),
  /** the folder or the hub's name that it was added from */
  source: z.string(),
  family: z.string(),
  /** numbers of a vector */
  width: z.number().int(),
  layers: z.number().int(),
  pooling: poolingSchema,
  /** tokens of a text that are read */
  limit: z.number().int(),
  /** over all files and how they are used */
  sha256: z.string(),
  files: z.array(z.object({ name: z.string(), byteSize: z.number().int(), sha256: z.string() })),
  addedAt: z.iso.datetime(),
  /** name of the person, or “command line”; null where it was not noted */
  addedBy: z.string().nullable().default(null),
});
export type EncoderRecord = z.infer<typeof encoderRecordSchema>;

export const encoderNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/u, "must be 1 to 64 of: small letters, digits, full stop, line, underline")
  .refine((name) => name !== "lexical", "is the built-in encoder's name");

export const addEncoderSchema = z.object({
  /** a folder, or OWNER/NAME on a hub */
  source: z.string().min(1),
  /** the name to keep it under; default: the last part of the source */
  as: encoderNameSchema.optional(),
  pooling: poolingSchema.optional(),
  hub: z.url().default("https://huggingface.co"),
  revision: z
    .string()
    .regex(/^[\w.-]+$/u)
    .default("main"),
});
export type AddEncoder = z.input<typeof addEncoderSchema>;

/** What the pages and the API ask for: the hub is the installation's own. */
export const requestEncoderSchema = addEncoderSchema
  .omit({ hub: true })
  .extend({ projectId: z.string().min(1), source: z.string().trim().min(1, "Name a folder, or OWNER/NAME on the hub.").max(500) });
export type RequestEncoder = z.input<typeof requestEncoderSchema>;

export const encoderByNameSchema = z.object({ name: encoderNameSchema });

/** An encoder that a training may name: the built-in one, or one that was added. */
export const chosenEncoderSchema = z.union([z.literal("lexical"), encoderNameSchema]);
