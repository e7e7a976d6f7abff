"use client";

import { useState } from "react";
import { edit } from "@/app/(workspace)/projects/[slug]/settings/webhooks/actions";
import { WebhookFields } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/webhook-fields";
import { Form, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notifyDone } from "@/components/ui/toast";
import { createWebhookSchema, eventTypes } from "@/lib/webhooks/schema";
import type { CreateWebhook, WebhookView } from "@/lib/webhooks/schema";

type Props = { slug: string; projectId: string; webhook: WebhookView };

export function EditWebhookDialog(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title="Change this webhook"
      description="It is told of events that you add from now on. Its secret stays; what waits already goes to the new address."
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="quiet" size="sm" aria-label={`Change the webhook to ${props.webhook.url}`}>
          Change
        </Button>
      }
      wide
    >
      {open ? <EditForm {...props} onDone={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function EditForm({ slug, projectId, webhook: { id, url, events }, onDone }: Props & { onDone: () => void }) {
  const form = useZodForm<CreateWebhook, CreateWebhook>(createWebhookSchema, {
    projectId,
    url,
    events: eventTypes.filter((event) => events.includes(event)),
  });
  return (
    <Form
      form={form}
      label="Change this webhook"
      onSubmit={async (values) => {
        const result = await edit({ ...values, slug, webhookId: id });
        if (!result.ok) return showServerRefusal(form, { message: result.error, fields: result.fields });
        notifyDone("The webhook is changed.");
        onDone();
      }}
    >
      <WebhookFields form={form} />
      <div className="flex justify-end">
        <SubmitButton>Change the webhook</SubmitButton>
      </div>
    </Form>
  );
}
