import type { Metadata } from "next";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { RoutingTabs } from "@/app/(workspace)/projects/[slug]/routing/_components/routing-tabs";
import { loadTags } from "@/app/(workspace)/projects/[slug]/routing/tags/_components/load-tags";
import { TagsBody } from "@/app/(workspace)/projects/[slug]/routing/tags/_components/tags-body";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { counted } from "@/components/ui/figure-format";
import { SkeletonForm, SkeletonRows } from "@/components/ui/skeleton";

export const metadata: Metadata = { title: "Tags" };

const about = "What items are about: measures of their texts, and what a tagger says of their prompts.";

export default async function TagsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const open = await openProject(slug, "tags:see");
  const tabs = <RoutingTabs slug={slug} current="tags" />;
  const skeleton = (
    <>
      <PageHeader title="Tags" crumb="Tags" facts={about} />
      {tabs}
      <div className="grid items-start gap-x-11 lg:grid-cols-[minmax(280px,2fr)_minmax(0,3fr)]">
        <SkeletonForm fields={2} />
        <SkeletonRows rows={12} />
      </div>
    </>
  );
  return (
    <Page>
      <Meanwhile data={loadTags(open.projectId)} skeleton={skeleton}>
        {(tags) => {
          const described = tags.tagging.taggers.map(({ tagger, items }) => `${tagger} (${counted(items, "item")})`);
          const by = described.length === 0 ? "Nothing is described yet." : `Described by ${described.join(" and ")}.`;
          return (
            <>
              <PageHeader title="Tags" crumb="Tags" facts={`${about} ${by}`} />
              {tabs}
              <TagsBody {...open} {...tags} />
            </>
          );
        }}
      </Meanwhile>
    </Page>
  );
}
