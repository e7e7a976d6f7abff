"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { create } from "@/app/(workspace)/projects/[slug]/campaigns/actions";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { KindChoice } from "@/lib/projects/list-kinds";
import { campaignLimits, createCampaignSchema } from "@/lib/projects/schema";

type Props = { projectId: string; projectSlug: string; kinds: KindChoice[]; startOpen: boolean };

export function CreateCampaignDialog({ startOpen, ...rest }: Props) {
  const [open, setOpen] = useState(startOpen);
  return (
    <Dialog
      title="Create a campaign"
      description="Its question and its guide can be changed later; answers keep the version that they were given under."
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">Create a campaign</Button>}
    >
      {open ? <CreateCampaignForm {...rest} /> : null}
    </Dialog>
  );
}

function CreateCampaignForm({ projectId, projectSlug, kinds }: Omit<Props, "startOpen">) {
  const router = useRouter();
  const form = useZodForm(createCampaignSchema, { projectId, name: "", kind: kinds[0]?.id ?? "", overlap: 1 });
  const [template, setTemplate] = useState("");
  const kind = kinds.find((one) => one.id === form.watch("kind"));
  const chosen = kind?.templates.find((one) => one.id === template);
  return (
    <Form
      form={form}
      label="Create a campaign"
      onSubmit={async (values) => {
        const result = await create({ ...values, template: chosen?.id });
        if (result.ok) router.push(`/projects/${projectSlug}/campaigns/${result.data.slug}/question`);
        else showServerRefusal(form, { message: result.error, fields: result.fields });
      }}
    >
      <FormField name="name" label="Name" required>
        <Input autoComplete="off" {...form.register("name")} />
      </FormField>
      <FormField name="kind" label="Question" required description={kind?.summary}>
        <Select {...form.register("kind")}>
          {kinds.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      </FormField>
      {kind && kind.templates.length > 0 ? (
        <Field label="Start from" description={chosen?.summary ?? "The plain question of its kind; everything can be changed."}>
          <Select value={chosen?.id ?? ""} onChange={(event) => setTemplate(event.target.value)}>
            <option value="">The plain question</option>
            {kind.templates.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      <FormField name="overlap" label="People for each task" required description="How many different people answer each task.">
        <Input
          type="number"
          className="w-24"
          min={campaignLimits.overlap.min}
          max={campaignLimits.overlap.max}
          {...form.register("overlap")}
        />
      </FormField>
      <div className="flex justify-end">
        <SubmitButton>Create the campaign</SubmitButton>
      </div>
    </Form>
  );
}
