"use client";

import { useState, useTransition } from "react";
import { reAsk } from "@/app/(workspace)/projects/[slug]/reward-models/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";

/** Opens a task to one more person, at the head of the queue. */
export function AskAgainButton({ projectId, taskId }: { projectId: string; taskId: string }) {
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();

  const ask = () =>
    start(async () => {
      const result = await settled(reAsk({ projectId, taskId }));
      setProblem(result.ok ? null : refusalOf(result));
      setAsked(result.ok);
    });

  return (
    <span className="grid gap-1">
      {asked ? (
        <span role="status" className="text-12 text-ink-2">
          waits at the head of the queue
        </span>
      ) : (
        <Button variant="quiet" size="sm" className="-ml-2 max-md:-ml-3" loading={pending} onClick={ask}>
          Ask one more person
        </Button>
      )}
      <FieldError id={undefined}>{problem}</FieldError>
    </span>
  );
}
