"use client";

import { useState, useTransition } from "react";
import { markForPractice } from "@/app/(workspace)/projects/[slug]/campaigns/people-actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { counted } from "@/components/ui/figure-format";
import { Input } from "@/components/ui/input";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import type { KnownTask } from "@/lib/quality/schema";

type Props = {
  place: { projectId: string; campaignId: string };
  itemsHref: string;
  tasks: KnownTask[];
  known: number;
  training: number;
  mayManage: boolean;
};

export function KnownTable({ place, itemsHref, tasks, known, training, mayManage }: Props) {
  const [wanted, setWanted] = useState("5");
  const [working, start] = useTransition();
  const mark = (taskIds: string[] | number, on: boolean) =>
    start(async () => {
      const result = await settled(markForPractice({ ...place, taskIds, training: on }));
      if (!result.ok) notifyFailed(refusalOf(result));
      else
        notifyDone(
          on
            ? `${result.data.marked} kept for practice; they are no longer handed out.`
            : "Given back to the known answers that are planted.",
        );
    });
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-center gap-3">
        <span>
          {counted(known, "answer is", "answers are")} known, {training} of them kept for practice.
        </span>
        {mayManage ? (
          <span className="inline-flex items-center gap-2">
            <Input
              aria-label="How many to keep for practice"
              type="number"
              min={1}
              max={200}
              className="w-20"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
            <Button loading={working} onClick={() => mark(Number(wanted), true)}>
              Keep so many for practice
            </Button>
          </span>
        ) : null}
      </p>
      <ListTable
        walk
        label="Known answers"
        rows={tasks}
        rowKey={({ taskId }) => taskId}
        columns={[
          {
            head: "Item",
            numeric: true,
            cell: ({ itemId, ordinal }) => (
              <AppLink data-row-link href={`${itemsHref}?item=${itemId}`} className="link">
                {ordinal}
              </AppLink>
            ),
          },
          { head: "Prompt", cut: true, className: "md:w-[60%]", cell: ({ title }) => title },
          {
            head: "Used for",
            // On a phone the button of the row says as much, and the prompt wants the room.
            ...(mayManage ? { from: "md" as const } : {}),
            cell: (task) => (
              <StateText tone={task.training ? undefined : "quiet"}>{task.training ? "practice" : "planted among work"}</StateText>
            ),
          },
          { head: "Asked", numeric: true, from: "md", cell: ({ asked }) => asked },
          { head: "Right", numeric: true, from: "md", cell: ({ asked, correct }) => (asked === 0 ? "" : correct) },
          {
            head: "Explanation",
            cut: true,
            from: "md",
            className: "w-[40%]",
            title: ({ explanation }) => explanation,
            cell: ({ explanation }) => (explanation === "" ? <span className="text-ink-3">none</span> : explanation),
          },
          mayManage && {
            head: null,
            cell: (task) => (
              <Button variant="quiet" size="sm" loading={working} onClick={() => mark([task.taskId], !task.training)}>
                {task.training ? "Give back" : "Keep for practice"}
              </Button>
            ),
          },
        ]}
      />
    </div>
  );
}
