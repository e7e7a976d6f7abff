"use client";

import { archive } from "@/app/(workspace)/projects/[slug]/judges/actions";
import { dataOf } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notifyDone } from "@/components/ui/toast";

/** Takes a judge out of use, or back into it. Its labels stay either way. */
export function ArchiveButton({ slug, projectId, judge }: { slug: string; projectId: string; judge: { id: string; archived: boolean } }) {
  const keep = async (archived: boolean) => {
    await dataOf(archive({ slug, projectId, judgeId: judge.id, archived }));
    notifyDone(archived ? "The judge is archived. Its labels stay." : "The judge can be asked again.");
  };
  return judge.archived ? (
    <ConfirmDialog
      title="Use this judge again?"
      description="It can be asked once more, with the settings that it had."
      confirmLabel="Use it again"
      cancelLabel="Leave it archived"
      trigger={<Button>Use again</Button>}
      onConfirm={() => keep(false)}
    />
  ) : (
    <ConfirmDialog
      title="Archive this judge?"
      description="It is asked nothing any more. Its labels, its card and what it cost stay, and it can be used again."
      confirmLabel="Archive the judge"
      cancelLabel="Keep it in use"
      trigger={<Button>Archive</Button>}
      onConfirm={() => keep(true)}
    />
  );
}
