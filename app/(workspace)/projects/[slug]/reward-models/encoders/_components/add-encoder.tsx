"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { add } from "@/app/(workspace)/projects/[slug]/reward-models/encoders/actions";
import { settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { poolingSchema } from "@/lib/encoders/schema";
import type { z } from "zod";

type Pooling = z.output<typeof poolingSchema>;
const poolings: Readonly<Record<Pooling, string>> = {
  mean: "the mean of its tokens",
  "mean-sqrt": "their sum over the root of their number",
  max: "the largest of each coordinate",
  cls: "its first token",
};

type Props = { projectId: string; slug: string; hub: string; folders: string[] };

/** Where an encoder comes from, and what it is to be called; fetching it is a job. */
export function AddEncoder({ projectId, slug, hub, folders }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [source, setSource] = useState("");
  const [name, setName] = useState("");
  const [pooling, setPooling] = useState<Pooling | "">("");
  const [problem, setProblem] = useState<{ text: string; fields: Record<string, string> } | null>(null);
  const [pending, start] = useTransition();

  const run = () =>
    start(async () => {
      const result = await settled(add({ projectId, slug, source, as: name || undefined, pooling: pooling || undefined }));
      setProblem(result.ok ? null : { text: result.error, fields: result.fields ?? {} });
      if (!result.ok) return;
      setOpen(false);
      setSource("");
      setName("");
      router.refresh();
    });

  return (
    <Dialog
      title="Add an encoder"
      description="BERT, RoBERTa and DistilBERT families: config.json, tokenizer.json and model.safetensors. Only tensors are read."
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">Add an encoder</Button>}
      footer={
        <Button variant="primary" loading={pending} disabled={source.trim() === ""} onClick={run}>
          Add it
        </Button>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (source.trim() !== "" && !pending) run();
        }}
      >
        <Field
          label="From"
          required
          error={problem?.fields.source}
          description={
            folders.length > 0
              ? `OWNER/NAME on ${hub}, or a folder of the server within ${folders.join(", ")}.`
              : `OWNER/NAME on ${hub}. An operator can open folders of the server, too: PLUMBLINE_IMPORT_FOLDERS.`
          }
        >
          <Input value={source} maxLength={500} spellCheck={false} onChange={(event) => setSource(event.target.value)} />
        </Field>
        <Field
          label="Name"
          error={problem?.fields.as}
          description="Trainings go by it. Unless given, the last part of where it comes from."
        >
          <Input value={name} maxLength={64} spellCheck={false} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Pooling" required description="How the vector of a text is made from those of its tokens.">
          <Select value={pooling} onChange={({ target }) => setPooling(poolingSchema.safeParse(target.value).data ?? "")}>
            <option value="">as its own files say, else the mean</option>
            {Object.entries(poolings).map(([how, says]) => (
              <option key={how} value={how}>
                {says}
              </option>
            ))}
          </Select>
        </Field>
        <FieldError id={undefined}>{problem && Object.keys(problem.fields).length === 0 ? problem.text : null}</FieldError>
        <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  );
}
