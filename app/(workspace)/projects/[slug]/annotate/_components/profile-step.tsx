"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { keepProfile } from "@/app/(workspace)/projects/[slug]/annotate/actions";
import { useSaid } from "@/components/annotate/desk-words";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import { preferNotToSay, profileFaults } from "@/lib/qualification/schema";
import type { ProfileAnswers, ProfileField } from "@/lib/qualification/schema";

type Value = ProfileAnswers[string];
type Props = { place: { projectId: string; campaignId: string }; fields: ProfileField[]; answers: ProfileAnswers };

export function ProfileStep({ place, fields, answers: known }: Props) {
  const t = useTranslations("gate.profile");
  const said = useSaid();
  const router = useRouter();
  const [answers, setAnswers] = useState<ProfileAnswers>(known);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [working, setWorking] = useState(false);
  const [refusal, setRefusal] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const change = (name: string, value: Value) => {
    setAnswers((before) => ({ ...before, [name]: value }));
    setFaults(({ [name]: _gone, ...rest }) => rest);
  };
  return (
    <form
      ref={form}
      noValidate
      aria-label={t("name")}
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        const found = profileFaults(fields, answers);
        setFaults(found);
        const first = fields.findIndex(({ name }) => name in found);
        if (first >= 0) {
          form.current?.querySelectorAll("[data-field]")[first]?.querySelector("input")?.focus();
          return;
        }
        setWorking(true);
        void settled(keepProfile({ ...place, answers })).then((result) => {
          setWorking(false);
          if (result.ok) router.refresh();
          else setRefusal(refusalOf(result));
        });
      }}
    >
      <p className="text-ink-2">{t("why")}</p>
      {refusal === "" ? null : <Callout tone="bad" live title={said(refusal)} />}
      {fields.map((field) => (
        <ProfileControl
          key={field.name}
          field={field}
          value={answers[field.name] ?? null}
          error={faults[field.name]}
          onChange={(value) => change(field.name, value)}
        />
      ))}
      <div>
        <Button type="submit" variant="primary" loading={working}>
          {t("keep")}
        </Button>
      </div>
    </form>
  );
}

type ControlProps = { field: ProfileField; value: Value; error: string | undefined; onChange: (value: Value) => void };

function ProfileControl({ field, value, error, onChange }: ControlProps) {
  const t = useTranslations("gate.profile");
  const said = useSaid();
  const id = useId();
  const withheld = value === preferNotToSay;
  if (field.type === "text" || field.type === "number") {
    return (
      <div className="grid gap-1" data-field="">
        <Field label={field.title} required={field.required} description={field.help} error={error === undefined ? undefined : said(error)}>
          <Input
            type={field.type === "number" ? "number" : "text"}
            disabled={withheld}
            value={withheld || value === null ? "" : String(value)}
            onChange={(event) => {
              const text = event.target.value;
              onChange(field.type === "number" ? (text === "" ? null : Number(text)) : text);
            }}
          />
        </Field>
        <Checkbox label={t("withhold")} checked={withheld} onChange={(event) => onChange(event.target.checked ? preferNotToSay : null)} />
      </div>
    );
  }
  const chosen = Array.isArray(value) ? value : [];
  return (
    <div className="grid gap-1" data-field="" role="group" aria-describedby={error === undefined ? undefined : id}>
      <RadioGroup legend={field.required ? field.title : t("optional", { title: field.title })} description={field.help}>
        {field.type === "one"
          ? [...field.options, preferNotToSay].map((option) => (
              <RadioOption
                key={option}
                name={field.name}
                label={option === preferNotToSay ? t("withhold") : option}
                checked={value === option}
                onChange={() => onChange(option)}
              />
            ))
          : field.options.map((option) => (
              <Checkbox
                key={option}
                label={option}
                disabled={withheld}
                checked={chosen.includes(option)}
                onChange={(event) => onChange(event.target.checked ? [...chosen, option] : chosen.filter((entry) => entry !== option))}
              />
            ))}
      </RadioGroup>
      {field.type === "several" ? (
        <Checkbox label={t("withhold")} checked={withheld} onChange={(event) => onChange(event.target.checked ? preferNotToSay : [])} />
      ) : null}
      <FieldError id={id}>{error === undefined ? undefined : said(error)}</FieldError>
    </div>
  );
}
