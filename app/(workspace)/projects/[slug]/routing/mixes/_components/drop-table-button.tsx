"use client";

import { useRouter } from "next/navigation";
import { drop } from "@/app/(workspace)/projects/[slug]/routing/mixes/actions";
import { dataOf } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

export function DropTableButton({ slug, projectId, table }: { slug: string; projectId: string; table: { id: string; name: string } }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      title={`Remove ${table.name}?`}
      description="Plans that were drawn from it stay as they are; new ones cannot learn from it."
      confirmLabel="Remove the table"
      onConfirm={async () => {
        await dataOf(drop({ slug, projectId, tableId: table.id }));
        router.refresh();
      }}
      trigger={
        <Button variant="quiet" size="sm" aria-label={`Remove ${table.name}`}>
          Remove
        </Button>
      }
    />
  );
}
