import { armName } from "@/app/(workspace)/projects/[slug]/budget/_components/budgets-table";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { inDollars } from "@/lib/budgets/schema";
import type { EntryKind, EntryView } from "@/lib/budgets/schema";

const kindTitles: Record<EntryKind, string> = {
  reserve: "promised",
  settle: "settled",
  release: "released",
  assume: "counted as promised: cost unknown",
  earn: "earned",
  "take-back": "taken back",
  adjust: "adjusted",
  pay: "paid",
  reverse: "taken back",
};

/** Ledger lines, newest first. */
export function LedgerTable({ entries }: { entries: EntryView[] }) {
  return (
    <Table aria-label="Ledger">
      <thead>
        <tr>
          <HeaderCell>When (UTC)</HeaderCell>
          <HeaderCell>What</HeaderCell>
          <HeaderCell>For</HeaderCell>
          <HeaderCell numeric>Promised</HeaderCell>
          <HeaderCell numeric>Spent</HeaderCell>
          <HeaderCell className="max-md:hidden">Note</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id}>
            <Cell className="num">
              <span className="max-md:hidden">{entry.createdAt.slice(0, 5)}</span>
              {entry.createdAt.slice(5, 16).replace("T", " ")}
            </Cell>
            <Cell>{kindTitles[entry.kind]}</Cell>
            <CutCell className="md:w-auto md:max-w-[24ch]">{armName(entry.arm)}</CutCell>
            <Cell numeric>{inDollars(entry.reservedChangeMicros)}</Cell>
            <Cell numeric>{inDollars(entry.spentChangeMicros)}</Cell>
            <CutCell className="text-ink-2 max-md:hidden">{entry.note}</CutCell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
