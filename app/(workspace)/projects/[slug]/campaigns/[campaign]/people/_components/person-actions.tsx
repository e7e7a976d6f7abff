"use client";

import { useParams, useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { SkillsDialog } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/people/_components/skills-dialog";
import { exclude, letGoOn, readmit } from "@/app/(workspace)/projects/[slug]/campaigns/people-actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action-result";
import type { PersonRow } from "@/lib/quality/schema";

type Props = { place: { projectId: string; campaignId: string }; person: PersonRow; cohorts: string[] };

export function PersonActions({ place, person, cohorts }: Props) {
  const [working, start] = useTransition();
  const where = { ...place, annotatorId: person.annotatorId };
  const run = (act: () => Promise<ActionResult<unknown>>, done: string) =>
    start(async () => {
      const result = await settled(act());
      if (result.ok) notifyDone(done);
      else notifyFailed(refusalOf(result));
    });
  const stuck = person.standing === "paused" || person.standing === "retraining";
  return (
    <span className="inline-flex gap-1">
      {stuck ? (
        <Button size="sm" loading={working} onClick={() => run(() => letGoOn(where), `${person.name} can go on at once.`)}>
          Let go on
        </Button>
      ) : null}
      {person.email === null ? null : (
        <>
          <Button
            variant="quiet"
            size="sm"
            loading={working}
            onClick={() => run(() => letGoOn({ ...where, again: true }), `${person.name} begins the practice items anew, with every go.`)}
          >
            Practise again
          </Button>
          <SkillsDialog where={where} person={person} cohorts={cohorts} />
        </>
      )}
      {person.excluded ? (
        <Button
          variant="quiet"
          size="sm"
          loading={working}
          onClick={() => run(() => readmit(where), `${person.name}'s labels count again.`)}
        >
          Count again
        </Button>
      ) : (
        <ExcludeDialog where={where} name={person.name} />
      )}
    </span>
  );
}

function ExcludeDialog({ where, name }: { where: { projectId: string; campaignId: string; annotatorId: string }; name: string }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [working, start] = useTransition();
  const router = useRouter();
  const { slug } = useParams<{ slug: string }>();
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Leave out ${name}'s labels?`}
      description="They are kept and go on being exported, marked as left out. What is aggregated from now on does not count them. You can count them again at any time."
      trigger={
        <Button variant="quiet" size="sm" aria-label={`Leave out ${name}'s labels`}>
          Leave out
        </Button>
      }
      footer={
        <Button
          variant="primary"
          loading={working}
          disabled={reason.trim() === ""}
          onClick={() =>
            start(async () => {
              const result = await settled(exclude({ ...where, reason }));
              if (!result.ok) return notifyFailed(refusalOf(result));
              setOpen(false);
              notifyDone(`${name}'s labels are left out from the next aggregation on.`, {
                description: "What was aggregated, trained or exported before stays as it was.",
                action: { label: "Go to agreement", onClick: () => router.push(`/projects/${slug}/agreement`) },
              });
            })
          }
        >
          Leave the labels out
        </Button>
      }
    >
      <Field label="Why" required description="Kept with the record; the person does not see it.">
        <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </Dialog>
  );
}
