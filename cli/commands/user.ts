import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import { emailSchema } from "@/lib/auth/schema";
import { AppError } from "@/lib/errors";
import { giveNewPassword } from "@/lib/members/give-new-password";
import { inviteMember } from "@/lib/members/invite-member";
import { listInvitations } from "@/lib/members/list-invitations";
import { listMembers } from "@/lib/members/list-members";
import { inviteSchema } from "@/lib/members/schema";

export const command = defineCommand({
  name: "user",
  describe:
    "invite: make a link by which one person can join, shown this once; list: the members and the open invitations; " +
    "password: give a member who forgot theirs a new one, shown this once, which signs them out everywhere",
  argument: { name: "<act...>", describe: "invite, list, or password with the e-mail address of a member" },
  options: [
    { flags: "--role <name>", acts: ["invite"], describe: "owner, admin, researcher or annotator", default: "annotator" },
    { flags: "--email <address>", acts: ["invite"], describe: "only this address can take the invitation" },
    { flags: "--days <number>", acts: ["invite"], describe: "days until the link is over", default: "7" },
  ],
  schema: z.object({
    args: z.tuple([z.enum(["invite", "list", "password"], "must be invite, list or password")]).rest(z.string()),
    role: inviteSchema.shape.role,
    email: inviteSchema.shape.email.optional(),
    days: inviteSchema.shape.days,
  }),
  run: async ({ actor: getActor }, { args: [act, ...rest], role, email = null, days }) => {
    const [address, ...more] = rest;
    // `user invite ada@example.org` would otherwise make a link that anybody can take.
    const extra = act === "password" ? more[0] : address;
    if (extra !== undefined)
      throw new UsageError(`argument: ${extra} is one too many${act === "invite" ? ". An address stands behind --email" : ""}`);
    if (act === "password") {
      if (address === undefined) throw new UsageError("argument: password needs the e-mail address of a member, which `user list` shows");
      const wanted = emailSchema.parse(address);
      const actor = await getActor();
      const member = (await listMembers(actor)).find((one) => one.email === wanted);
      if (!member) {
        throw new AppError("not_found", {
          userMessage: `No member has the address ${wanted}. \`plumbline user list\` shows those that there are.`,
        });
      }
      return giveNewPassword(actor, { memberId: member.id });
    }
    const actor = await getActor();
    if (act === "invite") {
      const { path, expiresAt } = await inviteMember(actor, { role, email, days });
      const base = process.env.NEXTAUTH_URL;
      return { role, email, path, link: base ? new URL(path, base).href : null, expires_at: expiresAt };
    }
    const [members, invitations] = [await listMembers(actor), await listInvitations(actor)];
    return {
      users: members.map((member) => ({
        email: member.email,
        name: member.name,
        role: member.role,
        disabled: member.disabledAt !== null,
        last_sign_in_at: member.lastSignInAt,
      })),
      invitations: invitations
        .filter(({ state }) => state === "open")
        .map((invitation) => ({ email: invitation.email, role: invitation.role, expires_at: invitation.expiresAt })),
    };
  },
});
