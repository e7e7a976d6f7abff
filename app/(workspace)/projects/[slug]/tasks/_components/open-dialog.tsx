"use client";

import { useId, useState } from "react";
import type { ReactNode } from "react";
import { open } from "@/app/(workspace)/projects/[slug]/tasks/actions";
import { dataOf } from "@/components/forms/settled";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { Input } from "@/components/ui/input";
import { notifyDone } from "@/components/ui/toast";
import type { RequestOpening } from "@/lib/tasks/schema";

export interface OpenDialogProps {
  projectId: string;
  campaignId: string;
  taskIds: RequestOpening["taskIds"];
  /** how many that is; of items that a filter found, the items */
  tasks: number;
  noun?: "task" | "item";
  /** the campaign's own */
  overlap: number;
  /** what else is asked, before the number of answers */
  children?: ReactNode;
  onOpened?: () => void;
  trigger: ReactNode;
}

const most = 20;

/** An item may have several tasks, so their answers cannot be counted from the items. */
const wantedOf = (noun: "task" | "item", tasks: number, people: number): string => {
  if (noun === "task") return `Up to ${counted(tasks * people, "answer")} by different people.`;
  return people === 1 ? "One answer to each of their tasks." : `${people} answers to each of their tasks, by different people.`;
};

/** Asks how many people each task should be shown to, and says what that comes to. */
export function OpenDialog({
  projectId,
  campaignId,
  taskIds,
  tasks,
  noun = "task",
  overlap,
  children,
  onOpened,
  trigger,
}: OpenDialogProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = typed ?? String(overlap);
  const inputId = useId();
  const people = Number(wanted);
  const valid = Number.isInteger(people) && people >= 1 && people <= most;
  return (
    <ConfirmDialog
      title={`Open ${counted(tasks, noun)} for people?`}
      description={
        <div className="grid gap-3">
          {children}
          <label htmlFor={inputId} className="grid gap-1 font-medium text-ink">
            Answers wanted for each
            <Input
              id={inputId}
              type="number"
              min={1}
              max={most}
              value={wanted}
              onChange={(event) => setTyped(event.target.value)}
              className="w-24"
            />
          </label>
          <p>
            {valid
              ? `${wantedOf(noun, tasks, people)} Tasks that are open already only gain what they lack.`
              : `Give a whole number from 1 to ${most}.`}
          </p>
        </div>
      }
      confirmLabel={`Open ${counted(tasks, noun)}`}
      cancelLabel="Not now"
      danger={false}
      onConfirm={async () => {
        if (!valid) throw new Error(`Give a whole number from 1 to ${most}.`);
        const opened = await dataOf(open({ projectId, campaignId, taskIds, overlap: people }));
        onOpened?.();
        if (opened.jobId !== null) {
          notifyDone("Tasks are being opened", { description: "People can begin with the first of them; the page shows how far it is." });
          return;
        }
        notifyDone(opened.tasks === 1 ? "One task is open" : `${formatFigure(opened.tasks, "count")} tasks are open`, {
          description: `${formatFigure(opened.slots, "count")} more ${opened.slots === 1 ? "answer is" : "answers are"} wanted than before.`,
        });
      }}
      trigger={trigger}
    />
  );
}
