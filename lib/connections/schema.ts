import { z } from "zod";
import { secretValueSchema } from "@/lib/secrets/schema";
import { s3PlaceSchema } from "@/lib/storage-s3/schema";

/** Other services that files come from and go to: object storage and hubs of data sets. Safe in the browser. */

export const hubPlaceSchema = z.object({
  endpoint: z
    .url({ protocol: /^https?$/, error: "is no address. It begins with https://." })
    .transform((value) => new URL(value).origin)
    .default("https://huggingface.co"),
});

export const connectionSettingsSchema = z.discriminatedUnion("kind", [
  s3PlaceSchema.extend({
    kind: z.literal("s3"),
    /** shown; the secret that goes with it is not. Null where the bucket is public */
    accessKeyId: z.string().trim().min(1).max(200).nullable(),
  }),
  hubPlaceSchema.extend({ kind: z.literal("hub") }),
]);
export type ConnectionSettings = z.infer<typeof connectionSettingsSchema>;

const nameSchema = z.string().trim().min(1, "Give it a name.").max(80, "A name has at most 80 characters.");

export const newConnectionSchema = z.object({
  name: nameSchema,
  settings: connectionSettingsSchema,
  /** an S3 secret access key or a hub's token; left out where nothing has to be opened */
  key: secretValueSchema.optional(),
});

export const addConnectionSchema = newConnectionSchema
  .extend({ projectId: z.string() })
  .refine(({ settings, key }) => settings.kind !== "s3" || (settings.accessKeyId === null) === (key === undefined), {
    path: ["key"],
    error: "An access key consists of its id and its secret: give both or neither.",
  });
export type AddConnection = z.input<typeof addConnectionSchema>;

export const connectionViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  settings: connectionSettingsSchema,
  /** last characters of the stored key; null where there is none */
  lastFour: z.string().nullable(),
  createdAt: z.string(),
});
export type ConnectionView = z.infer<typeof connectionViewSchema>;
