import { z } from "zod";

/** Where objects lie: a bucket of a service that speaks the S3 protocol. Safe in the browser. */

const endpointSchema = z
  .url({ protocol: /^https?$/, error: "is no address. It begins with https://.", abort: true })
  .refine((value) => ["", "/"].includes(new URL(value).pathname) && new URL(value).search === "", "is an address without a path")
  .transform((value) => new URL(value).origin);

export const s3PlaceSchema = z.object({
  endpoint: endpointSchema,
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/i, "is no region, say eu-central-1")
    .default("us-east-1"),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "is no bucket name"),
  /** the bucket stands in the path rather than before the host's name: what most services other than Amazon's want */
  pathStyle: z.boolean().default(true),
});
export type S3Place = z.infer<typeof s3PlaceSchema>;

type S3Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** A bucket with what opens it; null reads what is public. */
export type S3Storage = S3Place & { credentials: S3Credentials | null };

export type S3Object = { key: string; byteSize: number };

/** `s3://bucket/key`; null for anything else. A key that is empty, or ends in “/”, names all objects below it. */
export const readS3Address = (address: string): { bucket: string; key: string } | null => {
  const [, bucket, key = ""] = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(address) ?? [];
  return bucket === undefined ? null : { bucket, key };
};
