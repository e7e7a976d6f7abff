"use client";

import { useRouter } from "next/navigation";
import { rollBack } from "@/app/(workspace)/projects/[slug]/reward-models/actions";
import { dataOf } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** Promotes again what was promoted before. */
export function RollBackButton({ projectId, slug, number }: { projectId: string; slug: string; number: number }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      title={`Go back to version ${number}?`}
      description="Routing and the items use its scores from then on. Nothing is deleted; going back again returns."
      confirmLabel={`Promote version ${number}`}
      cancelLabel="Stay"
      danger={false}
      onConfirm={async () => {
        await dataOf(rollBack({ projectId, slug }));
        router.refresh();
      }}
      trigger={<Button>Go back to v{number}</Button>}
    />
  );
}
