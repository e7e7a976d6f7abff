"use client";

import { unstable_rethrow } from "next/navigation";
import { FormProvider, useFormContext, useFormState } from "react-hook-form";
import type { FieldValues, SubmitHandler, UseFormReturn } from "react-hook-form";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useHydrated } from "@/components/forms/use-hydrated";
import { silenceOf } from "@/components/forms/settled";
import { showServerRefusal } from "@/components/forms/use-zod-form";
import { Button } from "@/components/ui/button";
import type { ButtonProps } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import type { FieldProps } from "@/components/ui/field";
import { cn } from "@/lib/cn";

export interface FormProps<Input extends FieldValues, Output extends FieldValues> {
  form: UseFormReturn<Input, unknown, Output>;
  onSubmit: SubmitHandler<Output>;
  /** Names the form for screen readers. */
  label?: string;
  className?: string;
  children: ReactNode;
}

/** Wires a react-hook-form to its fields. A refusal of the server, or that it gave no answer, is shown above them. */
export function Form<Input extends FieldValues, Output extends FieldValues>({
  form,
  onSubmit,
  label,
  className,
  children,
}: FormProps<Input, Output>) {
  const refusal = form.formState.errors.root?.server;
  const hydrated = useHydrated();
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // A control that was shut when the page came could not take the focus that it asked for.
    if (hydrated && document.activeElement === document.body) element.current?.querySelector<HTMLElement>("[autofocus]")?.focus();
  }, [hydrated]);
  const send: SubmitHandler<Output> = async (values, event) => {
    try {
      await onSubmit(values, event);
    } catch (error) {
      // What the router throws to move on is no failure.
      unstable_rethrow(error);
      showServerRefusal(form, { message: silenceOf(error) });
    }
  };
  return (
    <FormProvider {...form}>
      <form
        ref={element}
        // Were it sent before its script is there, a password would stand in the address.
        method="post"
        noValidate
        aria-label={label}
        className={cn("grid gap-4", className)}
        onSubmit={(event) => void form.handleSubmit(send)(event)}
      >
        {refusal?.message ? <Callout tone="bad" live title={refusal.message} /> : null}
        {/* What is typed before the script is there would be gone once it is. */}
        <fieldset disabled={!hydrated} role="presentation" className="contents">
          {children}
        </fieldset>
      </form>
    </FormProvider>
  );
}

export interface FormFieldProps extends Omit<FieldProps, "error"> {
  /** The path of the value in the form; its error is shown under the control. */
  name: string;
}

/** A Field that shows the error of one value. The control inside is registered by the caller: `<Input {...form.register("title")} />`. */
export function FormField({ name, ...rest }: FormFieldProps) {
  const { control, getFieldState } = useFormContext();
  const state = useFormState({ control, name });
  return <Field {...rest} error={getFieldState(name, state).error?.message} />;
}

/** Sends the form; busy while it is being sent. */
export function SubmitButton({ variant = "primary", children, ...rest }: Omit<ButtonProps, "type" | "loading">) {
  const { isSubmitting } = useFormState();
  return (
    <Button type="submit" variant={variant} loading={isSubmitting} {...rest}>
      {children}
    </Button>
  );
}
