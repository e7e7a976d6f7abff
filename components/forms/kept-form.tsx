"use client";

import { useState } from "react";
import type { ReactNode } from "react";
import type { z } from "zod";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { notifyDone } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/http/action-result";

export interface KeptFormProps<Schema extends z.ZodType, Data> {
  /** Names the form for screen readers. */
  label: string;
  schema: Schema;
  /** What the controls hold now, as the schema reads it. */
  read: () => unknown;
  keep: (value: z.output<Schema>) => Promise<ActionResult<Data>>;
  /** What is said once it is kept. */
  done: (data: Data) => string;
  heading?: ReactNode;
  submit?: string;
  /** secondary where another form of the page has the primary button */
  submitVariant?: "primary" | "secondary";
  className?: string;
  children: ReactNode;
}

/** Settings that are kept as a whole: what the schema or the server refuses is said above the controls, and nothing typed is lost. */
export function KeptForm<Schema extends z.ZodType, Data>({
  label,
  schema,
  read,
  keep,
  done,
  heading,
  submit = "Save the changes",
  submitVariant = "primary",
  className = "grid gap-4",
  children,
}: KeptFormProps<Schema, Data>) {
  const [refusal, setRefusal] = useState("");
  const [working, setWorking] = useState(false);

  async function save() {
    const parsed = schema.safeParse(read());
    if (!parsed.success) return setRefusal(parsed.error.issues.map((issue) => issue.message).join(" "));
    setWorking(true);
    const result = await settled(keep(parsed.data));
    setWorking(false);
    setRefusal(result.ok ? "" : refusalOf(result));
    if (result.ok) notifyDone(done(result.data));
  }

  return (
    <form
      noValidate
      aria-label={label}
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {heading}
      {refusal === "" ? null : <Callout tone="bad" live title={refusal} />}
      {children}
      <div>
        <Button type="submit" variant={submitVariant} loading={working}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
