import type { Metadata } from "next";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { GuideEditor } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/guide/_components/guide-editor";
import { GuideHistory } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/guide/_components/guide-history";
import { ReadingText } from "@/components/content/reading-text";
import { Page, Section } from "@/components/shell/page-header";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { listGuides } from "@/lib/projects/list-guides";

export const metadata: Metadata = { title: "Guide" };

type Props = {
  params: Promise<{ slug: string; campaign: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function GuidePage({ params, searchParams }: Props) {
  const [slugs, { version }] = await Promise.all([params, searchParams]);
  const { detail, guides } = await pageData(async (actor) => {
    const detail = await loadCampaign(actor, slugs);
    return { detail, guides: await listGuides(actor, { projectId: detail.projectId, campaignId: detail.campaign.id }) };
  });
  const newest = guides[0];
  const shown = guides.find((guide) => String(guide.version) === version) ?? newest;
  const mayEdit = can(detail.me.role, "campaigns:edit");
  const old = shown !== undefined && shown.version !== newest?.version;
  return (
    <Page>
      <CampaignHeader slug={slugs.slug} projectId={detail.projectId} detail={detail} current="guide" mayEdit={mayEdit} />
      {shown === undefined ? null : mayEdit && !old ? (
        <GuideEditor
          key={shown.version}
          projectId={detail.projectId}
          campaignId={detail.campaign.id}
          version={shown.version}
          markdown={shown.markdown}
        />
      ) : (
        <>
          {old ? <p className="mb-4 text-ink-2">Version {shown.version}, as it was published. It can be read, not edited.</p> : null}
          <ReadingText text={shown.markdown} />
        </>
      )}
      <Section title="Versions" about="Each answer keeps the version that it was given under." ruled>
        <GuideHistory at={`/projects/${slugs.slug}/campaigns/${slugs.campaign}/guide`} guides={guides} shown={shown?.version ?? null} />
      </Section>
    </Page>
  );
}
