import { CampaignState } from "@/app/(workspace)/projects/[slug]/campaigns/_components/campaign-state";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { listCampaigns } from "@/lib/projects/list-campaigns";
import { listKinds } from "@/lib/projects/list-kinds";

const count = new Intl.NumberFormat("en");

export function CampaignsTable({ slug, campaigns }: { slug: string; campaigns: Awaited<ReturnType<typeof listCampaigns>> }) {
  const titles = new Map(listKinds().map((kind) => [kind.id, kind.title]));
  return (
    <RowWalk hint={false}>
      <Table>
        <thead>
          <tr>
            <HeaderCell className="w-full">Campaign</HeaderCell>
            <HeaderCell className="max-md:hidden">Question</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Overlap
            </HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Guide
            </HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Tasks
            </HeaderCell>
            <HeaderCell numeric>Open</HeaderCell>
            <HeaderCell numeric>Answers</HeaderCell>
            <HeaderCell>State</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => (
            <Row key={campaign.id}>
              <Cell className="w-full max-w-0">
                <AppLink
                  data-row-link
                  href={`/projects/${slug}/campaigns/${campaign.slug}`}
                  className="cut block font-medium hover:underline"
                >
                  {campaign.name}
                </AppLink>
              </Cell>
              <Cell className="max-md:hidden">{titles.get(campaign.kind) ?? campaign.kind}</Cell>
              <Cell numeric className="max-md:hidden">
                {campaign.overlap}
              </Cell>
              <Cell numeric className="max-md:hidden">
                v{campaign.guideVersion}
              </Cell>
              <Cell numeric className="max-md:hidden">
                {count.format(campaign.tasks)}
              </Cell>
              <Cell numeric>{count.format(campaign.openTasks)}</Cell>
              <Cell numeric>{count.format(campaign.annotations)}</Cell>
              <Cell>
                <CampaignState state={campaign.state} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </RowWalk>
  );
}
