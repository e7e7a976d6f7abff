"use client";

import { useState } from "react";
import { edit } from "@/app/(workspace)/projects/[slug]/campaigns/actions";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { refusalOf } from "@/components/forms/settled";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Input } from "@/components/ui/input";
import { notifyDone } from "@/components/ui/toast";
import { campaignLimits, editCampaignSchema } from "@/lib/projects/schema";
import type { CampaignView } from "@/lib/projects/schema";

type Props = {
  projectId: string;
  campaign: CampaignView;
};

const settingsSchema = editCampaignSchema.omit({ config: true, extras: true, change: true });

const shownOf = ({ name, overlap, goldShare, leaseSeconds }: Pick<CampaignView, "name" | "overlap" | "goldShare" | "leaseSeconds">) => ({
  name,
  overlap,
  goldShare,
  leaseSeconds,
});

export function CampaignForm({ projectId, campaign }: Props) {
  // Of when the fields were filled: what the page learns later is not in them.
  const [seen, setSeen] = useState(() => shownOf(campaign));
  const form = useZodForm(settingsSchema, { projectId, campaignId: campaign.id, ...seen });
  const { overlap, goldShare, leaseSeconds } = campaignLimits;
  return (
    <Form
      form={form}
      label="Campaign"
      onSubmit={async (values) => {
        const result = await edit({ ...values, seen });
        if (!result.ok) {
          showServerRefusal(form, { message: refusalOf(result), fields: result.fields });
          return;
        }
        setSeen(shownOf(values));
        notifyDone("The campaign is changed.");
      }}
    >
      <FormField name="name" label="Name" required>
        <Input autoComplete="off" {...form.register("name")} />
      </FormField>
      <div className="grid items-start gap-4 md:grid-cols-3">
        <FormField name="overlap" label="People for each task" required description="Different people; holds for tasks opened from now on.">
          <Input type="number" min={overlap.min} max={overlap.max} {...form.register("overlap")} />
        </FormField>
        <FormField name="goldShare" label="Share of known answers" required description="0 to 0.5 of the tasks handed out.">
          <Input type="number" step="0.01" min={goldShare.min} max={goldShare.max} {...form.register("goldShare")} />
        </FormField>
        <FormField
          name="leaseSeconds"
          label="Lease in seconds"
          required
          description="How long a task is kept for one person without a sign of life."
        >
          <Input type="number" min={leaseSeconds.min} max={leaseSeconds.max} {...form.register("leaseSeconds")} />
        </FormField>
      </div>
      <div>
        <SubmitButton>Save the changes</SubmitButton>
      </div>
    </Form>
  );
}
