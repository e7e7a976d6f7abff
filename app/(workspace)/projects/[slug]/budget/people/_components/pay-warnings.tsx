import { Callout } from "@/components/ui/callout";
import { formatFigure } from "@/components/ui/figure-format";
import { inDollars } from "@/lib/budgets/schema";
import type { listPay } from "@/lib/payments/list-pay";

/** What keeps people from being paid, or paid enough. */
export function PayWarnings({ pay }: { pay: Awaited<ReturnType<typeof listPay>> }) {
  const { people, rates, minimumMicros } = pay;
  const below = people.filter(({ minimum }) => minimum === "below" || minimum === "surely below");
  return (
    <>
      {rates.length > 0 && !pay.covered ? (
        <Callout tone="bad" title="No budget covers people, so nothing is counted." className="mb-6">
          Set a budget for people or for everybody; answers that wait are counted within half a minute.
        </Callout>
      ) : null}
      {pay.withoutMoney.map(({ name, state }) => (
        <Callout key={name} tone="bad" title={`“${name}” has no money for further answers.`} className="mb-6">
          {state === "paused"
            ? "It is paused. Raise the budget, then open it again."
            : "It is paused within half a minute unless the budget is raised."}
        </Callout>
      ))}
      {below.length > 0 && minimumMicros !== null ? (
        <Callout
          tone="bad"
          title={`${formatFigure(below.length, "count")} of ${formatFigure(people.length, "count")} people earn less than ${inDollars(minimumMicros)} an hour.`}
          className="mb-6"
        >
          Measured over their active time. “Surely below” says that the whole interval is.
        </Callout>
      ) : null}
    </>
  );
}
