"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { promote, scoreMore } from "@/app/(workspace)/projects/[slug]/reward-models/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import type { ActionResult } from "@/lib/http/action-result";

export interface VersionActsProps {
  projectId: string;
  slug: string;
  versionId: string;
  promoted: boolean;
  mayPromote: boolean;
  mayScore: boolean;
  /** Responses that came after the training. */
  unscored: number;
}

export function VersionActs({ projectId, slug, versionId, promoted, mayPromote, mayScore, unscored }: VersionActsProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();

  const run = (act: () => Promise<ActionResult<unknown>>) =>
    start(async () => {
      const result = await settled(act());
      setProblem(result.ok ? null : refusalOf(result));
      if (result.ok) router.refresh();
    });

  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap gap-2">
        {mayScore && unscored > 0 ? (
          <Button loading={pending} onClick={() => run(() => scoreMore({ projectId, slug, versionId }))}>
            Score {unscored.toLocaleString("en")} new responses
          </Button>
        ) : null}
        {mayPromote ? (
          <Button loading={pending} onClick={() => run(() => promote({ projectId, slug, versionId, promoted: !promoted }))}>
            {promoted ? "Demote" : "Promote"}
          </Button>
        ) : null}
      </div>
      <FieldError id={undefined}>{problem}</FieldError>
    </div>
  );
}
