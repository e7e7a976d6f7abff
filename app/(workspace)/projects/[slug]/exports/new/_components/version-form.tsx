"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { create, preview } from "@/app/(workspace)/projects/[slug]/exports/actions";
import { PreviewPanel } from "@/app/(workspace)/projects/[slug]/exports/new/_components/preview-panel";
import { RecipeText } from "@/app/(workspace)/projects/[slug]/exports/new/_components/recipe-text";
import { RecipeFields } from "@/app/(workspace)/projects/[slug]/exports/new/_components/recipe-fields";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { isInternalPath } from "@/components/ui/app-link";
import { counted } from "@/components/ui/figure-format";
import { Field } from "@/components/ui/field";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { exportFormats, formatTitles } from "@/lib/exports/formats/names";
import { containerTitles, exportContainers, exportFormatSchema } from "@/lib/exports/schema";
import type { DatasetInput } from "@/lib/exports/schema";
import type { DatasetPreview } from "@/lib/exports/version-schema";

export interface VersionFormProps {
  slug: string;
  projectId: string;
  campaigns: { value: string; name: string }[];
  first: DatasetPreview;
}

const groups = [
  ["trainers", "For trainers"],
  ["evaluation", "For evaluation"],
  ["exchange", "For other tools"],
  ["raw", "As it was given"],
] as const;

// Long enough that a number can be typed without a count for each digit.
const settleMilliseconds = 250;

/** The recipe at the left, what it gives at the right, counted anew at every change. */
export function VersionForm({ slug, projectId, campaigns, first }: VersionFormProps) {
  const router = useRouter();
  const [wanted, setWanted] = useState<DatasetInput>({ projectId, format: "trl-preference", container: "hf", recipe: {} });
  const [counts, setCounts] = useState<DatasetPreview | null>(first);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const untouched = useRef(true);

  useEffect(() => {
    if (untouched.current) return;
    let current = true;
    const timer = window.setTimeout(() => {
      void settled(preview(wanted)).then((result) => {
        if (!current) return;
        setCounts(result.ok ? result.data : null);
        setProblem(result.ok ? null : refusalOf(result));
      });
    }, settleMilliseconds);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [wanted]);

  function change(next: Partial<DatasetInput>) {
    untouched.current = false;
    setWanted({ ...wanted, ...next });
  }

  const build = () =>
    start(async () => {
      const result = await settled(create({ ...wanted, slug }));
      if (!result.ok) {
        setProblem(refusalOf(result));
        return;
      }
      const target = `/projects/${slug}/exports/${result.data.number}`;
      if (isInternalPath(target)) router.push(target);
    });

  const raw = wanted.format === "annotations";
  const whole = counts !== null && counts.countedItems >= counts.items;
  const empty = whole && counts.refusal === null && counts.rows === 0 && wanted.recipe?.allowEmpty !== true;
  const blocked = counts === null || counts.refusal !== null || empty;
  return (
    <div className="grid items-start gap-x-11 gap-y-8 lg:grid-cols-[minmax(0,3fr)_minmax(280px,2fr)]">
      <form className="grid max-w-[640px] gap-6" aria-label="Recipe" onSubmit={(event) => event.preventDefault()}>
        <Field label="Format" required description={formatTitles[wanted.format].about}>
          <Select value={wanted.format} onChange={(event) => change({ format: exportFormatSchema.parse(event.currentTarget.value) })}>
            {groups.map(([group, title]) => (
              <optgroup key={group} label={title}>
                {exportFormats
                  .filter((format) => formatTitles[format].group === group)
                  .map((format) => (
                    <option key={format} value={format}>
                      {formatTitles[format].title}
                    </option>
                  ))}
              </optgroup>
            ))}
          </Select>
        </Field>
        <RadioGroup legend="Container" className="sm:grid-cols-2">
          {exportContainers.map((container) => (
            <RadioOption
              key={container}
              name="container"
              label={containerTitles[container]}
              checked={wanted.container === container}
              onChange={() => change({ container })}
            />
          ))}
        </RadioGroup>
        <RecipeFields
          recipe={wanted.recipe ?? {}}
          raw={raw}
          text={wanted.container === "jsonl" || wanted.container === "csv"}
          campaigns={campaigns}
          onChange={(recipe) => change({ recipe })}
        />
      </form>
      <div className="grid gap-4 lg:sticky lg:top-16">
        {problem ? <Callout tone="bad" live title={problem} /> : null}
        {empty ? (
          <Callout live title="Nothing is left to export">
            The reasons stand below, with how many fell to each. Loosen the recipe, or take another format.
          </Callout>
        ) : null}
        {counts ? <PreviewPanel slug={slug} counts={counts} raw={raw} /> : null}
        <Button variant="primary" size="lg" loading={pending} disabled={blocked} onClick={build}>
          {whole ? `Build ${counted(counts.rows, "row")}` : "Build this version"}
        </Button>
        <p className="text-12 text-ink-2">
          The worker writes the files, from all answers there are when it begins. What is labelled later does not change the version.
        </p>
        <RecipeText recipe={wanted.recipe ?? {}} />
      </div>
    </div>
  );
}
