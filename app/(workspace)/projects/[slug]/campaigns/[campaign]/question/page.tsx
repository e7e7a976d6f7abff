import type { Metadata } from "next";
import { z } from "zod";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { QuestionBuilder } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/question-builder";
import { Page } from "@/components/shell/page-header";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { sampleItems } from "@/lib/items/sample-items";
import "@/components/annotate/desk.css";

export const metadata: Metadata = { title: "Question" };

const itemsToTry = 8;

export default async function QuestionPage({ params }: { params: Promise<{ slug: string; campaign: string }> }) {
  const slugs = await params;
  const { items, ...detail } = await pageData(async (actor) => {
    const loaded = await loadCampaign(actor, slugs);
    return { ...loaded, items: await sampleItems(actor, { projectId: loaded.projectId, count: itemsToTry }) };
  });
  const { campaign } = detail;
  return (
    <Page>
      <CampaignHeader
        slug={slugs.slug}
        projectId={detail.projectId}
        detail={detail}
        current="question"
        mayEdit={can(detail.me.role, "campaigns:edit")}
      />
      <QuestionBuilder
        key={campaign.questionVersion}
        projectId={detail.projectId}
        campaign={campaign}
        config={z.json().parse(detail.config)}
        node={detail.node}
        answers={detail.answers}
        items={items}
      />
    </Page>
  );
}
