"use client";

import { useId } from "react";
import { publish } from "@/app/(workspace)/projects/[slug]/campaigns/actions";
import { ReadingText } from "@/components/content/reading-text";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { notifyDone } from "@/components/ui/toast";
import { publishGuideSchema } from "@/lib/projects/schema";

type Props = { projectId: string; campaignId: string; version: number; markdown: string };

/** Text on the left, as annotators will read it on the right; a change is published as the next version. */
export function GuideEditor({ projectId, campaignId, version, markdown }: Props) {
  const form = useZodForm(publishGuideSchema, { projectId, campaignId, markdown, note: "", basedOn: version });
  const text = form.watch("markdown");
  const read = useId();
  const changed = text.trim() !== markdown.trim();
  return (
    <Form
      form={form}
      label="Guide"
      onSubmit={async (values) => {
        const result = await publish(values);
        if (result.ok) notifyDone(`Version ${result.data.version} is published. Annotators see it with their next task.`);
        else showServerRefusal(form, { message: result.error, fields: result.fields });
      }}
    >
      <div className="grid items-start gap-x-10 gap-y-4 lg:grid-cols-2">
        <FormField name="markdown" label="Text, in markdown" required>
          <Textarea rows={22} className="mono max-h-[70vh] text-12 max-md:text-16" spellCheck {...form.register("markdown")} />
        </FormField>
        <div className="min-w-0">
          <p id={read} className="mb-1 text-12 font-medium">
            As annotators read it
          </p>
          <div tabIndex={0} role="group" aria-labelledby={read} className="max-h-[70vh] overflow-y-auto border-t border-rule pt-3">
            <ReadingText text={text} />
          </div>
        </div>
      </div>
      {changed ? (
        <div className="grid items-start gap-4 border-t border-rule pt-4 md:grid-cols-[minmax(0,1fr)_auto]">
          <FormField name="note" label="What changed" required description="One line, told to those who saw the version before.">
            <Input autoComplete="off" {...form.register("note")} />
          </FormField>
          <SubmitButton className="md:mt-[22px]">Publish version {version + 1}</SubmitButton>
        </div>
      ) : (
        <p className="text-12 text-ink-3">Nothing is changed yet. What you change is published as version {version + 1}.</p>
      )}
    </Form>
  );
}
