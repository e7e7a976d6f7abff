"use client";

import { useEffect, useState } from "react";
import { undo, weigh } from "@/app/(workspace)/projects/[slug]/imports/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { counted } from "@/components/ui/figure-format";
import { unwrap } from "@/lib/http/action-result";
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
  return (
    <ConfirmDialog
      title={`Remove ${counted(items, "item")} and ${counted(labels, "label")}?`}
      description={<WhatGoes projectId={projectId} importId={importId} />}
      confirmLabel="Undo this import"
      trigger={<Button>Undo import</Button>}
      onConfirm={async () => {
        unwrap(await undo({ projectId, slug, importId }));
      }}
    />
  );
}

/** Counted when the question is asked: of an import of 400,000 items it takes a second or two. */
function WhatGoes({ projectId, importId }: { projectId: string; importId: string }) {
  const [outlook, setOutlook] = useState<ActionResult<UndoOutlook> | null>(null);
  useEffect(() => {
    let shown = true;
    weigh({ projectId, importId }).then(
      (result) => shown && setOutlook(result),
      () => shown && setOutlook({ ok: false, code: "unavailable", error: "What rests on it could not be counted.", fields: {} }),
    );
    return () => {
      shown = false;
    };
  }, [projectId, importId]);
  if (outlook === null) return <p aria-live="polite">Everything that this file brought goes. Counting what rests on it…</p>;
  if (!outlook.ok) return <p>{outlook.error} What people have answered stays: where they answered its items, the undo is refused.</p>;
  const { items, labels, labelsElsewhere, aggregations, answers, leases } = outlook.data;
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
      {answers + leases > 0 ? (
        <p className="font-medium text-ink">
          {answers > 0
            ? `People or other files have given ${counted(answers, "answer")} on its items since. They are not thrown away: the import cannot be undone.`
            : `${counted(leases, "of its items is", "of its items are")} being answered right now. The import cannot be undone until that is over.`}
        </p>
      ) : (
        <p>Nobody has answered its items since.</p>
      )}
    </div>
  );
}
