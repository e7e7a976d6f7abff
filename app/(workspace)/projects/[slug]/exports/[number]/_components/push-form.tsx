"use client";

import { push } from "@/app/(workspace)/projects/[slug]/exports/actions";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { notifyDone } from "@/components/ui/toast";
import type { ConnectionView } from "@/lib/connections/schema";
import { pushInputSchema } from "@/lib/exports/push/schema";

type Props = { slug: string; projectId: string; number: number; connections: ConnectionView[] };

export function PushForm({ slug, projectId, number, connections }: Props) {
  const [first] = connections;
  const form = useZodForm(pushInputSchema, {
    projectId,
    number,
    connectionId: first?.id ?? "",
    place: first?.settings.kind === "s3" ? `${slug}/v${number}` : "",
    hidden: true,
  });
  const chosen = connections.find(({ id }) => id === form.watch("connectionId"));
  const toHub = chosen?.settings.kind === "hub";
  return (
    <Form
      form={form}
      label="Send the version"
      onSubmit={async (values) => {
        const result = await push({ ...values, slug });
        if (result.ok) notifyDone("It is being sent.");
        else showServerRefusal(form, { message: result.error, fields: result.fields });
      }}
    >
      <div className="mt-3 grid max-w-[960px] items-start gap-4 md:grid-cols-2">
        <FormField name="connectionId" label="To" required>
          <Select {...form.register("connectionId")}>
            {connections.map(({ id, name, settings }) => (
              <option key={id} value={id}>
                {name} ({settings.kind === "hub" ? "hub" : `bucket ${settings.bucket}`})
              </option>
            ))}
          </Select>
        </FormField>
        <FormField
          name="place"
          label={toHub ? "Data set" : "Folder"}
          required={toHub}
          description={
            toHub
              ? "OWNER/NAME. Made where the hub has none; one commit replaces what an earlier version left."
              : "In the bucket. Files of the same names are written over."
          }
        >
          <Input autoComplete="off" spellCheck={false} className="mono" {...form.register("place")} />
        </FormField>
      </div>
      {toHub ? <Checkbox label="Private, where it is made" {...form.register("hidden")} /> : null}
      <div>
        <SubmitButton>{`Send version ${number}`}</SubmitButton>
      </div>
    </Form>
  );
}
