import { z } from "zod";
import { keyActions } from "@/lib/auth/permissions";

export const keyDays = { min: 1, max: 3_650, default: 90 } as const;

export const createApiKeySchema = z.object({
  name: z.string().trim().min(1, "Write what the key is for.").max(80),
  /** What the key may do: actions of the permission table, each of them one that its owner may do. */
  scopes: z.array(z.enum(keyActions)).min(1, "Choose at least one thing that the key may do."),
  /** The one project that the key is for; null: all of the workspace. */
  projectId: z
    .union([z.literal("").transform(() => null), z.string().min(1)])
    .nullable()
    .default(null),
  /** Days until it is over; null: it holds until it is revoked. */
  days: z.coerce.number().int().min(keyDays.min).max(keyDays.max).nullable().default(keyDays.default),
});
export type CreateApiKey = z.input<typeof createApiKeySchema>;

export const apiKeyIdSchema = z.object({ keyId: z.string().min(1) });

export const apiKeyViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** how the token begins */
  prefix: z.string(),
  owner: z.object({ userId: z.string(), name: z.string(), email: z.string() }),
  scopes: z.array(z.string()),
  project: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** barred: whoever made it is, so that it opens nothing until they are let in again */
  state: z.enum(["live", "barred", "over", "revoked"]),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyViewSchema>;

export const createdApiKeySchema = z.object({
  id: z.string(),
  /** Shown this once; only its hash is kept. */
  token: z.string(),
  prefix: z.string(),
  expiresAt: z.iso.datetime().nullable(),
});
export type CreatedApiKey = z.infer<typeof createdApiKeySchema>;
