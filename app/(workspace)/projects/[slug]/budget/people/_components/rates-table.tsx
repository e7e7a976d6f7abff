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
        {
          head: "For",
          cut: true,
          className: "min-w-[14ch]",
          title: ({ annotator, campaign }) => `${annotator ?? "everybody"}, ${campaign ?? "all campaigns"}`,
          cell: ({ annotator, campaign }) => (
            <>
              {annotator ?? "everybody"}
              <span className="text-ink-3 md:hidden"> · {campaign ?? "all campaigns"}</span>
            </>
          ),
        },
        { head: "Campaign", from: "md", cut: true, className: "min-w-[14ch]", cell: ({ campaign }) => campaign ?? "all" },
        { head: "Rate", numeric: true, cell: rateText },
        {
          head: "Answers since (UTC)",
          from: "md",
          className: "num",
          cell: ({ from }) => (from === null ? "the start" : formatMinute(from)),
        },
        { head: "State", cell: stateOf },
      ]}
    />
  );
}
