import { toFigure } from "@/app/(workspace)/projects/[slug]/judges/_components/measures";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { Stat } from "@/components/ui/stat";
import type { readBudgets } from "@/lib/budgets/read-budgets";
import { inDollars } from "@/lib/budgets/schema";

/** What is spent and promised, and how long the rest lasts. */
export function BudgetStats({ overview: { arms, forecast } }: { overview: Awaited<ReturnType<typeof readBudgets>> }) {
  const sum = (of: (arm: (typeof arms)[number]) => number): number => arms.reduce((total, arm) => total + of(arm), 0);
  const short = sum(({ shortMicros }) => shortMicros);
  const assumed = sum(({ assumed: calls }) => calls);
  return (
    <div className="mb-8 grid gap-6 sm:grid-cols-2 lg:grid-cols-4">
      <Stat
        label="Spent"
        value={inDollars(sum(({ spentMicros }) => spentMicros))}
        note={assumed > 0 ? `${counted(assumed, "cost")} not known, counted as promised` : undefined}
      />
      <Stat
        label="Promised"
        value={inDollars(sum(({ reservedMicros }) => reservedMicros))}
        note={short > 0 ? `${inDollars(short)} billed beyond the caps` : undefined}
      />
      <Stat
        label="Spent a day"
        estimate={toFigure(forecast.perDay)}
        kind="money"
        note={forecast.perDay.value === null ? undefined : "mean of the whole days of the last two weeks"}
      />
      <Stat
        label="At this rate"
        value={forecast.daysLeft === null ? "–" : `${formatFigure(forecast.daysLeft, "number", 1)} days`}
        note={
          forecast.monthEndMicros === null
            ? "no rate yet"
            : `until the budget is spent; ${formatFigure(forecast.monthEndMicros, "money")} this month`
        }
      />
    </div>
  );
}
