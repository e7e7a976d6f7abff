"use client";

import { undo } from "@/app/(workspace)/projects/[slug]/imports/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { unwrap } from "@/lib/http/action-result";

export function UndoButton({
  projectId,
  slug,
  importId,
  items,
  labels,
}: {
  projectId: string;
  slug: string;
  importId: string;
  items: number;
  labels: number;
}) {
  const what = `${items.toLocaleString("en")} items and ${labels.toLocaleString("en")} labels`;
  return (
    <ConfirmDialog
      title={`Remove ${what}?`}
      description="Everything that this file brought goes, and so do aggregations that were computed from it. What was there before stays. It is refused where people have answered its items since."
      confirmLabel="Undo this import"
      trigger={<Button>Undo import</Button>}
      onConfirm={async () => {
        unwrap(await undo({ projectId, slug, importId }));
      }}
    />
  );
}
