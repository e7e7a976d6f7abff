"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import type { DefaultValues, FieldPath, FieldValues, UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { issueWords } from "@/lib/http/issue-schema";

/**
 * A form that checks with the same zod schema as the server.
 * Errors appear when a field is left and disappear as soon as they are put right.
 */
export function useZodForm<Input extends FieldValues, Output extends FieldValues>(
  schema: z.ZodType<Output, Input>,
  defaultValues: DefaultValues<Input>,
): UseFormReturn<Input, unknown, Output> {
  return useForm<Input, unknown, Output>({ resolver: zodResolver(schema, { error: issueWords }), defaultValues, mode: "onTouched" });
}

/** What a server action says when it refuses: a sentence for the whole form, and one for each field it can name. */
export interface ServerRefusal {
  message: string;
  fields?: Record<string, string>;
}

/** Puts a refusal from the server into the form and moves the focus to the first field it names. */
export function showServerRefusal<Input extends FieldValues, Output extends FieldValues>(
  form: UseFormReturn<Input, unknown, Output>,
  refusal: ServerRefusal,
): void {
  form.setError("root.server", { type: "server", message: refusal.message });
  const known = new Set<string>(Object.keys(form.getValues()));
  let first = true;
  for (const [name, message] of Object.entries(refusal.fields ?? {})) {
    if (!isPath<Input>(name, known)) continue;
    form.setError(name, { type: "server", message }, { shouldFocus: first });
    first = false;
  }
}

function isPath<Input extends FieldValues>(name: string, known: Set<string>): name is FieldPath<Input> {
  return known.has(name.split(".")[0] ?? "");
}
