import type { Metadata } from "next";
import { RoutingTabs } from "@/app/(workspace)/projects/[slug]/routing/_components/routing-tabs";
import { AddTableForm } from "@/app/(workspace)/projects/[slug]/routing/mixes/_components/add-table-form";
import { DropTableButton } from "@/app/(workspace)/projects/[slug]/routing/mixes/_components/drop-table-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page, PageHeader } from "@/components/shell/page-header";
import { formatFigure } from "@/components/ui/figure-format";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { describeMe } from "@/lib/auth/describe-me";
import { can } from "@/lib/auth/permissions";
import { pageData } from "@/lib/http/page-data";
import { getProject } from "@/lib/projects/get-project";
import { listPerformanceTables } from "@/lib/routing/list-performance-tables";

export const metadata: Metadata = { title: "Measured mixes" };

export default async function MixesPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { project, tables, mayPlan } = await pageData(async (actor) => {
    const { project } = await getProject(actor, { slug });
    const [tables, { role }] = await Promise.all([listPerformanceTables(actor, { projectId: project.id }), describeMe(actor)]);
    return { project, tables, mayPlan: can(role, "routing:plan") };
  });
  return (
    <Page>
      <PageHeader
        title="Measured mixes"
        crumb="Measured mixes"
        facts="Scores of reward models that you trained elsewhere, each on a mix of people’s and a model’s labels. The published strategies can learn from them in place of small models trained here."
      />
      <RoutingTabs slug={slug} current="mixes" />
      <div className="grid items-start gap-x-11 gap-y-8 lg:grid-cols-[minmax(280px,2fr)_minmax(0,3fr)]">
        {mayPlan ? <AddTableForm slug={slug} projectId={project.id} /> : null}
        {tables.length === 0 ? (
          <EmptyState title="No table yet">
            Without one, the published strategies train a small reward model on each of 200 mixes of this project’s labels.
          </EmptyState>
        ) : (
          <Table aria-label="Tables of measured mixes">
            <thead>
              <tr>
                <HeaderCell>Table</HeaderCell>
                <HeaderCell numeric>Mixes</HeaderCell>
                <HeaderCell numeric className="max-md:hidden">
                  Tags
                </HeaderCell>
                <HeaderCell numeric className="max-md:hidden">
                  Scores
                </HeaderCell>
                <HeaderCell numeric>Predicted, Spearman</HeaderCell>
                {mayPlan ? <ActionsHeader /> : null}
              </tr>
            </thead>
            <tbody>
              {tables.map((table) => (
                <Row key={table.id}>
                  <CutCell title={`${table.name}, column ${table.target}, ${table.mixItems} items a mix`}>{table.name}</CutCell>
                  <Cell numeric>{formatFigure(table.mixes, "count")}</Cell>
                  <Cell numeric className="max-md:hidden">
                    {formatFigure(table.tags, "count")}
                  </Cell>
                  <Cell numeric className="max-md:hidden">
                    {formatFigure(table.lowest, "number", 3)} to {formatFigure(table.highest, "number", 3)}
                  </Cell>
                  <Cell numeric>{table.spearman === null ? "–" : formatFigure(table.spearman, "number", 2)}</Cell>
                  {mayPlan ? (
                    <Cell className="text-right">
                      <DropTableButton slug={slug} projectId={project.id} table={table} />
                    </Cell>
                  ) : null}
                </Row>
              ))}
            </tbody>
          </Table>
        )}
      </div>
    </Page>
  );
}
