"use client";

import { EditWebhookDialog } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/edit-webhook-dialog";
import { remove, setEnabled } from "@/app/(workspace)/projects/[slug]/settings/webhooks/actions";
import { dataOf, refusalOf, settled } from "@/components/forms/settled";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import type { WebhookView } from "@/lib/webhooks/schema";

type Props = { slug: string; projectId: string; webhooks: WebhookView[]; chosen: string | undefined; mayEdit: boolean };

const count = new Intl.NumberFormat("en");
const eventsOf = ({ events }: WebhookView): string => (events.length === 1 ? (events[0] ?? "") : `${events.length} events`);

export function WebhooksTable({ slug, projectId, webhooks, chosen, mayEdit }: Props) {
  return (
    <ListTable
      label="Webhooks"
      rows={webhooks}
      rowKey={({ id }) => id}
      at={({ id }) => id === chosen}
      columns={[
        {
          head: "Address",
          cut: true,
          title: ({ url }) => url,
          cell: ({ id, url }) => (
            <AppLink
              href={`/projects/${slug}/settings/webhooks${id === chosen ? "" : `?webhook=${id}`}`}
              title={id === chosen ? "Show the deliveries of all" : "Show its deliveries alone"}
              className="underline decoration-rule-3 underline-offset-3"
            >
              {url}
            </AppLink>
          ),
        },
        { head: "Told of", from: "md", title: ({ events }) => events.join(", "), cell: eventsOf },
        { head: "Waiting", numeric: true, from: "md", cell: ({ waiting }) => count.format(waiting) },
        {
          head: "Failed",
          numeric: true,
          from: "md",
          cell: ({ failed }) => (failed > 0 ? <StateText tone="bad">{count.format(failed)}</StateText> : "0"),
        },
        { head: "State", cell: ({ enabled }) => <StateText tone={enabled ? "neutral" : "quiet"}>{enabled ? "on" : "paused"}</StateText> },
        mayEdit && {
          head: null,
          cell: (webhook) => (
            <>
              <EditWebhookDialog slug={slug} projectId={projectId} webhook={webhook} />
              <PauseButton slug={slug} projectId={projectId} webhook={webhook} />
              <RemoveButton slug={slug} projectId={projectId} webhook={webhook} />
            </>
          ),
        },
      ]}
    />
  );
}

type One = { slug: string; projectId: string; webhook: WebhookView };

function PauseButton({ slug, projectId, webhook: { id, url, enabled } }: One) {
  const word = enabled ? "Pause" : "Go on";
  return (
    <Button
      variant="quiet"
      size="sm"
      aria-label={enabled ? `Pause telling ${url}` : `Go on telling ${url}`}
      onClick={async () => {
        const result = await settled(setEnabled({ slug, projectId, webhookId: id, enabled: !enabled }));
        if (!result.ok) notifyFailed(refusalOf(result));
        else
          notifyDone(
            enabled ? "Paused. What happens or falls due meanwhile is not sent later." : "It is told again what happens from now on.",
          );
      }}
    >
      {word}
    </Button>
  );
}

function RemoveButton({ slug, projectId, webhook: { id, url } }: One) {
  return (
    <ConfirmDialog
      title="Remove this webhook?"
      description={`${url} is told nothing more. Its secret and its log of deliveries go with it. This cannot be undone.`}
      confirmLabel="Remove the webhook"
      cancelLabel="Keep it"
      trigger={
        <Button variant="quiet" size="sm" aria-label={`Remove the webhook to ${url}`}>
          Remove
        </Button>
      }
      onConfirm={async () => {
        await dataOf(remove({ slug, projectId, webhookId: id }));
        notifyDone("The webhook is removed.");
      }}
    />
  );
}
