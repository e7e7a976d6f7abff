"use client";

import { revoke } from "@/app/(workspace)/(home)/api-keys/actions";
import { StateText } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatMinute } from "@/components/ui/format-minute";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { notifyDone } from "@/components/ui/toast";
import type { ApiKeyView } from "@/lib/api-keys/schema";
import { unwrap } from "@/lib/http/action-result";

const stateOf = (key: ApiKeyView): string => {
  if (key.state === "revoked") return `revoked ${key.revokedAt?.slice(0, 10) ?? ""}`;
  if (key.expiresAt === null) return "holds until revoked";
  return `${key.state === "over" ? "over since" : "holds until"} ${key.expiresAt.slice(0, 10)}`;
};

const scopesOf = ({ scopes }: ApiKeyView): string => (scopes.length <= 2 ? scopes.join(", ") : `${scopes.length} scopes`);

export function KeysTable({ keys, showOwner }: { keys: ApiKeyView[]; showOwner: boolean }) {
  return (
    <Table>
      <thead>
        <tr>
          <HeaderCell>For</HeaderCell>
          <HeaderCell className="max-md:hidden">Begins with</HeaderCell>
          {showOwner ? <HeaderCell className="max-md:hidden">Acts as</HeaderCell> : null}
          <HeaderCell className="max-md:hidden">May</HeaderCell>
          <HeaderCell className="max-md:hidden">In</HeaderCell>
          <HeaderCell className="max-md:hidden">Last used</HeaderCell>
          <HeaderCell>State</HeaderCell>
          <ActionsHeader />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <Row key={key.id}>
            <CutCell>{key.name}</CutCell>
            <Cell className="mono max-md:hidden">{key.prefix}…</Cell>
            {showOwner ? <Cell className="max-md:hidden">{key.owner.name}</Cell> : null}
            <Cell className="max-md:hidden" title={key.scopes.join(", ")}>
              {scopesOf(key)}
            </Cell>
            <Cell className="max-md:hidden">{key.project?.name ?? "every project"}</Cell>
            <Cell className="num max-md:hidden">{key.lastUsedAt ? formatMinute(key.lastUsedAt) : "never"}</Cell>
            <Cell>
              <StateText tone={key.state === "live" ? "neutral" : "quiet"}>{stateOf(key)}</StateText>
            </Cell>
            <Cell className="text-right">{key.state === "live" ? <RevokeButton apiKey={key} /> : null}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function RevokeButton({ apiKey }: { apiKey: ApiKeyView }) {
  return (
    <ConfirmDialog
      title={`Revoke the key for ${apiKey.name}?`}
      description="Programs that use it are refused from the next request on. This cannot be undone; a new key takes its place."
      confirmLabel="Revoke the key"
      cancelLabel="Keep it"
      trigger={
        <Button variant="quiet" size="sm" aria-label={`Revoke the key for ${apiKey.name}`}>
          Revoke
        </Button>
      }
      onConfirm={async () => {
        unwrap(await revoke({ keyId: apiKey.id }));
        notifyDone("The key is revoked.");
      }}
    />
  );
}
