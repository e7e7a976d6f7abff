import { toFigure } from "@/app/(workspace)/projects/[slug]/routing/_components/to-figure";
import { formatFigure } from "@/components/ui/figure-format";
import { Interval } from "@/components/ui/interval";
import { SourceMark } from "@/components/ui/source-mark";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { ArmOutlook } from "@/lib/routing/arms-schema";
import type { PlanView } from "@/lib/routing/schema";

/** How often one person and the judge are right: what the curve ends at where that is of one person and held against something. */
const reliabilitiesOf = ({ outlook, overlap }: PlanView): { people: { value: number; assumed: boolean }; judge: number | null } => {
  const { humanReliability, lmReliability } = outlook.seed;
  const held = outlook.yardstick === "gold" || outlook.yardstick === "agreement";
  const seen = held && overlap === 1 ? outlook.allHuman.value : null;
  return {
    people:
      seen === null ? { value: humanReliability.value, assumed: humanReliability.from === "assumed" } : { value: seen, assumed: false },
    judge: (held ? outlook.allLm.value : null) ?? lmReliability,
  };
};

/** Whom one can ask, at what price, and how often they are right as far as that is known. */
export function ArmsTable({ plan }: { plan: PlanView }) {
  const { people, judge } = reliabilitiesOf(plan);
  return (
    <section className="mt-6">
      <h2 className="mb-1">Whom one can ask</h2>
      <Table aria-label="Arms">
        <thead>
          <tr>
            <HeaderCell>Arm</HeaderCell>
            <HeaderCell numeric>A label</HeaderCell>
            <HeaderCell numeric>Reliability</HeaderCell>
          </tr>
        </thead>
        <tbody>
          <Row>
            <CutCell>
              <SourceMark source="person" label={null} className="mr-2" />
              People
            </CutCell>
            <Cell numeric>{formatFigure(plan.prices.humanMicros, "money")}</Cell>
            <Cell numeric>
              {formatFigure(people.value, "probability")}
              {people.assumed ? <span className="text-ink-3"> assumed</span> : null}
            </Cell>
          </Row>
          <Row>
            <CutCell title={plan.outlook.lm}>
              <SourceMark source="model" label={null} className="mr-2" />
              {plan.outlook.lm}
            </CutCell>
            <Cell numeric>{formatFigure(plan.prices.lmMicros, "money")}</Cell>
            <Cell numeric>{judge === null ? "unknown" : formatFigure(judge, "probability")}</Cell>
          </Row>
        </tbody>
      </Table>
    </section>
  );
}

const from: Record<ArmOutlook["from"], string> = { gold: "gold", others: "the others", assumed: "assumed" };

const stateOf = ({ late, full, capacity }: ArmOutlook): string => {
  if (late) return "left out: too slow";
  if (full) return "full";
  return capacity === null ? "no limit" : `up to ${formatFigure(capacity, "count")}`;
};

const delayOf = (hours: number): string => {
  if (hours === 0) return "at once";
  return hours < 48 ? `${formatFigure(hours, "number", hours < 10 ? 1 : 0)} h` : `${formatFigure(hours / 24, "number", 1)} days`;
};

/** Several arms: the share of each, what it costs, how long it takes, and how often it is right with what that was held against. */
export function ArmShares({ plan }: { plan: PlanView }) {
  const { arms, mix, adaptive } = plan.outlook;
  return (
    <>
      <p className="mb-2 max-w-[84ch] text-ink-2">
        {mix
          ? `Expected right: ${formatFigure(mix.before, "percent")} % as things stand, ${formatFigure(mix.after, "percent")} % by this plan. `
          : ""}
        {adaptive
          ? `While an answer is less probable than ${formatFigure(adaptive.threshold, "probability")} one more person is asked, up to ${adaptive.most}: ${formatFigure(adaptive.labelsExpected, "number", 0)} answers expected, ${formatFigure(adaptive.extraMicros, "money")} kept back for them.`
          : ""}
      </p>
      <Table aria-label="Arms of the plan">
        <thead>
          <tr>
            <HeaderCell>Arm</HeaderCell>
            <HeaderCell numeric>Items</HeaderCell>
            <HeaderCell numeric>%</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Answers
            </HeaderCell>
            <HeaderCell numeric>Cost</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              An answer
            </HeaderCell>
            <HeaderCell className="max-md:hidden">Until in</HeaderCell>
            <HeaderCell className="max-md:hidden">Can take</HeaderCell>
            <HeaderCell>Right, %</HeaderCell>
            <HeaderCell className="max-md:hidden">Held against</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {arms.map((arm) => (
            <Row key={arm.arm}>
              <CutCell title={arm.name}>
                <SourceMark source={arm.people ? "person" : "model"} label={null} className="mr-2" />
                {arm.name}
              </CutCell>
              <Cell numeric>{formatFigure(arm.items, "count")}</Cell>
              <Cell numeric>{plan.items === 0 ? "–" : formatFigure(arm.items / plan.items, "percent")}</Cell>
              <Cell numeric className="max-md:hidden">
                {formatFigure(arm.labels, "number", 0)}
              </Cell>
              <Cell numeric>{formatFigure(arm.costMicros, "money")}</Cell>
              <Cell numeric className="max-md:hidden">
                {formatFigure(arm.priceMicros, "money")}
              </Cell>
              <Cell className="max-md:hidden">{delayOf(arm.delayHours)}</Cell>
              <Cell className="max-md:hidden">{stateOf(arm)}</Cell>
              <Cell>{arm.right.value === null ? "unknown" : <Interval estimate={toFigure(arm.right)} kind="percent" showN={false} />}</Cell>
              <Cell className="text-ink-2 max-md:hidden">{from[arm.from]}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </>
  );
}
