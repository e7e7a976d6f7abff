"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { aggregate } from "@/app/(workspace)/projects/[slug]/agreement/actions";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { labelModelNames } from "@/lib/aggregation/model-names";
import { aggregationModelSchema } from "@/lib/aggregation/schema";
import type { LabelSource } from "@/lib/aggregation/schema";

export interface RunAggregationProps {
  projectId: string;
  campaignId: string;
  slug: string;
  source: LabelSource;
  labels: number;
}

/** Chooses a label model and hands the fit to the worker. */
export function RunAggregation({ projectId, campaignId, slug, source, labels }: RunAggregationProps) {
  const router = useRouter();
  const [model, setModel] = useState<keyof typeof labelModelNames>("dawid-skene");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();

  const run = () =>
    start(async () => {
      const result = await aggregate({ projectId, campaignId, slug, source, model });
      setProblem(result.ok ? null : result.error);
      if (result.ok) router.refresh();
    });

  return (
    <div className="grid gap-1.5 max-md:w-full">
      <div className="flex flex-wrap gap-2 max-md:[&>*]:grow">
        <Select
          aria-label="Label model"
          value={model}
          onChange={(event) => setModel(aggregationModelSchema.parse(event.currentTarget.value))}
        >
          {Object.entries(labelModelNames).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
        <Button variant="primary" loading={pending} onClick={run}>
          Aggregate {labels.toLocaleString("en")} labels
        </Button>
      </div>
      <FieldError id={undefined}>{problem}</FieldError>
    </div>
  );
}
