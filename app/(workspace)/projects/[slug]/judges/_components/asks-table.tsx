import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { AskState, AskView } from "@/lib/judges/schema";

const stateTitles: Record<AskState, string> = {
  queued: "waiting",
  running: "asking",
  done: "done",
  failed: "stopped",
  cancelled: "cancelled",
};

const scopeOf = (scope: AskView["scope"]): string => {
  switch (scope.tasks) {
    case "all":
      return "all tasks";
    case "known":
      return "known answers";
    case "people":
      return "tasks that people answered";
    case "unanswered":
      return "the unanswered, again";
    case "plan":
      return `plan ${scope.plan}`;
  }
};

/** Rounds of asking, newest first. */
export function AsksTable({ asks }: { asks: AskView[] }) {
  if (asks.length === 0) return <p className="text-ink-2">Nothing has been asked yet.</p>;
  return (
    <Table aria-label="Rounds of asking">
      <thead>
        <tr>
          <HeaderCell>Judge</HeaderCell>
          <HeaderCell className="max-md:hidden">Asked about</HeaderCell>
          <HeaderCell numeric>Tasks</HeaderCell>
          <HeaderCell numeric>Labels</HeaderCell>
          <HeaderCell numeric className="max-md:hidden">
            Unanswered
          </HeaderCell>
          <HeaderCell numeric>Cost</HeaderCell>
          <HeaderCell>State</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {asks.map((ask) => (
          <Row key={ask.id}>
            <CutCell>{ask.judge}</CutCell>
            <Cell className="text-ink-2 max-md:hidden">{scopeOf(ask.scope)}</Cell>
            <Cell numeric>{formatFigure(ask.tasks, "count")}</Cell>
            <Cell numeric>{ask.state === "queued" || ask.state === "running" ? "–" : formatFigure(ask.labels, "count")}</Cell>
            <Cell numeric className="max-md:hidden">
              {formatFigure(ask.unanswered, "count")}
            </Cell>
            <Cell numeric>{formatFigure(ask.costMicros, "money")}</Cell>
            <Cell>
              <StateText tone={ask.state === "failed" ? "bad" : "quiet"}>{stateTitles[ask.state]}</StateText>
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
