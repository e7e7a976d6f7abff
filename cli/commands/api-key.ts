import { z } from "zod";
import { UsageError, defineCommand } from "@/cli/command";
import { findProject } from "@/cli/open-project";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { listApiKeys } from "@/lib/api-keys/list-api-keys";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { keyDays } from "@/lib/api-keys/schema";
import { emailSchema } from "@/lib/auth/schema";
import type { Actor } from "@/lib/auth/actor";
import { can, keyActions } from "@/lib/auth/permissions";
import type { Action } from "@/lib/auth/permissions";
import { listMembers } from "@/lib/members/list-members";

const scopesSchema = z
  .string()
  .transform((text) => text.split(",").map((word) => word.trim()))
  .pipe(z.array(z.enum([...keyActions, "read"], `must be of ${keyActions.join(", ")}, or read for all that only look`)));

const readActions = keyActions.filter((action) => action.endsWith(":see") && !action.startsWith("members:"));

/** `read` is what this member may look at: of an admin's lists a researcher's key would be refused whole. */
const scopesOf = async (actor: Actor, wanted: z.output<typeof scopesSchema>, email: string | undefined): Promise<Action[]> => {
  const named = wanted.filter((word) => word !== "read");
  if (named.length === wanted.length) return named;
  const role = email === undefined ? "owner" : (await listMembers(actor)).find((member) => member.email === email)?.role;
  return [...named, ...readActions.filter((action) => role === undefined || can(role, action))];
};

export const command = defineCommand({
  name: "api-key",
  describe:
    "create: make a key for programs, its token shown this once; list: the keys with their scopes and last use; revoke: end one at once",
  argument: { name: "<act...>", describe: "create, list, or revoke with the id of a key" },
  options: [
    { flags: "--name <words>", acts: ["create"], describe: "what the key is for" },
    {
      flags: "--scopes <actions>",
      acts: ["create"],
      describe: "what it may do, separated by commas, such as exports:see,items:see; read: look at everything that its member may",
      default: "read",
    },
    { flags: "--project <slug>", acts: ["create"], describe: "bind it to one project" },
    {
      flags: "--days <number>",
      acts: ["create"],
      describe: "days until it is over; 0: it holds until it is revoked",
      default: String(keyDays.default),
    },
    { flags: "--for <address>", acts: ["create"], describe: "the member that it acts for (default: the first owner)" },
  ],
  schema: z.object({
    args: z.array(z.string()).min(1, "is needed: create, list or revoke"),
    name: z.string().min(1).optional(),
    scopes: scopesSchema,
    project: z.string().min(1).optional(),
    days: z.coerce.number().int().min(0).max(keyDays.max),
    for: emailSchema.optional(),
  }),
  run: async ({ actor: getActor }, { args: [act, keyId, ...more], ...options }) => {
    const extra = act === "revoke" ? more[0] : keyId;
    if (extra !== undefined) throw new UsageError(`argument: ${extra} is one too many`);
    const actor = await getActor();
    if (act === "create") {
      if (options.name === undefined) throw new UsageError("--name: say what the key is for");
      const project = options.project === undefined ? null : (await findProject(actor, options.project)).project;
      const { name } = options;
      const scopes = await scopesOf(actor, options.scopes, options.for);
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
