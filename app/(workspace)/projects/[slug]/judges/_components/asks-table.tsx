import { ListTable } from "@/components/tables/list-table";
import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
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
    <ListTable
      label="Rounds of asking"
      rows={asks}
      rowKey={({ id }) => id}
      columns={[
        { head: "Judge", cut: true, cell: ({ judge }) => judge },
        { head: "Asked about", from: "md", className: "text-ink-2", cell: ({ scope }) => scopeOf(scope) },
        { head: "Tasks", numeric: true, cell: ({ tasks }) => formatFigure(tasks, "count") },
        {
          head: "Labels",
          numeric: true,
          cell: ({ state, labels }) => (state === "queued" || state === "running" ? "–" : formatFigure(labels, "count")),
        },
        { head: "Unanswered", numeric: true, from: "md", cell: ({ unanswered }) => formatFigure(unanswered, "count") },
        { head: "Cost", numeric: true, cell: ({ costMicros }) => formatFigure(costMicros, "money") },
        { head: "State", cell: ({ state }) => <StateText tone={state === "failed" ? "bad" : "quiet"}>{stateTitles[state]}</StateText> },
      ]}
    />
  );
}
