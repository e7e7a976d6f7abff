"use client";

import { useState } from "react";
import { create } from "@/app/(workspace)/projects/[slug]/settings/webhooks/actions";
import { WebhookFields } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/webhook-fields";
import { Form, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { createWebhookSchema } from "@/lib/webhooks/schema";
import type { CreateWebhook } from "@/lib/webhooks/schema";

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
  const form = useZodForm<CreateWebhook, CreateWebhook>(createWebhookSchema, { projectId, url: "", events: ["job.finished"] });
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <Secret secret={secret} onDone={onDone} />;
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
      <WebhookFields form={form} />
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
