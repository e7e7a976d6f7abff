import { VersionState } from "@/app/(workspace)/projects/[slug]/exports/_components/version-state";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { formatFigure } from "@/components/ui/figure-format";
import { formatMinute } from "@/components/ui/format-minute";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { formatTitles } from "@/lib/exports/formats/names";
import { containerTitles } from "@/lib/exports/schema";
import type { DatasetVersionView } from "@/lib/exports/version-schema";

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((total, count) => total + count, 0);

/** Every version, the newest first. */
export function VersionsTable({ slug, versions }: { slug: string; versions: DatasetVersionView[] }) {
  return (
    <RowWalk hint={false}>
      <Table aria-label="Data set versions">
        <thead>
          <tr>
            <HeaderCell>Version</HeaderCell>
            <HeaderCell>Format</HeaderCell>
            <HeaderCell className="max-md:hidden">Container</HeaderCell>
            <HeaderCell numeric>Rows</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Left out
            </HeaderCell>
            <HeaderCell>State</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Made (UTC)
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <Row key={version.id}>
              <Cell>
                <AppLink
                  data-row-link
                  href={`/projects/${slug}/exports/${version.number}`}
                  className="font-medium underline decoration-rule-3 underline-offset-3"
                >
                  v{version.number}
                </AppLink>
              </Cell>
              <CutCell>{formatTitles[version.format].title}</CutCell>
              <Cell className="max-md:hidden">{containerTitles[version.container]}</Cell>
              <Cell numeric>{version.state === "done" ? formatFigure(version.rows, "count") : "–"}</Cell>
              <Cell numeric className="max-md:hidden">
                {version.state === "done" ? formatFigure(sum(version.excluded), "count") : "–"}
              </Cell>
              <Cell>
                <VersionState state={version.state} />
              </Cell>
              <Cell numeric className="max-md:hidden">
                {formatMinute(version.createdAt)}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </RowWalk>
  );
}
