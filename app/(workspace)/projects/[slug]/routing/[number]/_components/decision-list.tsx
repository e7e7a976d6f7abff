import { Section } from "@/components/shell/page-header";
import { formatFigure } from "@/components/ui/figure-format";
import { SourceMark } from "@/components/ui/source-mark";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { armName, isPeopleArm } from "@/lib/routing/arms-schema";
import type { DecisionView, PlanView } from "@/lib/routing/schema";

const routeOf = ({ arm }: DecisionView, overlap: number): string =>
  arm === "human" ? `People${overlap > 1 ? ` × ${overlap}` : ""}` : armName(arm);

const gainOf = ({ gain }: DecisionView): string => (gain === null ? "–" : formatFigure(gain, "number", 3));

/** The first of a plan, each with its reason. In a narrow window two lines an item, the rest folded away. */
export function DecisionList({
  slug,
  projectId,
  plan,
  decisions,
}: {
  slug: string;
  projectId: string;
  plan: PlanView;
  decisions: DecisionView[];
}) {
  const tools = (
    <a
      className="text-ink-2 underline decoration-rule-3 underline-offset-3"
      href={`/api/route-plans/${plan.number}?projectId=${projectId}`}
      download={`${slug}-plan-${plan.number}.jsonl`}
    >
      all {formatFigure(plan.items, "count")} as JSON lines
    </a>
  );
  return (
    <Section
      title={`${formatFigure(decisions.length, "count")} of the ${formatFigure(plan.items, "count")}, with the reason`}
      about="in the order of asking; gain = labels put right, less labels made wrong"
      tools={tools}
      ruled
    >
      <div className="max-lg:hidden">
        <Table aria-label="Routed items">
          <thead>
            <tr>
              <HeaderCell>Item</HeaderCell>
              <HeaderCell>Prompt</HeaderCell>
              <HeaderCell>Route</HeaderCell>
              <HeaderCell numeric>Gain</HeaderCell>
              <HeaderCell numeric>Cost</HeaderCell>
              <HeaderCell>Why</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {decisions.map((decision) => (
              <Row key={decision.taskId}>
                <CutCell className="mono w-auto max-w-[140px] text-ink-2">{decision.item}</CutCell>
                <CutCell className="w-[26%]">{decision.title}</CutCell>
                <Cell>
                  <SourceMark source={isPeopleArm(decision.arm) ? "person" : "model"} label={null} className="mr-2" />
                  {routeOf(decision, plan.overlap)}
                </Cell>
                <Cell numeric>{gainOf(decision)}</Cell>
                <Cell numeric>{formatFigure(decision.costMicros, "money")}</Cell>
                <Cell className="w-[58%] min-w-[320px] whitespace-normal text-ink-2">{decision.why}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
      <details className="lg:hidden">
        <summary className="flex h-11 cursor-pointer items-center font-medium">Show them</summary>
        <ul>
          {decisions.map((decision) => (
            <li key={decision.taskId} className="border-b border-rule py-2">
              <div className="flex items-baseline justify-between gap-3">
                <b className="cut font-medium" dir="auto">
                  {decision.title}
                </b>
                <span className="num">{gainOf(decision)}</span>
              </div>
              <p className="text-12 text-ink-2">
                <SourceMark source={isPeopleArm(decision.arm) ? "person" : "model"} label={null} className="mr-1.5" />
                {routeOf(decision, plan.overlap)}. {decision.why}
              </p>
            </li>
          ))}
        </ul>
      </details>
    </Section>
  );
}
