"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { NodeProps } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/node-props";
import {
  AmountsEditor,
  JsonEditor,
  LinesEditor,
} from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/typed-editors";
import type { ConfigField, ConfigNode, Json } from "@/lib/projects/config-fields";

const recordOf = (value: Json): Record<string, Json> => z.record(z.string(), z.json()).catch({}).parse(value);
const listOf = (value: Json): Json[] => z.array(z.json()).catch([]).parse(value);
const words = (value: string | number): string => String(value).replaceAll("-", " ");

/** The fields of a group, one under the other; switches stand together in a row. */
export function FieldsEditor({
  fields,
  value,
  path,
  issues,
  onChange,
}: Omit<NodeProps, "node" | "label" | "help"> & { fields: ConfigField[] }) {
  const record = recordOf(value);
  const editor = ({ name, label, help, node }: ConfigField) => (
    <NodeEditor
      key={name}
      node={node}
      label={label}
      help={help}
      value={record[name] ?? null}
      path={path === "" ? name : `${path}.${name}`}
      issues={issues}
      onChange={(next) => onChange({ ...record, [name]: next })}
    />
  );
  const switches = fields.filter(({ node }) => node.control === "switch");
  const small = fields.filter(({ node }) => node.control === "choice" || node.control === "number");
  const rest = fields.filter((field) => !switches.includes(field) && !small.includes(field));
  return (
    <div className="grid grid-cols-1 gap-3">
      {rest.filter(({ node }) => node.control === "text").map(editor)}
      {small.length > 0 ? <div className="flex flex-wrap gap-x-4 gap-y-3">{small.map(editor)}</div> : null}
      {switches.length > 0 ? <div className="flex flex-wrap gap-x-5 gap-y-2">{switches.map(editor)}</div> : null}
      {rest.filter(({ node }) => node.control !== "text").map(editor)}
    </div>
  );
}

export function NodeEditor(props: NodeProps) {
  const { node, label, help, value, path, issues, onChange } = props;
  const error = issues[path];
  switch (node.control) {
    case "switch":
      return <Checkbox label={label} checked={value === true} onChange={(event) => onChange(event.target.checked)} />;
    case "choice":
      return (
        <Field label={label} required description={help || undefined} error={error}>
          <Select
            className="w-44"
            value={JSON.stringify(value)}
            onChange={(event) => onChange(node.options.find((option) => JSON.stringify(option) === event.target.value) ?? null)}
          >
            {node.options.map((option) => (
              <option key={option} value={JSON.stringify(option)}>
                {words(option)}
              </option>
            ))}
          </Select>
        </Field>
      );
    case "text":
      return (
        <Field label={label} required={!node.long} description={help || undefined} error={error}>
          {node.long ? (
            <Textarea rows={2} value={String(value ?? "")} onChange={(event) => onChange(event.target.value)} />
          ) : (
            <Input autoComplete="off" value={String(value ?? "")} onChange={(event) => onChange(event.target.value)} />
          )}
        </Field>
      );
    case "number":
      return (
        <Field label={label} required description={help || undefined} error={error}>
          <Input
            type="number"
            className="w-28"
            min={node.min ?? undefined}
            max={node.max ?? undefined}
            step={node.whole ? 1 : "any"}
            value={typeof value === "number" ? value : ""}
            onChange={(event) => onChange(event.target.value === "" ? null : Number(event.target.value))}
          />
        </Field>
      );
    case "lines":
      return <LinesEditor {...props} />;
    case "amounts":
      return <AmountsEditor {...props} />;
    case "list":
      return <ListEditor {...props} node={node} />;
    case "group":
      return (
        <fieldset className="grid min-w-0 grid-cols-1 gap-3 border-s border-rule ps-4">
          <legend className="mb-2 text-13 font-medium">{label}</legend>
          <FieldsEditor fields={node.fields} value={value} path={path} issues={issues} onChange={onChange} />
        </fieldset>
      );
    case "maybe":
      return (
        <div className="grid grid-cols-1 gap-3">
          <Checkbox label={label} checked={value !== null} onChange={(event) => onChange(event.target.checked ? node.blank : null)} />
          {value === null ? null : <NodeEditor {...props} node={node.node} />}
        </div>
      );
    case "variants":
      return <VariantsEditor {...props} node={node} />;
    case "json":
      return <JsonEditor {...props} />;
  }
}

/** One of a list by the list's name: “Types of errors” has a type of errors. */
const oneOf = (label: string): string => label.toLowerCase().replace(/(ies|s)(?= of |$)/, (end) => (end === "ies" ? "y" : ""));

function ListEditor({ node, label, value, path, issues, onChange }: NodeProps & { node: Extract<ConfigNode, { control: "list" }> }) {
  const entries = listOf(value);
  const singular = oneOf(label);
  const nameOf = (entry: Json, index: number): string => {
    const { title, name } = recordOf(entry);
    return String(title ?? name ?? "") || `${singular} ${index + 1}`;
  };
  const swap = (from: number, to: number): void => {
    const next = [...entries];
    [next[from], next[to]] = [next[to] ?? null, next[from] ?? null];
    onChange(next);
  };
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-3">
      <legend className="mb-2 text-13 font-medium">{label}</legend>
      {issues[path] ? <p className="text-12 font-medium text-bad">{issues[path]}</p> : null}
      <ol className="grid grid-cols-1 gap-4">
        {entries.map((entry, index) => (
          <li key={index} className="border-s-2 border-rule-2 ps-4">
            <div className="mb-2 flex items-center gap-1">
              <span className="cut grow text-13 text-ink-2">{nameOf(entry, index)}</span>
              <Button
                variant="quiet"
                size="icon"
                aria-label={`Move ${nameOf(entry, index)} up`}
                disabled={index === 0}
                onClick={() => swap(index, index - 1)}
              >
                <ArrowUp aria-hidden="true" />
              </Button>
              <Button
                variant="quiet"
                size="icon"
                aria-label={`Move ${nameOf(entry, index)} down`}
                disabled={index === entries.length - 1}
                onClick={() => swap(index, index + 1)}
              >
                <ArrowDown aria-hidden="true" />
              </Button>
              <Button
                variant="quiet"
                size="icon"
                aria-label={`Remove ${nameOf(entry, index)}`}
                onClick={() => onChange(entries.filter((_, other) => other !== index))}
              >
                <X aria-hidden="true" />
              </Button>
            </div>
            <EntryEditor
              node={node.item}
              label={nameOf(entry, index)}
              help=""
              value={entry}
              path={`${path}.${index}`}
              issues={issues}
              onChange={(next) => onChange(entries.map((one, other) => (other === index ? next : one)))}
            />
          </li>
        ))}
      </ol>
      <div>
        <Button size="sm" onClick={() => onChange([...entries, freshEntry(node.blank, entries)])}>
          <Plus aria-hidden="true" /> Add a {singular}
        </Button>
      </div>
    </fieldset>
  );
}

/** A new entry with a name that no other one has. */
const freshEntry = (blank: Json, entries: Json[]): Json => {
  const record = recordOf(blank);
  if (!("name" in record)) return blank;
  const taken = new Set(entries.map((entry) => recordOf(entry).name));
  let number = entries.length + 1;
  while (taken.has(`question-${number}`)) number += 1;
  return { ...record, name: `question-${number}` };
};

/** An entry needs no frame of its own: the list draws one. */
function EntryEditor(props: NodeProps) {
  const { node, ...rest } = props;
  return node.control === "group" ? (
    <FieldsEditor fields={node.fields} value={rest.value} path={rest.path} issues={rest.issues} onChange={rest.onChange} />
  ) : (
    <NodeEditor {...props} />
  );
}

function VariantsEditor({ node, value, path, issues, onChange }: NodeProps & { node: Extract<ConfigNode, { control: "variants" }> }) {
  const record = recordOf(value);
  const current = node.variants.find((variant) => variant.value === record[node.key]) ?? node.variants[0];
  if (!current) return null;
  return (
    <div className="grid grid-cols-1 gap-3">
      <Field label="Form" required>
        <Select
          className="w-44"
          value={current.value}
          onChange={(event) => {
            const next = node.variants.find((variant) => variant.value === event.target.value);
            if (!next) return;
            // What both forms have keeps its value: a title is not typed twice.
            const blank = recordOf(next.blank);
            const shared = new Set(next.fields.map((field) => field.name));
            const kept = Object.entries(record).filter(([name]) => shared.has(name) && name !== node.key && name !== "better");
            onChange({ ...blank, ...Object.fromEntries(kept), [node.key]: next.value });
          }}
        >
          {node.variants.map((variant) => (
            <option key={variant.value} value={variant.value}>
              {words(variant.value)}
            </option>
          ))}
        </Select>
      </Field>
      <FieldsEditor fields={current.fields} value={value} path={path} issues={issues} onChange={onChange} />
    </div>
  );
}
