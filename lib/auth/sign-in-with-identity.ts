import { z } from "zod";
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
  const linked = await findIdentity(input.provider, input.subject);
  if (linked) return ((await findCredentials({ id: linked.userId }))?.disabledAt ?? null) === null;
  const claims = claimsSchema.safeParse(input.claims);
  if (!claims.success) return false;
  const { email, name } = claims.data;
  const known = await findCredentials({ email });
  if (known?.disabledAt) return false;
  const userId = known?.id ?? (await redeemByEmail({ email, name: name && name.length > 0 ? name : email }))?.userId;
  if (!userId) return false;
  await linkIdentity(db(), input.provider, input.subject, userId);
  return true;
};
