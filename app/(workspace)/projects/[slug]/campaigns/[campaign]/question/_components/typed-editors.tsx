"use client";

import { useState } from "react";
import { z } from "zod";
import type { NodeProps } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/node-props";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

// Settings that are typed as text and read back. What is typed stays as typed until the field is left.

const textsSchema = z.array(z.unknown()).catch([]);
const amountsSchema = z.record(z.string(), z.number()).catch({});

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** What is wrong with a setting, or with the first part of it that has a fault. */
const faultOf = ({ issues, path }: NodeProps): string | undefined =>
  issues[path] ?? Object.entries(issues).find(([at]) => at.startsWith(`${path}.`))?.[1];

/** Short texts, one a line. */
export function LinesEditor(props: NodeProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const lines = textsSchema.parse(props.value).map(String);
  return (
    <Field label={props.label} description={props.help || "One a line."} error={faultOf(props)}>
      <Textarea
        rows={Math.min(8, Math.max(2, lines.length + 1))}
        value={draft ?? lines.join("\n")}
        onChange={(event) => {
          setDraft(event.target.value);
          props.onChange(linesOf(event.target.value));
        }}
        onBlur={() => setDraft(null)}
      />
    </Field>
  );
}

/** "Minor: 0.1" → ["Minor", 0.1]; null where a line is no name with a number. */
const amountOf = (line: string): [string, number] | null => {
  const [, name, amount] = /^(.*\S)\s*[:=]\s*(-?[\d.]+)$/.exec(line) ?? [];
  return name === undefined || !Number.isFinite(Number(amount)) ? null : [name, Number(amount)];
};

/** Numbers by a name, one a line. */
export function AmountsEditor(props: NodeProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const amounts = Object.entries(amountsSchema.parse(props.value));
  const broken = draft === null ? undefined : linesOf(draft).find((line) => amountOf(line) === null);
  return (
    <Field
      label={props.label}
      description={props.help || "One a line: a name, a colon, a number."}
      error={broken === undefined ? faultOf(props) : `“${broken}” is no name with a number.`}
    >
      <Textarea
        rows={Math.max(1, amounts.length)}
        value={draft ?? amounts.map(([name, amount]) => `${name}: ${amount}`).join("\n")}
        onChange={(event) => {
          setDraft(event.target.value);
          props.onChange(
            Object.fromEntries(
              linesOf(event.target.value)
                .map(amountOf)
                .filter((entry) => entry !== null),
            ),
          );
        }}
        onBlur={() => {
          if (broken === undefined) setDraft(null);
        }}
      />
    </Field>
  );
}

export function JsonEditor({ label, help, value, path, issues, onChange }: NodeProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [broken, setBroken] = useState(false);
  return (
    <Field
      label={label}
      description={help || "As JSON."}
      error={broken ? "This is not JSON. Check quotes, commas and brackets." : issues[path]}
    >
      <Textarea
        className="mono text-12"
        spellCheck={false}
        value={draft ?? JSON.stringify(value, null, 2)}
        onChange={(event) => {
          setDraft(event.target.value);
          try {
            onChange(z.json().parse(JSON.parse(event.target.value)));
            setBroken(false);
          } catch {
            setBroken(true);
          }
        }}
      />
    </Field>
  );
}
