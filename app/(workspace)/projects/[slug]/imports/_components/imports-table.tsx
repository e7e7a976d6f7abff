import { ImportState } from "@/app/(workspace)/projects/[slug]/imports/_components/import-state";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { formatBytes } from "@/components/ui/format-bytes";
import { formatFigure } from "@/components/ui/figure-format";
import { formatMinute } from "@/components/ui/format-minute";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { ImportView } from "@/lib/imports/schema";

const count = (value: number): string => formatFigure(value, "count");

export function ImportsTable({ slug, imports }: { slug: string; imports: ImportView[] }) {
  return (
    <RowWalk hint={false}>
      <Table>
        <thead>
          <tr>
            <HeaderCell>File</HeaderCell>
            <HeaderCell>State</HeaderCell>
            <HeaderCell numeric>Items added</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Known already
            </HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Labels added
            </HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Size
            </HeaderCell>
            <HeaderCell className="max-md:hidden">Started</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {imports.map((view) => (
            <Row key={view.id}>
              <CutCell title={view.fileName}>
                <AppLink data-row-link href={`/projects/${slug}/imports/${view.id}`} className="font-medium">
                  {view.fileName}
                </AppLink>
              </CutCell>
              <Cell>
                <ImportState view={view} />
              </Cell>
              <Cell numeric>{count(view.itemsAdded)}</Cell>
              <Cell numeric className="max-md:hidden">
                {count(view.itemsExisting)}
              </Cell>
              <Cell numeric className="max-md:hidden">
                {count(view.labelsAdded)}
              </Cell>
              <Cell numeric className="max-md:hidden">
                {formatBytes(view.byteSize)}
              </Cell>
              <Cell className="num max-md:hidden">{formatMinute(view.createdAt)}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </RowWalk>
  );
}
