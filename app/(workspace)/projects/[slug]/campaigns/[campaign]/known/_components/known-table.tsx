"use client";

import { useState, useTransition } from "react";
import { markForPractice } from "@/app/(workspace)/projects/[slug]/campaigns/people-actions";
import { settled } from "@/components/forms/settled";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { counted } from "@/components/ui/figure-format";
import { Input } from "@/components/ui/input";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
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
      if (!result.ok) notifyFailed(result.error);
      else
        notifyDone(
          on
            ? `${result.data.marked} kept for practice; they are no longer handed out.`
            : "Given back to the known answers that are planted.",
        );
    });
  // On a phone the button of the row says as much, and the prompt wants the room.
  const use = mayManage ? "max-md:hidden" : undefined;
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
      <RowWalk hint={false}>
        <Table aria-label="Known answers">
          <thead>
            <tr>
              <HeaderCell numeric>Item</HeaderCell>
              <HeaderCell>Prompt</HeaderCell>
              <HeaderCell className={use}>Used for</HeaderCell>
              <HeaderCell numeric className="max-md:hidden">
                Asked
              </HeaderCell>
              <HeaderCell numeric className="max-md:hidden">
                Right
              </HeaderCell>
              <HeaderCell className="max-md:hidden">Explanation</HeaderCell>
              <ActionsHeader />
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <Row key={task.taskId}>
                <Cell numeric>
                  <AppLink data-row-link href={`${itemsHref}?item=${task.itemId}`} className="link">
                    {task.ordinal}
                  </AppLink>
                </Cell>
                <CutCell title={task.title} className="md:w-[60%]">
                  {task.title}
                </CutCell>
                <Cell className={use}>
                  <StateText tone={task.training ? undefined : "quiet"}>{task.training ? "practice" : "planted among work"}</StateText>
                </Cell>
                <Cell numeric className="max-md:hidden">
                  {task.asked}
                </Cell>
                <Cell numeric className="max-md:hidden">
                  {task.asked === 0 ? "" : task.correct}
                </Cell>
                <CutCell className="w-[40%] max-md:hidden" title={task.explanation}>
                  {task.explanation === "" ? <span className="text-ink-3">none</span> : task.explanation}
                </CutCell>
                <Cell className="text-right">
                  {mayManage ? (
                    <Button variant="quiet" size="sm" loading={working} onClick={() => mark([task.taskId], !task.training)}>
                      {task.training ? "Give back" : "Keep for practice"}
                    </Button>
                  ) : null}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </RowWalk>
    </div>
  );
}
