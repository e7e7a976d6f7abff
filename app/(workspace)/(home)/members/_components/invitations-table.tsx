"use client";

import { revoke } from "@/app/(workspace)/(home)/members/actions";
import { StateText } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { unwrap } from "@/lib/http/action-result";
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
    <Table>
      <thead>
        <tr>
          <HeaderCell>For</HeaderCell>
          <HeaderCell>Role</HeaderCell>
          <HeaderCell className="max-lg:hidden">Sent by</HeaderCell>
          <HeaderCell className="max-lg:hidden">Sent</HeaderCell>
          <HeaderCell>State</HeaderCell>
          <ActionsHeader />
        </tr>
      </thead>
      <tbody>
        {invitations.map((invitation) => (
          <Row key={invitation.id}>
            <CutCell>{invitation.email ?? "whoever holds the link"}</CutCell>
            <Cell>{invitation.role}</Cell>
            <Cell className="max-lg:hidden">{invitation.sentBy ?? "the command line"}</Cell>
            <Cell className="num max-lg:hidden">{invitation.createdAt.slice(0, 10)}</Cell>
            <Cell>
              <StateText tone={invitation.state === "open" ? "neutral" : "quiet"}>{stateOf(invitation)}</StateText>
            </Cell>
            <Cell className="text-right">{invitation.state === "open" ? <TakeBackButton invitation={invitation} /> : null}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
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
      onConfirm={async () => unwrap(await revoke({ invitationId: invitation.id }))}
    />
  );
}
