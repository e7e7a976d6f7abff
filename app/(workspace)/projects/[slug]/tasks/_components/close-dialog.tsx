"use client";

import type { ReactNode } from "react";
import { close } from "@/app/(workspace)/projects/[slug]/tasks/actions";
import { dataOf } from "@/components/forms/settled";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { counted } from "@/components/ui/figure-format";
import { notifyDone } from "@/components/ui/toast";

export interface CloseDialogProps {
  projectId: string;
  campaignId: string;
  taskIds: "all" | string[];
  /** how many that is */
  tasks: number;
  onClosed?: () => void;
  trigger: ReactNode;
}

/** Asks before tasks are closed for people, and says what that leaves. */
export function CloseDialog({ projectId, campaignId, taskIds, tasks, onClosed, trigger }: CloseDialogProps) {
  return (
    <ConfirmDialog
      title={`Close ${counted(tasks, "task")}?`}
      description="Nobody else will be asked. Labels stay, and whoever is at one of them may finish it. They can be opened again."
      confirmLabel={`Close ${counted(tasks, "task")}`}
      danger={false}
      onConfirm={async () => {
        const closed = await dataOf(close({ projectId, campaignId, taskIds }));
        onClosed?.();
        if (closed.jobId === null) notifyDone(`${counted(closed.tasks, "task")} closed`);
        else notifyDone("Tasks are being closed", { description: "The page shows how far it is." });
      }}
      trigger={trigger}
    />
  );
}
