"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { train } from "@/app/(workspace)/projects/[slug]/reward-models/actions";
import { headWords, lossWords } from "@/app/(workspace)/projects/[slug]/reward-models/_components/describe-version";
import { refusalOf, settled } from "@/components/forms/settled";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { choosesTargets } from "@/lib/reward-models/check-options";
import { headSchema, lossSchema } from "@/lib/reward-models/schema";

const sources = { consensus: "the consensus of people", human: "people’s plain majority" } as const;
const targets = { hard: "as they were decided", posterior: "with their probability" } as const;

/** Chooses what to learn from, by which head and loss, and hands the training to the worker. */
export function TrainModel({ projectId, slug, encoders }: { projectId: string; slug: string; encoders: readonly string[] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [encoder, setEncoder] = useState("lexical");
  const [labels, setLabels] = useState<string>("consensus");
  const [head, setHead] = useState<string>("linear");
  const [loss, setLoss] = useState<string>("bradley-terry");
  const [target, setTarget] = useState<string>("hard");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();

  const run = () =>
    start(async () => {
      const result = await settled(
        train({
          projectId,
          slug,
          encoder,
          labels,
          head: headSchema.parse(head),
          loss: lossSchema.parse(loss),
          options: { targets: choosesTargets(lossSchema.parse(loss)) && target === "posterior" ? "posterior" : "hard" },
        }),
      );
      setProblem(result.ok ? null : refusalOf(result));
      if (!result.ok) return;
      setOpen(false);
      router.refresh();
    });

  return (
    <Dialog
      title="Train a model"
      description="The usual choice is a good one. It takes seconds for a thousand comparisons; the worker does it while people go on."
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">Train a model</Button>}
      footer={
        <Button variant="primary" loading={pending} onClick={run}>
          Train
        </Button>
      }
    >
      <div className="grid gap-4">
        <Field label="Labels" required>
          <Options value={labels} words={sources} onChange={setLabels} />
        </Field>
        {choosesTargets(lossSchema.parse(loss)) && (
          <Field
            label="Taken"
            required
            description="With their probability, a pair on which people are split teaches less than one on which all agree."
          >
            <Options value={target} words={targets} onChange={setTarget} />
          </Field>
        )}
        <Field
          label="Encoder"
          required
          description={
            <>
              What turns texts into numbers. Others can be{" "}
              <AppLink href={`/projects/${slug}/reward-models/encoders`} className="underline decoration-rule-3 underline-offset-3">
                added
              </AppLink>
              .
            </>
          }
        >
          <Options
            value={encoder}
            words={{ lexical: "lexical: the words themselves, built in", ...Object.fromEntries(encoders.map((name) => [name, name])) }}
            onChange={setEncoder}
          />
        </Field>
        <Field label="Head" required description="On words, a linear head comes stacked with length and small trees, and is hard to beat.">
          <Options value={head} words={headWords} onChange={setHead} />
        </Field>
        <Field label="Loss" required description="Which labels it needs is said when they are missing.">
          <Options value={loss} words={lossWords} onChange={setLoss} />
        </Field>
        <FieldError id={undefined}>{problem}</FieldError>
      </div>
    </Dialog>
  );
}

function Options({
  value,
  words,
  onChange,
}: {
  value: string;
  words: Readonly<Record<string, string>>;
  onChange: (value: string) => void;
}) {
  return (
    <Select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {Object.entries(words).map(([name, says]) => (
        <option key={name} value={name}>
          {says}
        </option>
      ))}
    </Select>
  );
}
