"use client";

import { signIn } from "next-auth/react";
import { setPassword } from "@/app/(workspace)/(home)/account/actions";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Input } from "@/components/ui/input";
import { notifyDone } from "@/components/ui/toast";
import { passwordChangeSchema } from "@/lib/auth/schema";

export function PasswordForm() {
  const form = useZodForm(passwordChangeSchema, { currentPassword: "", newPassword: "" });
  return (
    <Form
      form={form}
      label="Change the password"
      onSubmit={async (values) => {
        const result = await setPassword(values);
        if (!result.ok) {
          showServerRefusal(form, { message: result.error, fields: result.fields });
          return;
        }
        // The change has ended every session, this one too: come in again with the new password.
        const answer = await signIn("credentials", { email: result.data.email, password: values.newPassword, redirect: false });
        if (!answer?.ok) {
          window.location.assign("/sign-in");
          return;
        }
        form.reset();
        notifyDone("The password is changed. Other browsers are signed out.");
      }}
    >
      <FormField name="currentPassword" label="Password that you use now" required>
        <Input type="password" autoComplete="current-password" {...form.register("currentPassword")} />
      </FormField>
      <FormField name="newPassword" label="New password" required description="At least 12 characters. Every other browser is signed out.">
        <Input type="password" autoComplete="new-password" {...form.register("newPassword")} />
      </FormField>
      <div>
        <SubmitButton variant="secondary">Change the password</SubmitButton>
      </div>
    </Form>
  );
}
