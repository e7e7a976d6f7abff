"use client";

import { useId, useState } from "react";
import type { ReactNode } from "react";
import { open } from "@/app/(workspace)/projects/[slug]/tasks/actions";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { Input } from "@/components/ui/input";
import { notifyDone } from "@/components/ui/toast";
import { unwrap } from "@/lib/http/action-result";

export interface OpenDialogProps {
  projectId: string;
  campaignId: string;
  taskIds: "all" | string[];
  /** how many that is */
  tasks: number;
  /** the campaign's own */
  overlap: number;
  onOpened?: () => void;
  trigger: ReactNode;
}

const most = 20;

/** Asks how many people each task should be shown to, and says what that comes to. */
export function OpenDialog({ projectId, campaignId, taskIds, tasks, overlap, onOpened, trigger }: OpenDialogProps) {
  const [wanted, setWanted] = useState(String(overlap));
  const inputId = useId();
  const people = Number(wanted);
  const valid = Number.isInteger(people) && people >= 1 && people <= most;
  const noun = tasks === 1 ? "task" : "tasks";
  return (
    <ConfirmDialog
      title={`Open ${formatFigure(tasks, "count")} ${noun} for people?`}
      description={
        <div className="grid gap-3">
          <label htmlFor={inputId} className="grid gap-1 font-medium text-ink">
            Answers wanted for each
            <Input
              id={inputId}
              type="number"
              min={1}
              max={most}
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
              className="w-24"
            />
          </label>
          <p>
            {valid
              ? `Up to ${counted(tasks * people, "answer")} by different people. Tasks that are open already only gain what they lack.`
              : `Give a whole number from 1 to ${most}.`}
          </p>
        </div>
      }
      confirmLabel={`Open ${formatFigure(tasks, "count")} ${noun}`}
      cancelLabel="Not now"
      danger={false}
      onConfirm={async () => {
        if (!valid) throw new Error(`Give a whole number from 1 to ${most}.`);
        const opened = unwrap(await open({ projectId, campaignId, taskIds, overlap: people }));
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
