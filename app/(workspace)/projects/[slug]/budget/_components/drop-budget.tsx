"use client";

import { useRouter } from "next/navigation";
import { drop } from "@/app/(workspace)/projects/[slug]/budget/actions";
import { dataOf } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

export function DropBudget({ slug, projectId, budgetId, name }: { slug: string; projectId: string; budgetId: string; name: string }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      title="Remove this budget?"
      description={`${name}. What was spent stays in the ledger; the cap no longer holds.`}
      confirmLabel="Remove the budget"
      trigger={
        <Button variant="quiet" size="sm" aria-label={`Remove the budget: ${name}`}>
          Remove
        </Button>
      }
      onConfirm={async () => {
        await dataOf(drop({ slug, projectId, budgetId }));
        router.refresh();
      }}
    />
  );
}
