"use client";

import { useState } from "react";
import { create } from "@/app/(workspace)/(home)/api-keys/actions";
import { ScopeFields } from "@/app/(workspace)/(home)/api-keys/_components/scope-fields";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { createApiKeySchema, keyDays } from "@/lib/api-keys/schema";
import type { CreateApiKey } from "@/lib/api-keys/schema";

type Scope = CreateApiKey["scopes"][number];
type Props = { scopes: Scope[]; projects: { id: string; name: string }[] };

export function CreateKeyDialog(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title="Create a key"
      description="It acts for you, within what you choose here."
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">Create a key</Button>}
      wide
    >
      {open ? <KeyForm {...props} onDone={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function KeyForm({ scopes, projects, onDone }: Props & { onDone: () => void }) {
  const form = useZodForm(createApiKeySchema, { name: "", scopes: [], projectId: "", days: keyDays.default });
  const [token, setToken] = useState<string | null>(null);
  if (token !== null) return <Token token={token} onDone={onDone} />;
  return (
    <Form
      form={form}
      label="Create a key"
      onSubmit={async (values) => {
        const result = await create(values);
        if (result.ok) setToken(result.data.token);
        else showServerRefusal(form, { message: result.error, fields: result.fields });
      }}
    >
      <FormField name="name" label="For" required description="What will use it, so that you can tell keys apart.">
        <Input autoComplete="off" {...form.register("name")} />
      </FormField>
      <div className="grid gap-4 md:grid-cols-2">
        <FormField name="projectId" label="In" required>
          <Select {...form.register("projectId")}>
            <option value="">Every project</option>
            {projects.map((project) => (
              <option key={project.id} value={project.id}>
                {project.name}
              </option>
            ))}
          </Select>
        </FormField>
        <FormField name="days" label="Days until it is over" required>
          <Input type="number" min={keyDays.min} max={keyDays.max} className="w-28" {...form.register("days")} />
        </FormField>
      </div>
      <ScopeFields
        scopes={scopes}
        chosen={form.watch("scopes")}
        error={form.formState.errors.scopes?.message}
        onChange={(chosen) => form.setValue("scopes", chosen, { shouldValidate: true })}
      />
      <div className="flex justify-end">
        <SubmitButton>Create the key</SubmitButton>
      </div>
    </Form>
  );
}

function Token({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <div className="grid gap-4">
      <Field label="The key" required description="It is shown this once. Only its fingerprint is kept, so nobody can look it up later.">
        <Input readOnly value={token} className="mono" onFocus={(event) => event.currentTarget.select()} />
      </Field>
      <p className="text-12 text-ink-2">
        Send it with each request, in the header <span className="mono">Authorization: Bearer …</span>
      </p>
      <div className="flex justify-end gap-2">
        <CopyButton text={token} what="the key" variant="primary" size="md" />
        <Button onClick={onDone}>Close</Button>
      </div>
    </div>
  );
}
