import { CampaignState } from "@/app/(workspace)/projects/[slug]/campaigns/_components/campaign-state";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import type { listCampaigns } from "@/lib/projects/list-campaigns";
import { listKinds } from "@/lib/projects/list-kinds";

const count = new Intl.NumberFormat("en");

export function CampaignsTable({ slug, campaigns }: { slug: string; campaigns: Awaited<ReturnType<typeof listCampaigns>> }) {
  const titles = new Map(listKinds().map((kind) => [kind.id, kind.title]));
  return (
    <ListTable
      walk
      label="Campaigns"
      rows={campaigns}
      rowKey={({ id }) => id}
      columns={[
        {
          head: "Campaign",
          cut: true,
          title: ({ name }) => name,
          cell: (campaign) => (
            <AppLink data-row-link href={`/projects/${slug}/campaigns/${campaign.slug}`} className="font-medium hover:underline">
              {campaign.name}
            </AppLink>
          ),
        },
        { head: "Question", from: "md", cell: ({ kind }) => titles.get(kind) ?? kind },
        { head: "Overlap", numeric: true, from: "md", cell: ({ overlap }) => overlap },
        { head: "Guide", numeric: true, from: "md", cell: ({ guideVersion }) => `v${guideVersion}` },
        { head: "Tasks", numeric: true, from: "md", cell: ({ tasks }) => count.format(tasks) },
        { head: "Open", numeric: true, cell: ({ openTasks }) => count.format(openTasks) },
        { head: "Answers", numeric: true, cell: ({ annotations }) => count.format(annotations) },
        { head: "State", cell: ({ state }) => <CampaignState state={state} /> },
      ]}
    />
  );
}
