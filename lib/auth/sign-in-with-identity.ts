import { z } from "zod";
import { appendAudit } from "@/lib/auth/audit";
import { findCredentials, findIdentity, linkIdentity } from "@/lib/auth/store";
import { db } from "@/lib/db";
import { emailSchema } from "@/lib/auth/schema";
import { redeemByEmail } from "@/lib/members/redeem-by-email";

const claimsSchema = z.object({
  // Only the provider's own word counts; a missing claim is a no.
  email_verified: z.union([z.literal(true), z.literal("true")]),
  email: emailSchema,
  name: z.string().trim().max(120).optional(),
});

/**
 * Whether a person known to the OpenID Connect provider may come in: linked before, or with a verified e-mail address
 * that belongs to an account here or to an open invitation. Nobody else: registration is closed.
 */
export const signInWithIdentity = async (input: { provider: string; subject: string; claims: unknown }): Promise<boolean> => {
  const before = await findIdentity(input.provider, input.subject);
  if (before) return ((await findCredentials({ id: before.userId }))?.disabledAt ?? null) === null;
  const claims = claimsSchema.safeParse(input.claims);
  if (!claims.success) return false;
  const { email, name } = claims.data;
  const known = await findCredentials({ email });
  if (known?.disabledAt) return false;
  const userId = known?.id ?? (await redeemByEmail({ email, name: name && name.length > 0 ? name : email }))?.userId;
  if (!userId) return false;
  await db().$transaction(async (tx) => {
    const linked = await linkIdentity(tx, input.provider, input.subject, userId);
    if (!linked) return;
    const entry = { action: "account:edit", subjectId: userId, detail: { linked: input.provider } } as const;
    await appendAudit(tx, { kind: "person", userId, ...linked }, entry);
  });
  return true;
};
