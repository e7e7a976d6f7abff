"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { tag } from "@/app/(workspace)/projects/[slug]/routing/tags/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { counted } from "@/components/ui/figure-format";
import { Select } from "@/components/ui/select";
import { builtInTagger, modelTaggerName } from "@/lib/tags/schema";

/** Who reads the prompts, and the start of it. */
export function TaggingForm({ slug, projectId, items, judges }: { slug: string; projectId: string; items: number; judges: string[] }) {
  const router = useRouter();
  const [tagger, setTagger] = useState(builtInTagger);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const submit = () =>
    start(async () => {
      const result = await settled(tag({ slug, projectId, tagger }));
      setProblem(result.ok ? null : refusalOf(result));
      router.refresh();
    });
  return (
    <form
      aria-label="Tag the items"
      className="grid max-w-[440px] gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label="Tagger"
        required
        description={
          tagger === builtInTagger
            ? "Rules and English word lists: quick, free and crude. It reads anew what it has read."
            : "Asks the model behind this judge about each prompt, within the project’s budget. What it has told already is not asked again."
        }
      >
        <Select value={tagger} onChange={(event) => setTagger(event.currentTarget.value)}>
          <option value={builtInTagger}>built-in rules</option>
          {judges.map((name) => (
            <option key={name} value={modelTaggerName(name)}>
              model of {name}
            </option>
          ))}
        </Select>
      </Field>
      {judges.length === 0 ? (
        <p className="text-12 text-ink-2">
          A model can do this too: add one that answers on a server under{" "}
          <AppLink href={`/projects/${slug}/judges`} className="underline decoration-rule-3 underline-offset-3">
            Judges
          </AppLink>
          .
        </p>
      ) : null}
      <Button type="submit" variant="primary" loading={pending} disabled={items === 0} className="justify-self-start">
        Tag {counted(items, "item")}
      </Button>
      <FieldError id={undefined}>{problem}</FieldError>
    </form>
  );
}
