"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { add } from "@/app/(workspace)/projects/[slug]/routing/mixes/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { counted } from "@/components/ui/figure-format";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";

/** A file of mixes and their scores. */
export function AddTableForm({ slug, projectId }: { slug: string; projectId: string }) {
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [form, setForm] = useState({ target: "score", mixItems: "7000" });
  const [outcome, setOutcome] = useState<{ tone: "good" | "bad"; title: string; more: string } | null>(null);
  const [pending, start] = useTransition();
  const submit = () =>
    start(async () => {
      if (!file) return setOutcome({ tone: "bad", title: "Choose a file first.", more: "" });
      const { name } = file;
      const result = await settled(
        add({ slug, projectId, name, text: await file.text(), target: form.target, mixItems: Number(form.mixItems) }),
      );
      if (!result.ok) return setOutcome({ tone: "bad", title: refusalOf(result), more: "Nothing was kept." });
      const { mixes, tags, leftOut } = result.data;
      const rest =
        leftOut.length === 0
          ? ""
          : `Left out, since they are no tags of this project: ${leftOut.slice(0, 5).join(", ")}${leftOut.length > 5 ? ", …" : ""}.`;
      setOutcome({
        tone: "good",
        title: `${counted(mixes, "mix", "mixes")} with counts of ${counted(tags, "tag")}.`,
        more: rest,
      });
      router.refresh();
    });
  return (
    <form
      aria-label="Add a table"
      className="grid max-w-[440px] gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label="CSV file"
        required
        description="One row a mix; a column for each tag, named as the tag is, with how many items of it people labelled; a column with the score."
      >
        <Input type="file" accept=".csv,text/csv" onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} />
      </Field>
      <div className="grid grid-cols-2 items-start gap-3">
        <Field label="Column with the score" required>
          <Input value={form.target} onChange={(event) => setForm({ ...form, target: event.currentTarget.value })} />
        </Field>
        <NumberField
          label="Items in each mix"
          required
          min={1}
          description="Whoever labelled them."
          value={form.mixItems}
          onChange={(mixItems) => setForm({ ...form, mixItems })}
        />
      </div>
      {outcome ? (
        <Callout tone={outcome.tone} live title={outcome.title}>
          {outcome.more}
        </Callout>
      ) : null}
      <Button type="submit" variant="primary" loading={pending} className="justify-self-start">
        Add the table
      </Button>
    </form>
  );
}
