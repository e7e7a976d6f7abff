import { z } from "zod";
import { UsageError, defineCommand } from "@/cli/command";
import { findProject } from "@/cli/open-project";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { listApiKeys } from "@/lib/api-keys/list-api-keys";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { keyDays } from "@/lib/api-keys/schema";
import { emailSchema } from "@/lib/auth/schema";
import { keyActions } from "@/lib/auth/permissions";

const scopesSchema = z
  .string()
  .transform((text) => text.split(",").map((word) => word.trim()))
  .transform((words) => (words.includes("read") ? [...words.filter((word) => word !== "read"), ...readActions] : words))
  .pipe(z.array(z.enum(keyActions, `must be of ${keyActions.join(", ")}, or read for all that only look`)));

const readActions = keyActions.filter((action) => action.endsWith(":see") && !action.startsWith("members:"));

export const command = defineCommand({
  name: "api-key",
  describe:
    "create: make a key for programs, its token shown this once; list: the keys with their scopes and last use; revoke: end one at once",
  argument: { name: "<act...>", describe: "create, list, or revoke with the id of a key" },
  options: [
    { flags: "--name <words>", describe: "what the key is for" },
    {
      flags: "--scopes <actions>",
      describe: "what it may do, separated by commas, such as exports:see,items:see; read: look at everything",
      default: "read",
    },
    { flags: "--project <slug>", describe: "bind it to one project" },
    { flags: "--days <number>", describe: "days until it is over; 0: it holds until it is revoked", default: String(keyDays.default) },
    { flags: "--for <address>", describe: "the member that it acts for (default: the first owner)" },
  ],
  schema: z.object({
    args: z.array(z.string()).min(1, "is needed: create, list or revoke"),
    name: z.string().min(1).optional(),
    scopes: scopesSchema,
    project: z.string().min(1).optional(),
    days: z.coerce.number().int().min(0).max(keyDays.max),
    for: emailSchema.optional(),
  }),
  run: async ({ actor: getActor }, { args: [act, keyId], ...options }) => {
    const actor = await getActor();
    if (act === "create") {
      if (options.name === undefined) throw new UsageError("--name: say what the key is for");
      const project = options.project === undefined ? null : (await findProject(actor, options.project)).project;
      const { name, scopes } = options;
      const days = options.days === 0 ? null : options.days;
      const made = await createApiKey(actor, { name, scopes, projectId: project?.id ?? null, days }, options.for ?? null);
      return { id: made.id, token: made.token, scopes, project: project?.slug ?? null, expires_at: made.expiresAt };
    }
    if (act === "list") {
      const keys = await listApiKeys(actor);
      return {
        keys: keys.map((key) => ({
          id: key.id,
          name: key.name,
          prefix: key.prefix,
          for: key.owner.email,
          scopes: key.scopes,
          project: key.project?.id ?? null,
          state: key.state,
          created_at: key.createdAt,
          expires_at: key.expiresAt,
          last_used_at: key.lastUsedAt,
        })),
      };
    }
    if (act !== "revoke") throw new UsageError("argument: must be create, list or revoke");
    if (keyId === undefined) throw new UsageError("argument: revoke needs the id of a key, which `api-key list` shows");
    await revokeApiKey(actor, { keyId });
    return { id: keyId, revoked: true };
  },
});
