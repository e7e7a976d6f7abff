import type { Metadata } from "next";
import { CreateCampaignDialog } from "@/app/(workspace)/projects/[slug]/campaigns/_components/create-campaign-dialog";
import { CampaignState } from "@/app/(workspace)/projects/[slug]/campaigns/_components/campaign-state";
import { Page, PageHeader } from "@/components/shell/page-header";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { listCampaigns } from "@/lib/projects/list-campaigns";
import { listKinds } from "@/lib/projects/list-kinds";

export const metadata: Metadata = { title: "Campaigns" };

const count = new Intl.NumberFormat("en");

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CampaignsPage({ params, searchParams }: Props) {
  const [{ slug }, { new: startNew }] = await Promise.all([params, searchParams]);
  const { me, project, campaigns } = await pageData(async (actor) => {
    const [me, { project }] = await Promise.all([describeMe(actor), getProject(actor, { slug })]);
    return { me, project, campaigns: await listCampaigns(actor, { projectId: project.id }) };
  });
  const kinds = listKinds();
  const titles = new Map(kinds.map((kind) => [kind.id, kind.title]));
  return (
    <Page>
      <PageHeader
        title="Campaigns"
        facts="A campaign asks one kind of question about the project's items, under one guide."
        actions={
          can(me.role, "campaigns:edit") ? (
            <CreateCampaignDialog projectId={project.id} projectSlug={slug} kinds={kinds} startOpen={startNew === "1"} />
          ) : null
        }
      />
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
    </Page>
  );
}
