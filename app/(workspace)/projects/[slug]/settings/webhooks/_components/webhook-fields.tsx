"use client";

import type { UseFormReturn } from "react-hook-form";
import { FormField } from "@/components/forms/form";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { eventTitles, eventTypes } from "@/lib/webhooks/schema";
import type { CreateWebhook } from "@/lib/webhooks/schema";

/** Where a webhook tells what. */
export function WebhookFields({ form }: { form: UseFormReturn<CreateWebhook, unknown, CreateWebhook> }) {
  const chosen = form.watch("events");
  return (
    <>
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
    </>
  );
}
