"use client";

import { useEffect, useState } from "react";
import { undo, weigh } from "@/app/(workspace)/projects/[slug]/imports/actions";
import { dataOf } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { counted } from "@/components/ui/figure-format";
import type { ActionResult } from "@/lib/http/action-result";
import type { UndoOutlook } from "@/lib/imports/schema";

interface UndoButtonProps {
  projectId: string;
  slug: string;
  importId: string;
  items: number;
  labels: number;
}

export function UndoButton({ projectId, slug, importId, items, labels }: UndoButtonProps) {
  const [barred, setBarred] = useState(false);
  return (
    <ConfirmDialog
      title={barred ? "This import cannot be undone" : `Remove ${counted(items, "item")} and ${counted(labels, "label")}?`}
      description={<WhatGoes projectId={projectId} importId={importId} onBarred={setBarred} />}
      confirmLabel={barred ? null : "Undo this import"}
      trigger={<Button>Undo import</Button>}
      onConfirm={async () => {
        await dataOf(undo({ projectId, slug, importId }));
      }}
    />
  );
}

/** Counted when the question is asked: of an import of 400,000 items it takes a second or two. */
function WhatGoes({ projectId, importId, onBarred }: { projectId: string; importId: string; onBarred: (barred: boolean) => void }) {
  const [outlook, setOutlook] = useState<ActionResult<UndoOutlook> | null>(null);
  useEffect(() => {
    let shown = true;
    onBarred(false);
    weigh({ projectId, importId }).then(
      (result) => {
        if (!shown) return;
        setOutlook(result);
        onBarred(result.ok && result.data.answers + result.data.leases > 0);
      },
      () => shown && setOutlook({ ok: false, code: "unavailable", error: "What rests on it could not be counted.", fields: {} }),
    );
    return () => {
      shown = false;
    };
  }, [projectId, importId, onBarred]);
  if (outlook === null) return <p aria-live="polite">Everything that this file brought goes. Counting what rests on it…</p>;
  if (!outlook.ok) return <p>{outlook.error} What people have answered stays: where they answered its items, the undo is refused.</p>;
  const { items, labels, labelsElsewhere, aggregations, answers, leases } = outlook.data;
  if (answers + leases > 0) {
    return (
      <p aria-live="polite">
        {answers > 0
          ? `People or other files have given ${counted(answers, "answer")} on its items since. They are not thrown away.`
          : `${counted(leases, "of its items is", "of its items are")} being answered right now. It can be undone when that is over.`}
      </p>
    );
  }
  return (
    <div className="grid gap-2" aria-live="polite">
      <p>
        Goes: {counted(items, "item")} with their responses and {counted(labels, "label")} that the file brought
        {aggregations > 0 ? `, and ${counted(aggregations, "aggregation")} computed from them` : ""}.
      </p>
      <p>
        Stays: what was there before
        {labelsElsewhere > 0 ? `, also the items that got ${counted(labelsElsewhere, "label")} of this file` : ""}.
      </p>
      <p>Nobody has answered its items since.</p>
    </div>
  );
}
