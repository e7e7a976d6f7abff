import { DeliveryState } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/delivery-state";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { DeliveryView, WebhookView } from "@/lib/webhooks/schema";

type Props = { slug: string; deliveries: DeliveryView[]; webhooks: WebhookView[] };

const answerOf = ({ answerStatus, error, attempts }: DeliveryView): string =>
  answerStatus === null ? (error ?? (attempts === 0 ? "" : "none")) : String(answerStatus);

export function DeliveriesTable({ slug, deliveries, webhooks }: Props) {
  const urls = new Map(webhooks.map(({ id, url }) => [id, url]));
  return (
    <RowWalk>
      <Table aria-label="Deliveries">
        <thead>
          <tr>
            <HeaderCell>When, UTC</HeaderCell>
            <HeaderCell>Event</HeaderCell>
            <HeaderCell className="max-md:hidden">To</HeaderCell>
            <HeaderCell>State</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Tries
            </HeaderCell>
            <HeaderCell className="max-md:hidden">Answer</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <Row key={delivery.id}>
              <Cell className="num">
                <AppLink
                  href={`/projects/${slug}/settings/webhooks/${delivery.id}`}
                  data-row-link
                  className="underline decoration-rule-3 underline-offset-3"
                >
                  {delivery.createdAt.slice(0, 19).replace("T", " ")}
                </AppLink>
              </Cell>
              <Cell className="mono">{delivery.type}</Cell>
              <CutCell className="max-md:hidden">{urls.get(delivery.webhookId) ?? ""}</CutCell>
              <Cell>
                <DeliveryState delivery={delivery} />
              </Cell>
              <Cell numeric className="max-md:hidden">
                {delivery.attempts}
              </Cell>
              <CutCell className="w-auto max-w-[320px] max-md:hidden" title={delivery.error ?? undefined}>
                {answerOf(delivery)}
              </CutCell>
            </Row>
          ))}
        </tbody>
      </Table>
    </RowWalk>
  );
}
