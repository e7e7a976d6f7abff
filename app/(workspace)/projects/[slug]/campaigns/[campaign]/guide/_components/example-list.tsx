"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { publish } from "@/app/(workspace)/projects/[slug]/campaigns/actions";
import { ReadingText } from "@/components/content/reading-text";
import { refusalOf, settled } from "@/components/forms/settled";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { notifyDone } from "@/components/ui/toast";
import type { GuideExample } from "@/lib/projects/schema";

type Props = {
  /** address of the project's items */
  at: string;
  place: { projectId: string; campaignId: string; markdown: string; basedOn: number };
  examples: GuideExample[];
  mayEdit: boolean;
};

/** The examples of a version. Taking one out publishes the next version without it. */
export function ExampleList({ at, place, examples, mayEdit }: Props) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function takeOut(index: number) {
    setBusy(true);
    const left = examples.filter((_, other) => other !== index);
    const result = await settled(publish({ ...place, note: "An example was taken out.", examples: left }));
    setBusy(false);
    if (!result.ok) return setProblem(refusalOf(result));
    notifyDone(`Version ${result.data.version} is published without the example`);
    router.refresh();
  }

  return (
    <>
      <ol>
        {examples.map((example, index) => (
          <li key={index} className="grid gap-1 border-b border-rule py-3 last:border-b-0">
            <div className="flex items-baseline gap-4">
              <AppLink href={`${at}?item=${example.itemId}`} dir="auto" className="cut min-w-0 grow font-medium hover:underline">
                {example.prompt}
              </AppLink>
              {mayEdit ? (
                <Button
                  size="sm"
                  variant="quiet"
                  loading={busy}
                  aria-label={`Take example ${index + 1} out of the guide`}
                  onClick={() => void takeOut(index)}
                >
                  Take out
                </Button>
              ) : null}
            </div>
            <p className="text-ink-2">{example.answer}</p>
            <ReadingText text={example.why} />
          </li>
        ))}
      </ol>
      <FieldError id={undefined}>{problem}</FieldError>
    </>
  );
}
