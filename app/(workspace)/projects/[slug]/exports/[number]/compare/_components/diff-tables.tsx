import { Section } from "@/components/shell/page-header";
import { formatFigure } from "@/components/ui/figure-format";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { VersionDiff } from "@/lib/exports/diff-versions";
import { exclusionWords } from "@/lib/exports/schema";

const changed = (count: number | null): string => (count === null ? "–" : formatFigure(count, "count"));

/** Rows, what was left out, and settings of two versions side by side. */
export function DiffTables({ diff }: { diff: VersionDiff }) {
  return (
    <>
      <Parts diff={diff} />
      {diff.excluded.length > 0 ? (
        <Section title="Left out" about="by reason" ruled>
          <Excluded diff={diff} />
        </Section>
      ) : null}
      <Section title="Settings that differ" ruled>
        {diff.recipe.length === 0 ? <p className="text-ink-2">None: both were made by the same recipe.</p> : <Settings diff={diff} />}
      </Section>
    </>
  );
}

function Parts({ diff }: { diff: VersionDiff }) {
  return (
    <Table aria-label="Rows">
      <thead>
        <tr>
          <HeaderCell>Part</HeaderCell>
          <HeaderCell numeric>v{diff.from}</HeaderCell>
          <HeaderCell numeric>v{diff.to}</HeaderCell>
          <HeaderCell numeric>Only in v{diff.to}</HeaderCell>
          <HeaderCell numeric>Only in v{diff.from}</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {diff.parts.map(({ part, rows, added, removed, reason }) => (
          <Row key={part}>
            <Cell>{part}</Cell>
            <Cell numeric>{formatFigure(rows.from, "count")}</Cell>
            <Cell numeric>{formatFigure(rows.to, "count")}</Cell>
            {reason === null ? (
              <>
                <Cell numeric>{changed(added)}</Cell>
                <Cell numeric>{changed(removed)}</Cell>
              </>
            ) : (
              <Cell numeric colSpan={2} className="py-1 whitespace-normal text-ink-2">
                {reason}
              </Cell>
            )}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Excluded({ diff }: { diff: VersionDiff }) {
  return (
    <Table aria-label="Left out">
      <thead>
        <tr>
          <HeaderCell>Reason</HeaderCell>
          <HeaderCell numeric>v{diff.from}</HeaderCell>
          <HeaderCell numeric>v{diff.to}</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {diff.excluded.map(({ reason, from, to }) => (
          <Row key={reason}>
            <Cell>{exclusionWords[reason] ?? reason}</Cell>
            <Cell numeric>{formatFigure(from, "count")}</Cell>
            <Cell numeric>{formatFigure(to, "count")}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Settings({ diff }: { diff: VersionDiff }) {
  return (
    <Table aria-label="Settings">
      <thead>
        <tr>
          <HeaderCell>Setting</HeaderCell>
          <HeaderCell>v{diff.from}</HeaderCell>
          <HeaderCell>v{diff.to}</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {diff.recipe.map(({ setting, from, to }) => (
          <Row key={setting}>
            <Cell className="mono py-1 align-top">{setting}</Cell>
            {[from, to].map((value, side) => (
              <Cell key={side} className="mono w-1/2 py-1 align-top wrap-anywhere whitespace-normal">
                {value}
              </Cell>
            ))}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
