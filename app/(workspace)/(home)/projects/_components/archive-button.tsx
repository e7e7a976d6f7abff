"use client";

import { useTransition } from "react";
import { archive } from "@/app/(workspace)/(home)/projects/actions";
import { dataOf, refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notifyDone, notifyFailed } from "@/components/ui/toast";

type Props = { project: { id: string; name: string; archivedAt: string | null }; prominent?: boolean };

/** Archives after asking; takes out of the archive at once. */
export function ArchiveButton({ project, prominent = false }: Props) {
  const [working, start] = useTransition();
  const looks = prominent ? ({ variant: "secondary", size: "md" } as const) : ({ variant: "quiet", size: "sm" } as const);
  if (project.archivedAt !== null) {
    return (
      <Button
        {...looks}
        loading={working}
        onClick={() =>
          start(async () => {
            const result = await settled(archive({ projectId: project.id, archived: false }));
            if (result.ok) notifyDone(`“${project.name}” is back among the projects.`);
            else notifyFailed(refusalOf(result));
          })
        }
      >
        Take out of the archive
      </Button>
    );
  }
  return (
    <ConfirmDialog
      title={`Archive “${project.name}”?`}
      description="It moves to the end of the list and is left out of the search. Nothing in it is lost, and you can take it out again at any time."
      confirmLabel="Archive the project"
      cancelLabel="Leave it"
      danger={false}
      trigger={
        <Button {...looks} aria-label={`Archive ${project.name}`}>
          Archive
        </Button>
      }
      onConfirm={async () => {
        await dataOf(archive({ projectId: project.id, archived: true }));
        notifyDone(`“${project.name}” is archived.`);
      }}
    />
  );
}
