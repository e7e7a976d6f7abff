"use client";

import { signIn } from "next-auth/react";
import { accept } from "@/app/(auth)/invitation/[token]/actions";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Input } from "@/components/ui/input";
import { acceptInvitationSchema } from "@/lib/members/schema";

const enter = (path: string) => window.location.assign(path);

export function AcceptForm({ token, email }: { token: string; email: string | null }) {
  const form = useZodForm(acceptInvitationSchema, { token, email: email ?? "", name: "", password: "" });
  return (
    <Form
      form={form}
      label="Join the workspace"
      onSubmit={async (values) => {
        const result = await accept(values);
        if (!result.ok) {
          showServerRefusal(form, { message: result.error, fields: result.fields });
          return;
        }
        const answer = await signIn("credentials", { email: result.data.email, password: values.password, redirect: false });
        enter(answer?.ok ? "/projects" : "/sign-in");
      }}
    >
      <FormField
        name="email"
        label="E-mail address"
        required
        description={email === null ? "You sign in with it." : "The invitation is for this address."}
      >
        <Input type="email" autoComplete="username" readOnly={email !== null} {...form.register("email")} />
      </FormField>
      <FormField name="name" label="Name" required description="Others see it beside what you do.">
        <Input autoComplete="name" autoFocus {...form.register("name")} />
      </FormField>
      <FormField name="password" label="Password" required description="At least 12 characters; a few words in a row are easy to remember.">
        <Input type="password" autoComplete="new-password" {...form.register("password")} />
      </FormField>
      <SubmitButton size="lg" className="w-full">
        Join
      </SubmitButton>
    </Form>
  );
}
