import type { Actor } from "@/lib/auth/actor";
import { generatePassword, hashPassword } from "@/lib/auth/passwords";
import { db } from "@/lib/db";
import { acceptInvitation } from "@/lib/members/accept-invitation";
import { inviteMember } from "@/lib/members/invite-member";

const email = "annotator@plumbline.local";

/**
 * A sign-in for the desk, by invitation like anybody else's. Where a seed that was broken off left the account behind, it
 * gets a new password, since nobody was told the old one.
 */
export const ensureDemoAnnotator = async (actor: Actor): Promise<{ role: string; email: string; password: string }> => {
  const password = generatePassword();
  const existing = await db().user.findUnique({ where: { email }, select: { id: true } });
  if (existing) {
    await db().user.update({ where: { id: existing.id }, data: { passwordHash: await hashPassword(password) }, select: { id: true } });
  } else {
    const { path } = await inviteMember(actor, { role: "annotator", email });
    const token = path.split("/").at(-1) ?? "";
    await acceptInvitation({ token, email, name: "Demo annotator", password }, "seed");
  }
  return { role: "annotator", email, password };
};
