import type { Metadata } from "next";
import { DeliveryState } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/delivery-state";
import { SendAgainButton } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/send-again-button";
import { CodeBlock } from "@/components/content/code-block";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { DefinitionList } from "@/components/ui/definition-list";
import { LinkButton } from "@/components/ui/link-button";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { getDelivery, listWebhooks } from "@/lib/webhooks/list-webhooks";
import { mostAttempts } from "@/lib/webhooks/schema";

type Props = { params: Promise<{ slug: string; delivery: string }> };

export const metadata: Metadata = { title: "Delivery" };

const minute = (moment: string): string => `${moment.slice(0, 19).replace("T", " ")} UTC`;

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
      <DefinitionList
        className="max-w-[720px]"
        items={[
          { term: "State", value: <DeliveryState delivery={delivery} /> },
          { term: "To", value: <span className="break-all">{webhook?.url ?? "a webhook that is gone"}</span> },
          { term: "Id", value: <span className="mono break-all">{delivery.id}</span> },
          { term: "Tries", value: `${delivery.attempts} of ${mostAttempts}` },
          ...(delivery.nextAttemptAt === null ? [] : [{ term: "Next try", value: minute(delivery.nextAttemptAt) }]),
          ...(delivery.sentAt === null ? [] : [{ term: "Sent", value: minute(delivery.sentAt) }]),
          { term: "Answer", value: delivery.answerStatus ?? "none yet" },
          ...(delivery.error === null ? [] : [{ term: "What went wrong", value: <span className="wrap-anywhere">{delivery.error}</span> }]),
        ]}
      />
      <div className="grid gap-x-11 lg:grid-cols-2">
        <Section title="What was sent" about="the body, the same at every try">
          <div className="reading max-w-none">
            <CodeBlock code={JSON.stringify(delivery.payload, null, 2)} language="json" />
          </div>
        </Section>
        <Section title="How the answer began" about={delivery.answerStatus === null ? undefined : `status ${delivery.answerStatus}`}>
          {delivery.answerBody === null ? (
            <p className="text-ink-2">No answer has come yet.</p>
          ) : delivery.answerBody === "" ? (
            <p className="text-ink-2">The answer had no body.</p>
          ) : (
            <div className="reading max-w-none">
              <CodeBlock code={delivery.answerBody} language={null} />
            </div>
          )}
        </Section>
      </div>
    </Page>
  );
}
