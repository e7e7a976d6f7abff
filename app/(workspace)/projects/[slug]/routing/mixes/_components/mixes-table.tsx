import { DropTableButton } from "@/app/(workspace)/projects/[slug]/routing/mixes/_components/drop-table-button";
import { ListTable } from "@/components/tables/list-table";
import { formatFigure } from "@/components/ui/figure-format";
import type { listPerformanceTables } from "@/lib/routing/list-performance-tables";

interface MixesTableProps {
  slug: string;
  projectId: string;
  tables: Awaited<ReturnType<typeof listPerformanceTables>>;
  mayPlan: boolean;
}

export function MixesTable({ slug, projectId, tables, mayPlan }: MixesTableProps) {
  return (
    <ListTable
      label="Tables of measured mixes"
      rows={tables}
      rowKey={({ id }) => id}
      columns={[
        {
          head: "Table",
          cut: true,
          title: ({ name, target, mixItems }) => `${name}, column ${target}, ${mixItems} items a mix`,
          cell: ({ name }) => name,
        },
        { head: "Mixes", numeric: true, cell: ({ mixes }) => formatFigure(mixes, "count") },
        { head: "Tags", numeric: true, from: "md", cell: ({ tags }) => formatFigure(tags, "count") },
        {
          head: "Scores",
          numeric: true,
          from: "md",
          cell: ({ lowest, highest }) => `${formatFigure(lowest, "number", 3)} to ${formatFigure(highest, "number", 3)}`,
        },
        {
          head: "Predicted, Spearman",
          numeric: true,
          cell: ({ spearman }) => (spearman === null ? "–" : formatFigure(spearman, "number", 2)),
        },
        mayPlan && { head: null, cell: (table) => <DropTableButton slug={slug} projectId={projectId} table={table} /> },
      ]}
    />
  );
}
