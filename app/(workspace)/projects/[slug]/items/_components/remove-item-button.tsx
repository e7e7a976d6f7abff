"use client";

import { useRouter } from "next/navigation";
import { useReadAnew } from "@/app/(workspace)/projects/[slug]/items/_components/items-rows";
import { remove } from "@/app/(workspace)/projects/[slug]/items/actions";
import { dataOf } from "@/components/forms/settled";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notifyDone } from "@/components/ui/toast";

export function RemoveItemButton({ projectId, itemId, closeHref }: { projectId: string; itemId: string; closeHref: string }) {
  const router = useRouter();
  const readAnew = useReadAnew(projectId);
  return (
    <ConfirmDialog
      title="Remove this item?"
      description="Its prompt and responses are deleted for good. Nobody has answered about it, so no answer is lost. Importing the file again brings it back."
      confirmLabel="Remove the item"
      trigger={
        <Button variant="quiet" size="sm">
          Remove the item
        </Button>
      }
      onConfirm={async () => {
        await dataOf(remove({ projectId, itemId }));
        notifyDone("The item is removed.");
        readAnew();
        if (isInternalPath(closeHref)) router.push(closeHref);
      }}
    />
  );
}
