import { ListTable } from "@/components/tables/list-table";
import { formatMinute } from "@/components/ui/format-minute";
import { inDollars } from "@/lib/budgets/schema";
import type { RateView } from "@/lib/payments/schema";

const rateText = ({ basis, amountMicros }: RateView): string =>
  basis === "none" ? "not paid" : `${inDollars(amountMicros)} ${basis === "item" ? "an answer" : "an hour"}`;

const stateOf = ({ replaced, toCome }: RateView): string => (toCome ? "to come" : replaced ? "earlier" : "in force");

export function RatesTable({ rates }: { rates: readonly RateView[] }) {
  return (
    <ListTable
      label="Rates"
      rows={rates}
      rowKey={({ id }) => id}
      rowClassName={({ replaced }) => (replaced ? "text-ink-3" : undefined)}
      columns={[
        { head: "For", cell: ({ annotator }) => annotator ?? "everybody" },
        { head: "Campaign", cell: ({ campaign }) => campaign ?? "all" },
        { head: "Rate", numeric: true, cell: rateText },
        { head: "Answers since", className: "num", cell: ({ from }) => (from === null ? "the start" : formatMinute(from)) },
        { head: "State", cell: stateOf },
      ]}
    />
  );
}
