import { DeliveriesTable } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/deliveries-table";
import { Pagination } from "@/components/ui/pagination";
import type { listDeliveries, listWebhooks } from "@/lib/webhooks/list-webhooks";

export const deliveriesAPage = 50;

interface DeliveriesProps {
  slug: string;
  webhooks: Awaited<ReturnType<typeof listWebhooks>>;
  /** one more than is shown where there is a next page */
  deliveries: Awaited<ReturnType<typeof listDeliveries>>;
  page: number;
  chosen: string | undefined;
}

export function Deliveries({ slug, webhooks, deliveries, page, chosen }: DeliveriesProps) {
  const shown = deliveries.slice(0, deliveriesAPage);
  const before = (page - 1) * deliveriesAPage;
  const at = (to: number): string => `/projects/${slug}/settings/webhooks?page=${to}${chosen ? `&webhook=${chosen}` : ""}`;
  return (
    <>
      {shown.length === 0 ? (
        <p className="text-ink-2">Nothing has been sent yet. What happens from now on is sent within seconds.</p>
      ) : (
        <DeliveriesTable slug={slug} deliveries={shown} webhooks={webhooks} />
      )}
      <Pagination
        from={before + 1}
        to={before + shown.length}
        total={null}
        noun="deliveries"
        previousHref={page > 1 ? at(page - 1) : null}
        nextHref={deliveries.length > deliveriesAPage ? at(page + 1) : null}
      />
    </>
  );
}
