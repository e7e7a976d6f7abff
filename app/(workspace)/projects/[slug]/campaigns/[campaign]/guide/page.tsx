import type { Metadata } from "next";
import { CampaignHeader } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/campaign-header";
import { loadCampaign } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/load-campaign";
import { GuideEditor } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/guide/_components/guide-editor";
import { ExampleList } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/guide/_components/example-list";
import { GuideHistory } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/guide/_components/guide-history";
import { ReadingText } from "@/components/content/reading-text";
import { TextChanges } from "@/components/content/text-changes";
import { Page, Section } from "@/components/shell/page-header";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { listGuides } from "@/lib/projects/list-guides";
import "@/components/annotate/desk.css";

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
  const before = shown && guides.find((guide) => guide.version === shown.version - 1);
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
      {shown && shown.examples.length > 0 ? (
        <Section title="Examples" about="Items with their right answers, as the guide shows them to annotators." ruled>
          <ExampleList
            key={shown.version}
            at={`/projects/${slugs.slug}/items`}
            place={{ projectId: detail.projectId, campaignId: detail.campaign.id, markdown: shown.markdown, basedOn: shown.version }}
            examples={shown.examples}
            mayEdit={mayEdit && !old}
          />
        </Section>
      ) : null}
      {shown && before ? (
        <Section title={`What version ${shown.version} changed`} about={shown.note} ruled>
          <TextChanges from={before.markdown} to={shown.markdown} same="The text is the same." />
        </Section>
      ) : null}
      <Section title="Versions" about="Each answer keeps the version that it was given under." ruled>
        <GuideHistory at={`/projects/${slugs.slug}/campaigns/${slugs.campaign}/guide`} guides={guides} shown={shown?.version ?? null} />
      </Section>
    </Page>
  );
}
