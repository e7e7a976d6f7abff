import { formatMinute } from "@/components/ui/format-minute";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { inDollars } from "@/lib/budgets/schema";
import type { RateView } from "@/lib/payments/schema";

const rateText = ({ basis, amountMicros }: RateView): string =>
  basis === "none" ? "not paid" : `${inDollars(amountMicros)} ${basis === "item" ? "an answer" : "an hour"}`;

export function RatesTable({ rates }: { rates: readonly RateView[] }) {
  return (
    <Table aria-label="Rates">
      <thead>
        <tr>
          <HeaderCell>For</HeaderCell>
          <HeaderCell>Campaign</HeaderCell>
          <HeaderCell numeric>Rate</HeaderCell>
          <HeaderCell>Answers since</HeaderCell>
          <HeaderCell>State</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {rates.map((rate) => (
          <Row key={rate.id} className={rate.replaced ? "text-ink-3" : undefined}>
            <Cell>{rate.annotator ?? "everybody"}</Cell>
            <Cell>{rate.campaign ?? "all"}</Cell>
            <Cell numeric>{rateText(rate)}</Cell>
            <Cell className="num">{rate.from === null ? "the start" : formatMinute(rate.from)}</Cell>
            <Cell>{rate.replaced ? "earlier" : "in force"}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
