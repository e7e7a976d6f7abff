"use client";

import { revoke } from "@/app/(workspace)/(home)/members/actions";
import { dataOf } from "@/components/forms/settled";
import { FoundRows } from "@/components/tables/found-rows";
import { ListTable } from "@/components/tables/list-table";
import { StateText } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { InvitationView } from "@/lib/members/schema";

const stateOf = (invitation: InvitationView): string => {
  switch (invitation.state) {
    case "open":
      return `open until ${invitation.expiresAt.slice(0, 10)}`;
    case "used":
      return `used by ${invitation.usedBy ?? "somebody"}`;
    case "revoked":
      return "taken back";
    case "expired":
      return `over since ${invitation.expiresAt.slice(0, 10)}`;
  }
};

export function InvitationsTable({ invitations }: { invitations: InvitationView[] }) {
  return (
    <FoundRows rows={invitations} textOf={({ email, state, usedBy }) => `${email ?? ""} ${state} ${usedBy ?? ""}`} noun="invitation">
      {(shown) => (
        <ListTable
          label="Invitations"
          rows={shown}
          rowKey={({ id }) => id}
          columns={[
            {
              head: "For",
              cut: true,
              className: "min-w-[14ch]",
              title: ({ email }) => email ?? undefined,
              cell: ({ email, role }) => (
                <>
                  {email ?? "whoever holds the link"}
                  <span className="block text-12 text-ink-3 md:hidden">{role}</span>
                </>
              ),
            },
            { head: "Role", from: "md", cell: ({ role }) => role },
            { head: "Sent by", from: "lg", cell: ({ sentBy }) => sentBy ?? "the command line" },
            { head: "Sent", from: "lg", className: "num", cell: ({ createdAt }) => createdAt.slice(0, 10) },
            {
              head: "State",
              cut: true,
              className:
                "w-auto max-w-[18ch] min-w-[12ch] md:max-w-[32ch] max-md:py-1 max-md:[&_*]:wrap-anywhere max-md:[&_*]:whitespace-normal",
              title: stateOf,
              cell: (invitation) => <StateText tone={invitation.state === "open" ? "neutral" : "quiet"}>{stateOf(invitation)}</StateText>,
            },
            { head: null, cell: (invitation) => (invitation.state === "open" ? <TakeBackButton invitation={invitation} /> : null) },
          ]}
        />
      )}
    </FoundRows>
  );
}

function TakeBackButton({ invitation }: { invitation: InvitationView }) {
  return (
    <ConfirmDialog
      title="Take this invitation back?"
      description="Its link stops working at once. You can send a new one."
      confirmLabel="Take it back"
      cancelLabel="Leave it open"
      trigger={
        <Button variant="quiet" size="sm">
          Take back
        </Button>
      }
      onConfirm={() => dataOf(revoke({ invitationId: invitation.id }))}
    />
  );
}
