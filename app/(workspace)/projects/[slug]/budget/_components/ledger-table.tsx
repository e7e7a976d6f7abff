import { armName } from "@/app/(workspace)/projects/[slug]/budget/_components/budgets-table";
import { formatMinute } from "@/components/ui/format-minute";
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

const minute = ({ createdAt }: EntryView): string => formatMinute(createdAt);

/** Ledger lines, newest first. On a phone whom a line is for and when stand below what it is: money must not be cut off. */
export function LedgerTable({ entries }: { entries: EntryView[] }) {
  return (
    <Table aria-label="Ledger">
      <thead>
        <tr>
          <HeaderCell className="max-md:hidden">When (UTC)</HeaderCell>
          <HeaderCell>What</HeaderCell>
          <HeaderCell className="max-md:hidden">For</HeaderCell>
          <HeaderCell numeric>Promised</HeaderCell>
          <HeaderCell numeric>Spent</HeaderCell>
          <HeaderCell className="max-md:hidden">Note</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id}>
            <Cell className="num max-md:hidden">{minute(entry)}</Cell>
            <Cell className="max-md:h-auto max-md:w-full max-md:py-2 max-md:leading-4 max-md:whitespace-normal">
              {kindTitles[entry.kind]}
              <span className="block text-12 wrap-anywhere text-ink-3 md:hidden">
                {armName(entry.arm)}
                <span className="num block whitespace-nowrap">{minute(entry)}</span>
              </span>
            </Cell>
            <CutCell className="max-md:hidden md:w-auto md:max-w-[24ch]">{armName(entry.arm)}</CutCell>
            <Cell numeric>{inDollars(entry.reservedChangeMicros)}</Cell>
            <Cell numeric>{inDollars(entry.spentChangeMicros)}</Cell>
            <CutCell className="text-ink-2 max-md:hidden">{entry.note}</CutCell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
