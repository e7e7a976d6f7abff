import { DropTableButton } from "@/app/(workspace)/projects/[slug]/routing/mixes/_components/drop-table-button";
import { formatFigure } from "@/components/ui/figure-format";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { listPerformanceTables } from "@/lib/routing/list-performance-tables";

interface MixesTableProps {
  slug: string;
  projectId: string;
  tables: Awaited<ReturnType<typeof listPerformanceTables>>;
  mayPlan: boolean;
}

export function MixesTable({ slug, projectId, tables, mayPlan }: MixesTableProps) {
  return (
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
                <DropTableButton slug={slug} projectId={projectId} table={table} />
              </Cell>
            ) : null}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
