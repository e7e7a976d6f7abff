"use client";

import { useState } from "react";
import { create } from "@/app/(workspace)/projects/[slug]/settings/webhooks/actions";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { createWebhookSchema, eventTitles, eventTypes } from "@/lib/webhooks/schema";

type Props = { slug: string; projectId: string };

export function CreateWebhookDialog(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title="Create a webhook"
      description="The address is told what happens from now on."
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">Create a webhook</Button>}
      wide
    >
      {open ? <WebhookForm {...props} onDone={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function WebhookForm({ slug, projectId, onDone }: Props & { onDone: () => void }) {
  const form = useZodForm(createWebhookSchema, { projectId, url: "", events: ["job.finished"] });
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <Secret secret={secret} onDone={onDone} />;
  const chosen = form.watch("events");
  return (
    <Form
      form={form}
      label="Create a webhook"
      onSubmit={async (values) => {
        const result = await create({ ...values, slug });
        if (result.ok) setSecret(result.data.secret);
        else showServerRefusal(form, { message: result.error, fields: result.fields });
      }}
    >
      <FormField
        name="url"
        label="Address"
        required
        description="Of a host that this installation may reach: PLUMBLINE_OUTBOUND_HOSTS lists them."
      >
        <Input type="url" autoComplete="off" spellCheck={false} placeholder="https://" {...form.register("url")} />
      </FormField>
      <fieldset>
        <legend className="mb-1 text-12 font-medium">Told when</legend>
        <div className="grid gap-x-6 sm:grid-cols-2">
          {eventTypes.map((event) => (
            <Checkbox
              key={event}
              label={eventTitles[event]}
              checked={chosen.includes(event)}
              onChange={() => {
                const next = chosen.includes(event) ? chosen.filter((other) => other !== event) : [...chosen, event];
                form.setValue("events", next, { shouldValidate: true });
              }}
            />
          ))}
        </div>
        <FieldError>{form.formState.errors.events?.message}</FieldError>
      </fieldset>
      <div className="flex justify-end">
        <SubmitButton>Create the webhook</SubmitButton>
      </div>
    </Form>
  );
}

function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div className="grid gap-4">
      <Field
        label="The secret"
        required
        description="It is shown this once. With it the receiver checks that a delivery is ours: our clients have a function for that."
      >
        <Input readOnly value={secret} className="mono" onFocus={(event) => event.currentTarget.select()} />
      </Field>
      <div className="flex justify-end gap-2">
        <CopyButton text={secret} what="the secret" variant="primary" size="md" />
        <Button onClick={onDone}>Close</Button>
      </div>
    </div>
  );
}
