import type { Metadata } from "next";
import { DeliveryBody, minute } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/delivery-body";
import { SendAgainButton } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/send-again-button";
import { Page, PageHeader } from "@/components/shell/page-header";
import { LinkButton } from "@/components/ui/link-button";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { getDelivery, listWebhooks } from "@/lib/webhooks/list-webhooks";

type Props = { params: Promise<{ slug: string; delivery: string }> };

export const metadata: Metadata = { title: "Delivery" };

export default async function DeliveryPage({ params }: Props) {
  const { slug, delivery: deliveryId } = await params;
  const { me, project, delivery, webhook } = await pageData(async (actor) => {
    const [me, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    const delivery = await getDelivery(actor, { projectId: project.id, deliveryId });
    const webhooks = await listWebhooks(actor, { projectId: project.id });
    return { me, project, delivery, webhook: webhooks.find(({ id }) => id === delivery.webhookId) };
  });
  return (
    <Page>
      <PageHeader
        title={<span className="mono">{delivery.type}</span>}
        crumb="Delivery"
        facts={minute(delivery.createdAt)}
        actions={
          <>
            <LinkButton href={`/projects/${slug}/settings/webhooks`}>All deliveries</LinkButton>
            {can(me.role, "webhooks:edit") ? <SendAgainButton slug={slug} projectId={project.id} deliveryId={delivery.id} /> : null}
          </>
        }
      />
      <DeliveryBody delivery={delivery} to={webhook?.url ?? null} />
    </Page>
  );
}
