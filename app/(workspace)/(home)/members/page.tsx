import type { Metadata } from "next";
import { InviteDialog } from "@/app/(workspace)/(home)/members/_components/invite-dialog";
import { InvitationsTable } from "@/app/(workspace)/(home)/members/_components/invitations-table";
import { MembersTable } from "@/app/(workspace)/(home)/members/_components/members-table";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { counted } from "@/components/ui/figure-format";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { listInvitations } from "@/lib/members/list-invitations";
import { listMembers } from "@/lib/members/list-members";

export const metadata: Metadata = { title: "Members" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MembersPage({ searchParams }: Props) {
  const [{ invite }, { me, members, invitations }] = await Promise.all([
    searchParams,
    pageData(async (actor) => {
      const [me, members, invitations] = await Promise.all([describeMe(actor), listMembers(actor), listInvitations(actor)]);
      return { me, members, invitations };
    }),
  ]);
  const barred = members.filter((member) => member.disabledAt !== null).length;
  const open = invitations.filter((invitation) => invitation.state === "open").length;
  const owner = can(me.role, "members:own");
  return (
    <Page>
      <PageHeader
        title="Members"
        facts={`${counted(members.length, "member")}${barred > 0 ? `, ${barred} barred` : ""} · ${counted(open, "open invitation")}`}
        actions={<InviteDialog mayInviteOwners={owner} startOpen={invite === "1"} />}
      />
      <MembersTable members={members} myUserId={me.userId} mayOwn={owner} mayGivePasswords={can(me.role, "members:password")} />
      {invitations.length > 0 ? (
        <Section title="Invitations" about="A link works once. Whoever holds it can join, so send it to one person.">
          <InvitationsTable invitations={invitations} />
        </Section>
      ) : null}
    </Page>
  );
}
