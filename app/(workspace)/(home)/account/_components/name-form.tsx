"use client";

import { rename } from "@/app/(workspace)/(home)/account/actions";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Input } from "@/components/ui/input";
import { notifyDone } from "@/components/ui/toast";
import { nameChangeSchema } from "@/lib/auth/schema";

export function NameForm({ name }: { name: string }) {
  const form = useZodForm(nameChangeSchema, { name });
  return (
    <Form
      form={form}
      label="Name"
      onSubmit={async (values) => {
        const result = await rename(values);
        if (result.ok) notifyDone("The name is changed.");
        else showServerRefusal(form, { message: result.error, fields: result.fields });
      }}
    >
      <FormField name="name" label="Name" required description="Others see it beside what you do.">
        <Input autoComplete="name" {...form.register("name")} />
      </FormField>
      <div>
        <SubmitButton variant="secondary">Change the name</SubmitButton>
      </div>
    </Form>
  );
}
