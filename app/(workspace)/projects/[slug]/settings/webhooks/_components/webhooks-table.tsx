"use client";

import { remove, setEnabled } from "@/app/(workspace)/projects/[slug]/settings/webhooks/actions";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import { unwrap } from "@/lib/http/action-result";
import type { WebhookView } from "@/lib/webhooks/schema";

type Props = { slug: string; projectId: string; webhooks: WebhookView[]; chosen: string | undefined; mayEdit: boolean };

const count = new Intl.NumberFormat("en");
const eventsOf = ({ events }: WebhookView): string => (events.length === 1 ? (events[0] ?? "") : `${events.length} events`);

export function WebhooksTable({ slug, projectId, webhooks, chosen, mayEdit }: Props) {
  return (
    <Table aria-label="Webhooks">
      <thead>
        <tr>
          <HeaderCell>Address</HeaderCell>
          <HeaderCell className="max-md:hidden">Told of</HeaderCell>
          <HeaderCell numeric className="max-md:hidden">
            Waiting
          </HeaderCell>
          <HeaderCell numeric className="max-md:hidden">
            Failed
          </HeaderCell>
          <HeaderCell>State</HeaderCell>
          {mayEdit ? <ActionsHeader /> : null}
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => (
          <Row key={webhook.id} at={webhook.id === chosen}>
            <CutCell title={webhook.url}>
              <AppLink
                href={`/projects/${slug}/settings/webhooks${webhook.id === chosen ? "" : `?webhook=${webhook.id}`}`}
                title={webhook.id === chosen ? "Show the deliveries of all" : "Show its deliveries alone"}
                className="underline decoration-rule-3 underline-offset-3"
              >
                {webhook.url}
              </AppLink>
            </CutCell>
            <Cell className="max-md:hidden" title={webhook.events.join(", ")}>
              {eventsOf(webhook)}
            </Cell>
            <Cell numeric className="max-md:hidden">
              {count.format(webhook.waiting)}
            </Cell>
            <Cell numeric className="max-md:hidden">
              {webhook.failed > 0 ? <StateText tone="bad">{count.format(webhook.failed)}</StateText> : "0"}
            </Cell>
            <Cell>
              <StateText tone={webhook.enabled ? "neutral" : "quiet"}>{webhook.enabled ? "on" : "paused"}</StateText>
            </Cell>
            {mayEdit ? (
              <Cell className="text-right">
                <PauseButton slug={slug} projectId={projectId} webhook={webhook} />
                <RemoveButton slug={slug} projectId={projectId} webhook={webhook} />
              </Cell>
            ) : null}
          </Row>
        ))}
      </tbody>
    </Table>
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
        const result = await setEnabled({ slug, projectId, webhookId: id, enabled: !enabled });
        if (!result.ok) notifyFailed(result.error);
        else notifyDone(enabled ? "Paused. What happens meanwhile is not told later." : "It is told again what happens from now on.");
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
        unwrap(await remove({ slug, projectId, webhookId: id }));
        notifyDone("The webhook is removed.");
      }}
    />
  );
}
