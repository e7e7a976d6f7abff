import { env } from "@/lib/env";
import type { HubAccess } from "@/lib/connections/open-connection";
import { s3PlaceSchema } from "@/lib/storage-s3/schema";
import type { S3Storage } from "@/lib/storage-s3/schema";

/** What the command line opens services with: the variables that other tools read too, never another project's keys. */

export const storageFromEnvironment = (bucket: string): S3Storage => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken, ...rest } = env();
  const region = rest.AWS_REGION ?? "us-east-1";
  const place = s3PlaceSchema.parse({
    endpoint: rest.AWS_ENDPOINT_URL ?? `https://s3.${region}.amazonaws.com`,
    region,
    bucket,
    // No certificate covers a name with a further dot before the service's own.
    pathStyle: rest.AWS_ENDPOINT_URL !== undefined || bucket.includes("."),
  });
  if (accessKeyId === undefined || secretAccessKey === undefined) return { ...place, credentials: null };
  return { ...place, credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) } };
};

export const hubFromEnvironment = (): HubAccess => ({ endpoint: new URL(env().HF_ENDPOINT).origin, token: env().HF_TOKEN ?? null });
