"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { create } from "@/app/(workspace)/projects/[slug]/campaigns/actions";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
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
      description="Its question can be changed until the first answer, its guide at any time."
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
  return (
    <Form
      form={form}
      label="Create a campaign"
      onSubmit={async (values) => {
        const result = await create(values);
        if (result.ok) router.push(`/projects/${projectSlug}/campaigns/${result.data.slug}`);
        else showServerRefusal(form, { message: result.error, fields: result.fields });
      }}
    >
      <FormField name="name" label="Name" required>
        <Input autoFocus autoComplete="off" {...form.register("name")} />
      </FormField>
      <FormField name="kind" label="Question" required description={kinds.find((kind) => kind.id === form.watch("kind"))?.summary}>
        <Select {...form.register("kind")}>
          {kinds.map((kind) => (
            <option key={kind.id} value={kind.id}>
              {kind.title}
            </option>
          ))}
        </Select>
      </FormField>
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
