import type { Metadata } from "next";
import { z } from "zod";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { QuestionBuilder } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/question-builder";
import { AppLink } from "@/components/ui/app-link";
import { Page, Section } from "@/components/shell/page-header";
import { QuestionVersions } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/question-versions";
import { describeVersions } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/describe-versions";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { sampleItems } from "@/lib/items/sample-items";
import { listQuestions } from "@/lib/projects/list-questions";
import "@/components/annotate/desk.css";

export const generateMetadata = async ({ params }: { params: Promise<{ slug: string; campaign: string }> }): Promise<Metadata> => ({
  title: `Question · ${(await params).campaign}`,
});

const itemsToTry = 8;

export default async function QuestionPage({ params }: { params: Promise<{ slug: string; campaign: string }> }) {
  const slugs = await params;
  const { items, older, ...detail } = await pageData(async (actor) => {
    const loaded = await loadCampaign(actor, slugs);
    const [items, older] = await Promise.all([
      sampleItems(actor, { projectId: loaded.projectId, count: itemsToTry }),
      listQuestions(actor, { projectId: loaded.projectId, campaignId: loaded.campaign.id }),
    ]);
    return { ...loaded, items, older };
  });
  const { campaign } = detail;
  const versions = describeVersions(detail, older);
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
      {versions.length > 1 ? (
        <Section
          title="Versions"
          about={
            <>
              Each answer keeps the version of the question that it was given under.
              {versions.some(({ counted, answers }) => !counted && answers > 0) ? (
                <>
                  {" "}
                  Where they do not count,{" "}
                  <AppLink
                    href={`/projects/${slugs.slug}/campaigns/${slugs.campaign}/people`}
                    className="underline decoration-rule-3 underline-offset-3"
                  >
                    ask others in their place
                  </AppLink>
                  .
                </>
              ) : null}
            </>
          }
          ruled
        >
          <QuestionVersions versions={versions} />
        </Section>
      ) : null}
    </Page>
  );
}
