import { DeliveryState } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/delivery-state";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import type { DeliveryView, WebhookView } from "@/lib/webhooks/schema";

type Props = { slug: string; deliveries: DeliveryView[]; webhooks: WebhookView[] };

const answerOf = ({ answerStatus, error, attempts }: DeliveryView): string =>
  answerStatus === null ? (error ?? (attempts === 0 ? "" : "none")) : String(answerStatus);

export function DeliveriesTable({ slug, deliveries, webhooks }: Props) {
  const urls = new Map(webhooks.map(({ id, url }) => [id, url]));
  return (
    <ListTable
      walk="hint"
      label="Deliveries"
      rows={deliveries}
      rowKey={({ id }) => id}
      columns={[
        {
          head: "When (UTC)",
          className: "num",
          cell: ({ id, createdAt }) => (
            <AppLink
              href={`/projects/${slug}/settings/webhooks/${id}`}
              data-row-link
              className="underline decoration-rule-3 underline-offset-3"
            >
              {createdAt.slice(0, 19).replace("T", " ")}
            </AppLink>
          ),
        },
        { head: "Event", className: "mono", cell: ({ type }) => type },
        { head: "To", cut: true, from: "md", cell: ({ webhookId }) => urls.get(webhookId) ?? "" },
        { head: "State", cell: (delivery) => <DeliveryState delivery={delivery} /> },
        { head: "Tries", numeric: true, from: "md", cell: ({ attempts }) => attempts },
        {
          head: "Answer",
          cut: true,
          from: "md",
          className: "w-auto max-w-[320px]",
          title: ({ error }) => error ?? undefined,
          cell: answerOf,
        },
      ]}
    />
  );
}
