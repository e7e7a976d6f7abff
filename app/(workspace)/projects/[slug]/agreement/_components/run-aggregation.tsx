"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { aggregate } from "@/app/(workspace)/projects/[slug]/agreement/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { counted } from "@/components/ui/figure-format";
import { Select } from "@/components/ui/select";
import { labelModelHints, labelModelNames } from "@/lib/aggregation/model-names";
import { aggregationModelSchema } from "@/lib/aggregation/schema";
import type { LabelSource } from "@/lib/aggregation/schema";

export interface RunAggregationProps {
  projectId: string;
  campaignId: string;
  slug: string;
  source: LabelSource;
  labels: number;
  /** the question's answers have no classes that a label model could count: its kind aggregates them its own way */
  ownModel: boolean;
}

/** Chooses a label model, where there is a choice, and hands the fit to the worker. */
export function RunAggregation({ projectId, campaignId, slug, source, labels, ownModel }: RunAggregationProps) {
  const router = useRouter();
  const [model, setModel] = useState<keyof typeof labelModelNames>("dawid-skene");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();

  const run = () =>
    start(async () => {
      const result = await settled(aggregate({ projectId, campaignId, slug, source, ...(ownModel ? {} : { model }) }));
      setProblem(result.ok ? null : refusalOf(result));
      if (result.ok) router.refresh();
    });

  return (
    <div className="grid gap-1.5 max-md:w-full">
      <div className="flex flex-wrap gap-2 max-md:[&>*]:grow">
        {ownModel ? null : (
          <Select
            aria-label="Label model: how the answers are weighed"
            value={model}
            onChange={(event) => setModel(aggregationModelSchema.parse(event.currentTarget.value))}
          >
            {Object.entries(labelModelNames).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Select>
        )}
        <Button variant="primary" loading={pending} onClick={run}>
          Aggregate {counted(labels, "label")}
        </Button>
      </div>
      {ownModel ? null : <p className="max-w-[44ch] text-12 text-ink-2">{labelModelHints[model]}</p>}
      <FieldError id={undefined}>{problem}</FieldError>
    </div>
  );
}
