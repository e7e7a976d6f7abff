import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { inviteMember } from "@/lib/members/invite-member";
import { listInvitations } from "@/lib/members/list-invitations";
import { listMembers } from "@/lib/members/list-members";
import { inviteSchema } from "@/lib/members/schema";

export const command = defineCommand({
  name: "user",
  describe: "invite: make a link by which one person can join, shown this once; list: the members and the open invitations",
  argument: { name: "<act>", describe: "invite or list" },
  options: [
    { flags: "--role <name>", describe: "owner, admin, researcher or annotator", default: "annotator" },
    { flags: "--email <address>", describe: "only this address can take the invitation" },
    { flags: "--days <number>", describe: "days until the link is over", default: "7" },
  ],
  schema: z.object({
    args: z.tuple([z.enum(["invite", "list"], "must be invite or list")], "is needed: invite or list"),
    role: inviteSchema.shape.role,
    email: inviteSchema.shape.email.optional(),
    days: inviteSchema.shape.days,
  }),
  run: async ({ actor: getActor }, { args: [act], role, email = null, days }) => {
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
