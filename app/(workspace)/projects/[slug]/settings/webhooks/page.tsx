import type { Metadata } from "next";
import { z } from "zod";
import { SettingsTabs } from "@/app/(workspace)/projects/[slug]/settings/_components/settings-tabs";
import { CreateWebhookDialog } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/create-webhook-dialog";
import { Deliveries, deliveriesAPage } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/deliveries";
import { WebhooksTable } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/webhooks-table";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { listPageSchema, pageOrLast } from "@/lib/http/list-page";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { countDeliveries, listWebhooks } from "@/lib/webhooks/list-webhooks";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

const viewSchema = z.object({ page: listPageSchema, webhook: z.string().optional().catch(undefined) });

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { page: asked, webhook } = viewSchema.parse(await searchParams);
  const { me, project, webhooks, chosen, sent } = await pageData(async (actor) => {
    const [me, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    const webhooks = await listWebhooks(actor, { projectId: project.id });
    // One that was removed has no deliveries: an old address shows those of all.
    const chosen = webhooks.find(({ id }) => id === webhook)?.id;
    const sent = await pageOrLast(asked, deliveriesAPage, (skip) =>
      countDeliveries(actor, { projectId: project.id, webhookId: chosen, take: deliveriesAPage, skip }),
    );
    return { me, project, webhooks, chosen, sent };
  });
  const mayEdit = can(me.role, "webhooks:edit");
  return (
    <Page>
      <PageHeader
        title="Settings"
        crumb="Webhooks"
        facts="Addresses that are told what happens in this project. Deliveries are signed and tried eight times over about fifteen hours."
        actions={mayEdit ? <CreateWebhookDialog slug={slug} projectId={project.id} /> : null}
      />
      <SettingsTabs slug={slug} role={me.role} current="webhooks" />
      {webhooks.length === 0 ? (
        <EmptyState title="No webhook yet">
          A webhook tells another program when a job ends, an answer comes in or a version is built, so that it need not ask again and
          again.
        </EmptyState>
      ) : (
        <>
          <WebhooksTable slug={slug} projectId={project.id} webhooks={webhooks} chosen={chosen} mayEdit={mayEdit} />
          <Section title="Deliveries" about="the newest first, kept for a month" ruled>
            <Deliveries slug={slug} webhooks={webhooks} {...sent} chosen={chosen} />
          </Section>
        </>
      )}
    </Page>
  );
}
