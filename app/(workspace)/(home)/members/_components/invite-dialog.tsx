"use client";

import { useState } from "react";
import { invite } from "@/app/(workspace)/(home)/members/actions";
import { roleOptions } from "@/app/(workspace)/(home)/members/_components/role-options";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { invitationDays, inviteSchema } from "@/lib/members/schema";

export function InviteDialog({ mayInviteOwners, startOpen }: { mayInviteOwners: boolean; startOpen: boolean }) {
  const [open, setOpen] = useState(startOpen);
  return (
    <Dialog
      title="Invite a person"
      description="You get a link to send. It works once."
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">Invite a person</Button>}
    >
      {open ? <InviteForm mayInviteOwners={mayInviteOwners} /> : null}
    </Dialog>
  );
}

function InviteForm({ mayInviteOwners }: { mayInviteOwners: boolean }) {
  const form = useZodForm(inviteSchema, { role: "annotator", email: "", days: invitationDays.default });
  const [link, setLink] = useState<string | null>(null);
  if (link !== null) return <InvitationLink link={link} onAnother={() => setLink(null)} />;
  return (
    <Form
      form={form}
      label="Invite a person"
      onSubmit={async (values) => {
        const result = await invite(values);
        if (result.ok) setLink(`${window.location.origin}${result.data.path}`);
        else showServerRefusal(form, { message: result.error, fields: result.fields });
      }}
    >
      <FormField name="role" label="Role" required>
        <Select {...form.register("role")}>
          {roleOptions
            .filter((option) => option.value !== "owner" || mayInviteOwners)
            .map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}: {option.about}
              </option>
            ))}
        </Select>
      </FormField>
      <FormField name="email" label="E-mail address" description="Where given, only this address can take the invitation.">
        <Input type="email" autoComplete="off" {...form.register("email")} />
      </FormField>
      <FormField name="days" label="Days until it is over" required>
        <Input type="number" min={invitationDays.min} max={invitationDays.max} className="w-24" {...form.register("days")} />
      </FormField>
      <div className="flex justify-end">
        <SubmitButton>Make the link</SubmitButton>
      </div>
    </Form>
  );
}

function InvitationLink({ link, onAnother }: { link: string; onAnother: () => void }) {
  return (
    <div className="grid gap-4">
      <Field
        label="Link to send"
        required
        description="It is shown this once. Only its fingerprint is kept, so nobody can look it up later."
      >
        <Input readOnly value={link} className="mono" onFocus={(event) => event.currentTarget.select()} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onAnother}>Invite another person</Button>
        <CopyButton text={link} what="the link" variant="primary" size="md" />
      </div>
    </div>
  );
}
