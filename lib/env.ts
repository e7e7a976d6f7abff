import "server-only";
import path from "node:path";
import { z } from "zod";

const secretSchema = z.string().min(32, "must have at least 32 characters");

const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  /** Folder of blobs, secrets and the embedded database. */
  PLUMBLINE_HOME: z.string().default(path.resolve(".local")),
  NEXTAUTH_SECRET: secretSchema.optional(),
  NEXTAUTH_URL: z.url().optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).default("Single sign-on"),
  /** hosts whose images, videos and sounds items may show, besides uploaded ones: "cdn.example.org, images.example.org" */
  PLUMBLINE_MEDIA_HOSTS: z.string().optional(),
  /** hosts that judges, imports from addresses, storages and webhooks may reach, as lib/net/host-list.ts reads them; none unless set */
  PLUMBLINE_OUTBOUND_HOSTS: z.string().optional(),
  /** folders of this machine from which researchers may import, by commas: "/data/sets, /srv/shared"; none unless set */
  PLUMBLINE_IMPORT_FOLDERS: z.string().optional(),
  /** object storage and hub of the command line, under the names that other tools read */
  AWS_ACCESS_KEY_ID: z.string().min(1).optional(),
  AWS_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  AWS_SESSION_TOKEN: z.string().min(1).optional(),
  AWS_REGION: z.string().min(1).optional(),
  AWS_ENDPOINT_URL: z.url({ protocol: /^https?$/ }).optional(),
  HF_ENDPOINT: z.url({ protocol: /^https?$/ }).default("https://huggingface.co"),
  HF_TOKEN: z.string().min(1).optional(),
  /** encrypts stored keys of other services; a file in the home folder takes its place where it is not set */
  PLUMBLINE_SECRETS_KEY: secretSchema.optional(),
  /** lets a scraper read /api/metrics without a key of the workspace */
  PLUMBLINE_METRICS_TOKEN: secretSchema.optional(),
  /** requests to /api/v1 that a key or a person may make in a minute, counted over all web processes */
  PLUMBLINE_API_RATE: z.coerce.number().int().min(1).default(600),
  /** failed sign-ins of one address in fifteen minutes before it is told to wait; keys and invitations are counted by themselves */
  PLUMBLINE_ADDRESS_FAILURES: z.coerce.number().int().min(10).default(300),
  /** memory that a training may take: bounds its heap, the models that train at once, and the tensors of a fine-tuning */
  PLUMBLINE_TRAINING_MEMORY_MB: z.coerce.number().int().min(256).default(4096),
  ORT_PROVIDER: z.enum(["auto", "cpu", "cuda"]).default("auto"),
});

export type Env = z.infer<typeof schema>;

let cached: Env | null = null;

/** The environment, parsed once, at first use: the message names each variable that is wrong. */
export const env = (): Env => {
  if (cached) return cached;
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new Error(`The environment is not usable. ${reasons}`);
  }
  cached = parsed.data;
  return cached;
};
