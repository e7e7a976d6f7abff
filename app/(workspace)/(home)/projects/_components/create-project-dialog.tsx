"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { create } from "@/app/(workspace)/(home)/projects/actions";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { KindChoice } from "@/lib/projects/list-kinds";
import { createProjectSchema, slugify } from "@/lib/projects/schema";

type Props = { kinds: KindChoice[]; startOpen: boolean };

export function CreateProjectDialog({ kinds, startOpen }: Props) {
  const [open, setOpen] = useState(startOpen);
  return (
    <Dialog
      title="Create a project"
      description="One body of items, and what people and models say of it."
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">Create a project</Button>}
    >
      {open ? <CreateProjectForm kinds={kinds} /> : null}
    </Dialog>
  );
}

function CreateProjectForm({ kinds }: { kinds: KindChoice[] }) {
  const router = useRouter();
  const form = useZodForm(createProjectSchema, { name: "", description: "", kind: kinds[0]?.id ?? "" });
  const name = form.watch("name");
  return (
    <Form
      form={form}
      label="Create a project"
      onSubmit={async (values) => {
        const result = await create(values);
        if (!result.ok) {
          showServerRefusal(form, { message: result.error, fields: result.fields });
          return;
        }
        const next: string = `/projects/${result.data.slug}/imports`;
        if (isInternalPath(next)) router.push(next);
      }}
    >
      <FormField
        name="name"
        label="Name"
        required
        description={
          name.trim() === "" ? (
            "Its short name, for addresses and the command line, is made from it."
          ) : (
            <>
              Short name, for addresses and the command line: <span className="mono">{slugify(name)}</span>
            </>
          )
        }
      >
        <Input autoComplete="off" {...form.register("name")} />
      </FormField>
      <FormField name="description" label="Description">
        <Textarea rows={2} {...form.register("description")} />
      </FormField>
      <FormField name="kind" label="First question" required description={kinds.find((kind) => kind.id === form.watch("kind"))?.summary}>
        <Select {...form.register("kind")}>
          {kinds.map((kind) => (
            <option key={kind.id} value={kind.id}>
              {kind.title}
            </option>
          ))}
        </Select>
      </FormField>
      <div className="flex justify-end">
        <SubmitButton>Create the project</SubmitButton>
      </div>
    </Form>
  );
}
