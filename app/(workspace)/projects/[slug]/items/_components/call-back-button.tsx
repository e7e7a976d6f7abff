"use client";

import { useRouter } from "next/navigation";
import { callAnswerBack } from "@/app/(workspace)/projects/[slug]/items/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notifyDone } from "@/components/ui/toast";

type Props = { projectId: string; annotationId: string; annotator: string };

/** Takes an answer that was sent back, and still waits, out of its writer's queue again. */
export function CallBackButton({ projectId, annotationId, annotator }: Props) {
  const router = useRouter();
  return (
    <ConfirmDialog
      danger={false}
      title={`Call this answer back from ${annotator}?`}
      description="It leaves their queue and stands as it is. What they wrote meanwhile and did not send is not taken."
      confirmLabel="Call back"
      cancelLabel="Leave it with them"
      trigger={
        <Button size="sm" variant="quiet" aria-label={`Call back the answer of ${annotator}`}>
          Call back
        </Button>
      }
      onConfirm={async () => {
        const result = await settled(callAnswerBack({ projectId, annotationId }));
        if (!result.ok) throw new Error(refusalOf(result));
        notifyDone(`Called back from ${annotator}`);
        router.refresh();
      }}
    />
  );
}
