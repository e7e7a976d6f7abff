"use client";

import { useState } from "react";
import { edit } from "@/app/(workspace)/projects/[slug]/campaigns/actions";
import { ConfigControl } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/config-control";
import { ExtrasEditor } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/extras-editor";
import { QuestionChange } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/question-change";
import { configFromTexts, textsFromConfig } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/_components/config-texts";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Input } from "@/components/ui/input";
import { notifyDone } from "@/components/ui/toast";
import type { ConfigField } from "@/lib/projects/config-fields";
import { campaignLimits, editCampaignSchema } from "@/lib/projects/schema";
import type { CampaignView } from "@/lib/projects/schema";

type Props = {
  projectId: string;
  campaign: CampaignView;
  config: Record<string, unknown>;
  fields: ConfigField[];
  questionFixed: boolean;
};

const settingsSchema = editCampaignSchema.omit({ config: true, extras: true, change: true });

export function CampaignForm({ projectId, campaign, config, fields, questionFixed }: Props) {
  const form = useZodForm(settingsSchema, {
    projectId,
    campaignId: campaign.id,
    name: campaign.name,
    overlap: campaign.overlap,
    goldShare: campaign.goldShare,
    leaseSeconds: campaign.leaseSeconds,
  });
  const [texts, setTexts] = useState(() => textsFromConfig(fields, config));
  const [extras, setExtras] = useState(campaign.extras);
  const [change, setChange] = useState({ note: "", keepCounting: false });
  const [configError, setConfigError] = useState<{ name: string; message: string } | null>(null);
  const { overlap, goldShare, leaseSeconds } = campaignLimits;
  return (
    <Form
      form={form}
      label="Campaign"
      onSubmit={async (values) => {
        const read = configFromTexts(fields, texts);
        setConfigError(read.ok ? null : read);
        if (!read.ok) return;
        const result = await edit({ ...values, config: read.config, extras, ...(change.note.trim() === "" ? {} : { change }) });
        if (result.ok) notifyDone("The campaign is changed.");
        else showServerRefusal(form, { message: Object.values(result.fields)[0] ?? result.error, fields: result.fields });
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
      {fields.length > 0 ? (
        <fieldset className="grid gap-4 border-t border-rule pt-4">
          <legend className="sr-only">Question</legend>
          <div>
            <h2>Question</h2>
            {campaign.questionVersion > 1 ? <p className="num mt-1 text-ink-2">Version {campaign.questionVersion}.</p> : null}
          </div>
          {fields.map((field) => (
            <ConfigControl
              key={field.name}
              field={field}
              text={texts[field.name] ?? ""}
              error={configError?.name === field.name ? configError.message : undefined}
              onText={(text) => setTexts((before) => ({ ...before, [field.name]: text }))}
            />
          ))}
        </fieldset>
      ) : null}
      <ExtrasEditor extras={extras} onChange={setExtras} />
      {questionFixed ? <QuestionChange change={change} version={campaign.questionVersion + 1} onChange={setChange} /> : null}
      <div>
        <SubmitButton>Save the changes</SubmitButton>
      </div>
    </Form>
  );
}
