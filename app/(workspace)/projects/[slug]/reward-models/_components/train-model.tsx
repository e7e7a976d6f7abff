"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { train } from "@/app/(workspace)/projects/[slug]/reward-models/actions";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

const sources = { consensus: "the consensus of people", human: "people’s plain majority" } as const;

/** Chooses what to learn from and hands the training to the worker. */
export function TrainModel({ projectId, slug }: { projectId: string; slug: string }) {
  const router = useRouter();
  const [labels, setLabels] = useState<string>("consensus");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();

  const run = () =>
    start(async () => {
      const result = await train({ projectId, slug, labels });
      setProblem(result.ok ? null : result.error);
      if (result.ok) router.refresh();
    });

  return (
    <div className="grid gap-1.5 max-md:w-full">
      <div className="flex flex-wrap gap-2 max-md:[&>*]:grow">
        <Select aria-label="Train on" value={labels} onChange={(event) => setLabels(event.currentTarget.value)}>
          {Object.entries(sources).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
        <Button variant="primary" loading={pending} onClick={run}>
          Train a model
        </Button>
      </div>
      <FieldError id={undefined}>{problem}</FieldError>
    </div>
  );
}
