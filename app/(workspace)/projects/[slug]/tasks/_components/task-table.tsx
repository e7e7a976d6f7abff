"use client";

import { useState } from "react";
import { ChoiceMark } from "@/app/(workspace)/projects/[slug]/items/_components/choice-mark";
import { unitWords } from "@/app/(workspace)/projects/[slug]/items/_components/choice-words";
import { probability } from "@/app/(workspace)/projects/[slug]/items/_components/probability";
import { CloseDialog } from "@/app/(workspace)/projects/[slug]/tasks/_components/close-dialog";
import { OpenDialog } from "@/app/(workspace)/projects/[slug]/tasks/_components/open-dialog";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { counted } from "@/components/ui/figure-format";
import type { ConsensusFigure } from "@/lib/kinds/contract";
import type { TaskRow } from "@/lib/tasks/schema";

export interface TaskTableProps {
  slug: string;
  projectId: string;
  campaignId: string;
  overlap: number;
  mayOpen: boolean;
  tasks: TaskRow[];
  /** what stands beside their consensus; null where none has one */
  figure: ConsensusFigure | null;
}

const countedLabels =
  "Labels that count, those of files included; none of people who are left out, to an earlier question, or given a second time";

/** A page of tasks with what is known of each; chosen ones can be opened for people or closed. */
export function TaskTable({ slug, projectId, campaignId, overlap, mayOpen, tasks, figure }: TaskTableProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ids = tasks.map((task) => task.id).filter((id) => chosen.has(id));

  function choose(id: string, on: boolean) {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  }

  return (
    <>
      <ListTable
        walk
        label="Tasks"
        rows={tasks}
        rowKey={({ id }) => id}
        at={({ id }) => chosen.has(id)}
        columns={[
          mayOpen && {
            head: (
              <Checkbox
                className="lg:min-h-0 lg:py-0"
                label={<span className="sr-only">Choose all on this page</span>}
                checked={ids.length > 0 && ids.length === tasks.length}
                onChange={(event) => setChosen(event.target.checked ? new Set(tasks.map((task) => task.id)) : new Set())}
              />
            ),
            className: "w-8 max-lg:pt-1 max-lg:align-top",
            cell: ({ id, ordinal }) => (
              <Checkbox
                label={<span className="sr-only">Choose item {ordinal}</span>}
                checked={chosen.has(id)}
                onChange={(event) => choose(id, event.target.checked)}
              />
            ),
          },
          { head: "Item", numeric: true, from: "lg", className: "text-ink-3", cell: ({ ordinal }) => ordinal },
          {
            head: "Prompt",
            title: ({ title }) => title,
            className: "w-full max-w-0 max-lg:py-2.5 max-lg:whitespace-normal",
            cell: (task) => (
              <>
                <AppLink
                  data-row-link
                  dir="auto"
                  className="block hover:underline max-lg:line-clamp-3 max-lg:[overflow-wrap:anywhere] lg:cut"
                  href={`/projects/${slug}/items?item=${task.itemId}`}
                >
                  {task.title}
                </AppLink>
                <TaskFacts task={task} />
              </>
            ),
          },
          { head: "Judged", from: "lg", className: "text-ink-2", cell: ({ unitKey }) => unitWords(unitKey) ?? "–" },
          { head: "State", from: "lg", cell: (task) => <TaskState task={task} /> },
          { head: "Answers in", numeric: true, from: "lg", cell: (task) => answersIn(task) ?? "–" },
          { head: "Labels by people", headTitle: countedLabels, numeric: true, from: "lg", cell: ({ people }) => people },
          { head: "by models", headTitle: countedLabels, numeric: true, from: "lg", cell: ({ models }) => models },
          {
            head: `Consensus${figure && figure.name !== "mean" ? `, ${figure.name}` : ""}`,
            headTitle: figure?.about,
            from: "lg",
            cell: (task) => <Agreed task={task} />,
          },
        ]}
      />
      {mayOpen && ids.length > 0 ? (
        <ChosenTasks ids={ids} overlap={overlap} projectId={projectId} campaignId={campaignId} onDone={() => setChosen(new Set())} />
      ) : null}
    </>
  );
}

type ChosenProps = Pick<TaskTableProps, "projectId" | "campaignId" | "overlap"> & { ids: string[]; onDone: () => void };

/** What can be done with the tasks that are chosen, below the list wherever it is scrolled to. */
function ChosenTasks({ ids, overlap, onDone, ...place }: ChosenProps) {
  return (
    <div
      role="region"
      aria-label="Chosen tasks"
      className="sticky bottom-0 flex flex-wrap items-center gap-2 border-t border-rule-3 bg-paper py-2.5"
    >
      <span className="mr-auto">{counted(ids.length, "task")} chosen</span>
      <CloseDialog {...place} taskIds={ids} tasks={ids.length} onClosed={onDone} trigger={<Button>Close</Button>} />
      <OpenDialog
        {...place}
        taskIds={ids}
        tasks={ids.length}
        overlap={overlap}
        onOpened={onDone}
        trigger={<Button>Open {counted(ids.length, "task")}</Button>}
      />
    </div>
  );
}

function TaskState({ task }: { task: TaskRow }) {
  if (task.leased > 0) return <StateText>{task.leased === 1 ? "one person at it" : `${task.leased} people at it`}</StateText>;
  if (task.open > 0) return <StateText>open</StateText>;
  if (task.done > 0) return <StateText tone="good">answered</StateText>;
  return <StateText tone="quiet">not open</StateText>;
}

const answersIn = ({ open, leased, done }: TaskRow): string | null =>
  open + leased + done === 0 ? null : `${done} of ${open + leased + done}`;

/** Where there is no room for columns a task is a stack: its prompt in full, and under it what the columns say elsewhere. */
function TaskFacts({ task }: { task: TaskRow }) {
  const judged = unitWords(task.unitKey);
  const asked = answersIn(task);
  return (
    <span className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-ink-2 lg:hidden">
      <span className="num text-ink-3">
        item {task.ordinal}
        {judged === null ? "" : `, ${judged}`}
      </span>
      <TaskState task={task} />
      {asked === null ? null : <span className="num">answers {asked}</span>}
      {task.people > 0 ? <span className="num">{task.people} by people</span> : null}
      {task.models > 0 ? <span className="num">{task.models} by models</span> : null}
      {task.choice === null ? null : <Agreed task={task} />}
    </span>
  );
}

function Agreed({ task }: { task: TaskRow }) {
  if (task.choice === null) return <span className="text-ink-3">–</span>;
  return (
    <span className="inline-flex items-center gap-1.5">
      <ChoiceMark choice={task.choice} unitKey={task.unitKey} />
      {task.pChoice === null ? null : <span className="num text-ink-3">{probability(task.pChoice)}</span>}
    </span>
  );
}
