"use client";

import { revoke } from "@/app/(workspace)/(home)/api-keys/actions";
import { dataOf } from "@/components/forms/settled";
import { ListTable } from "@/components/tables/list-table";
import { StateText } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatMinute } from "@/components/ui/format-minute";
import { notifyDone } from "@/components/ui/toast";
import type { ApiKeyView } from "@/lib/api-keys/schema";

const stateOf = (key: ApiKeyView): string => {
  if (key.state === "revoked") return `revoked ${key.revokedAt?.slice(0, 10) ?? ""}`;
  if (key.state === "barred") return "refused: its owner is barred";
  if (key.expiresAt === null) return "holds until revoked";
  return `${key.state === "over" ? "over since" : "holds until"} ${key.expiresAt.slice(0, 10)}`;
};

const scopesOf = ({ scopes }: ApiKeyView): string => (scopes.length <= 2 ? scopes.join(", ") : `${scopes.length} scopes`);

export function KeysTable({ keys, showOwner }: { keys: ApiKeyView[]; showOwner: boolean }) {
  return (
    <ListTable
      label="API keys"
      rows={keys}
      rowKey={({ id }) => id}
      columns={[
        { head: "For", cut: true, cell: ({ name }) => name },
        { head: "Begins with", from: "md", className: "mono", cell: ({ prefix }) => `${prefix}…` },
        showOwner && { head: "Acts as", from: "md", cell: ({ owner }) => owner.name },
        { head: "May", from: "md", title: ({ scopes }) => scopes.join(", "), cell: scopesOf },
        { head: "In", from: "md", cell: ({ project }) => project?.name ?? "every project" },
        {
          head: "Last used (UTC)",
          from: "md",
          className: "num",
          cell: ({ lastUsedAt }) => (lastUsedAt ? formatMinute(lastUsedAt) : "never"),
        },
        { head: "State", cell: (key) => <StateText tone={key.state === "live" ? "neutral" : "quiet"}>{stateOf(key)}</StateText> },
        { head: null, cell: (key) => (key.state === "live" || key.state === "barred" ? <RevokeButton apiKey={key} /> : null) },
      ]}
    />
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
        await dataOf(revoke({ keyId: apiKey.id }));
        notifyDone("The key is revoked.");
      }}
    />
  );
}
