"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Form, FormField, SubmitButton } from "@/components/forms/form";
import { showServerRefusal, useZodForm } from "@/components/forms/use-zod-form";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Input } from "@/components/ui/input";
import { refusalText } from "@/lib/auth/refusal-text";
import { signInSchema } from "@/lib/auth/schema";

/** Leaves by a full page load: nothing that was cached for somebody else may be shown. */
const enter = (page: string) => window.location.assign(page);

/** `back` is a page of this site: whoever reads it from an address makes sure of that (lib/http/return-path.ts). */
type Props = { refusal: string | null; provider: string | null; back: string };

export function SignInForm({ refusal, provider, back }: Props) {
  const form = useZodForm(signInSchema, { email: "", password: "" });
  const [entering, setEntering] = useState(false);
  return (
    <div className="grid gap-6">
      {refusal ? <Callout tone="bad" title={refusal} /> : null}
      <Form
        form={form}
        label="Sign in"
        onSubmit={async (values) => {
          const answer = await signIn("credentials", { ...values, redirect: false });
          if (answer?.ok) {
            setEntering(true);
            enter(back);
            return;
          }
          showServerRefusal(form, { message: refusalText(answer?.error ?? "") ?? "The server did not answer. Try again in a moment." });
          form.setFocus("password");
        }}
      >
        <FormField name="email" label="E-mail address" required>
          <Input type="email" autoComplete="username" autoFocus {...form.register("email")} />
        </FormField>
        <FormField name="password" label="Password" required>
          <Input type="password" autoComplete="current-password" {...form.register("password")} />
        </FormField>
        <SubmitButton size="lg" className="w-full" disabled={entering}>
          Sign in
        </SubmitButton>
      </Form>
      {provider ? (
        <div className="grid gap-3 border-t border-rule pt-6">
          <Button size="lg" onClick={() => void signIn("oidc", { callbackUrl: back })}>
            Continue with {provider}
          </Button>
        </div>
      ) : null}
      <p className="text-12 text-ink-3">Accounts are made by invitation. An admin of the workspace can send you one.</p>
    </div>
  );
}
