import { armName } from "@/app/(workspace)/projects/[slug]/budget/_components/budgets-table";
import { ListTable } from "@/components/tables/list-table";
import { formatMinute } from "@/components/ui/format-minute";
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
    <ListTable
      label="Ledger"
      rows={entries}
      rowKey={({ id }) => id}
      columns={[
        { head: "When (UTC)", from: "md", className: "num", cell: minute },
        {
          head: "What",
          className: "max-md:h-auto max-md:w-full max-md:py-2 max-md:leading-4 max-md:whitespace-normal",
          cell: (entry) => (
            <>
              {kindTitles[entry.kind]}
              <span className="block text-12 wrap-anywhere text-ink-3 md:hidden">
                {armName(entry.arm)}
                <span className="num block whitespace-nowrap">{minute(entry)}</span>
              </span>
            </>
          ),
        },
        { head: "For", cut: true, from: "md", className: "md:w-auto md:max-w-[24ch]", cell: ({ arm }) => armName(arm) },
        { head: "Promised", numeric: true, cell: ({ reservedChangeMicros }) => inDollars(reservedChangeMicros) },
        { head: "Spent", numeric: true, cell: ({ spentChangeMicros }) => inDollars(spentChangeMicros) },
        { head: "Note", cut: true, from: "md", className: "text-ink-2", cell: ({ note }) => note },
      ]}
    />
  );
}
