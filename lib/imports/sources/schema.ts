import { z } from "zod";

/** Where a file to import comes from, apart from uploads. Safe in the browser. */

const pathSchema = z
  .string()
  .trim()
  .max(4_000)
  .refine((path) => !path.includes("\u0000"), "holds a NUL character");

export const repositoryPattern = /^[A-Za-z0-9][\w.-]{0,95}(\/[A-Za-z0-9][\w.-]{0,95})?$/;

export const importSourceSchema = z.discriminatedUnion("from", [
  z.object({ from: z.literal("url"), url: z.url({ protocol: /^https?$/, error: "That is no address. It begins with https://." }) }),
  z.object({
    from: z.literal("s3"),
    connectionId: z.string().min(1, "Choose a connection."),
    /** an object, or all objects below a key that ends in “/” (or is empty) */
    key: pathSchema,
  }),
  z.object({
    from: z.literal("hub"),
    /** null reads what is public, at huggingface.co */
    connectionId: z.string().min(1).nullable(),
    repository: z.string().trim().regex(repositoryPattern, "That is no data set. It reads OWNER/NAME."),
    revision: z.string().trim().min(1).max(200).default("main"),
    /** a file or folder within; empty for the whole data set */
    path: pathSchema.default(""),
  }),
  z.object({ from: z.literal("folder"), path: pathSchema.min(1, "Say which file or folder.") }),
]);
export type ImportSource = z.infer<typeof importSourceSchema>;

/** A source in a few words, as lists and reports name it. */
export const describeSource = (source: ImportSource): string => {
  switch (source.from) {
    case "url":
      return source.url;
    case "s3":
      return `object storage: ${source.key === "" ? "the whole bucket" : source.key}`;
    case "hub":
      return `hub: ${source.repository}@${source.revision}${source.path === "" ? "" : `/${source.path}`}`;
    case "folder":
      return `server: ${source.path}`;
  }
};
