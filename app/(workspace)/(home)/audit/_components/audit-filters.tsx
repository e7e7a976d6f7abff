"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { kindsOfAct } from "@/app/(workspace)/_components/describe-event";
import { auditFilterNames, auditHref, auditViewSchema } from "@/app/(workspace)/(home)/audit/_components/audit-view";
import type { AuditView } from "@/app/(workspace)/(home)/audit/_components/audit-view";
import { isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/chip";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

type Option = { value: string; label: string };
type Props = {
  view: AuditView;
  people: Option[];
  projects: Option[];
  /** what the filters in force are called, where no choice says it */
  shown: Partial<Record<keyof typeof auditFilterNames, string>>;
  files: { csv: string; jsonl: string };
};

const keys = ["by", "action", "project", "from", "to"] as const;
const acts: Option[] = kindsOfAct.map(({ action, label }) => ({ value: action, label }));

/** The filters in force, the way to more, and the log as a file under them. */
export function AuditFilters({ view, people, projects, shown, files }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const add = useRef<HTMLButtonElement>(null);
  const options: Partial<Record<string, Option[]>> = { by: people, action: acts, project: projects };
  const go = (change: Partial<AuditView>): void => {
    const href = auditHref(view, change);
    if (isInternalPath(href)) router.push(href);
  };
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      {keys.map((key) => {
        const value = view[key];
        if (value === undefined) return null;
        const label = options[key]?.find((option) => option.value === value)?.label ?? shown[key] ?? value;
        return (
          <FilterChip
            key={key}
            name={auditFilterNames[key]}
            value={label}
            onRemove={() => {
              add.current?.focus();
              go({ [key]: undefined });
            }}
          />
        );
      })}
      <button
        ref={add}
        type="button"
        onClick={() => setAsking(true)}
        className="inline-flex h-6 items-center gap-1 rounded-control border border-dashed border-rule-3 px-2 text-12 text-ink-2 hover:text-ink max-md:h-10 max-md:px-3"
      >
        <Plus className="size-3" aria-hidden="true" /> Filter
      </button>
      <span className="ml-auto flex gap-3 text-12 text-ink-2 max-md:ml-0 max-md:w-full max-md:py-2">
        <a href={files.csv} download className="underline decoration-rule-3 underline-offset-3">
          Download as CSV
        </a>
        <a href={files.jsonl} download className="underline decoration-rule-3 underline-offset-3">
          JSON lines
        </a>
      </span>
      {asking ? (
        <FilterDialog
          view={view}
          people={people}
          projects={projects}
          onClose={() => setAsking(false)}
          onApply={(filter) => {
            setAsking(false);
            go(filter);
          }}
        />
      ) : null}
    </div>
  );
}

type DialogProps = Pick<Props, "view" | "people" | "projects"> & { onApply: (filter: Partial<AuditView>) => void; onClose: () => void };

function FilterDialog({ view, people, projects, onApply, onClose }: DialogProps) {
  const [chosen, setChosen] = useState<Record<string, string>>(() =>
    Object.fromEntries(keys.flatMap((key) => (view[key] === undefined ? [] : [[key, view[key]]]))),
  );
  const apply = (values: Record<string, string>): void => {
    const parsed = auditViewSchema.parse(Object.fromEntries(keys.map((key) => [key, values[key] || undefined])));
    onApply(Object.fromEntries(keys.map((key) => [key, parsed[key]])));
  };
  const labelled = (key: (typeof keys)[number], label: string, control: ReactNode) => (
    <div className="grid gap-1">
      <label htmlFor={`filter-${key}`} className="text-12 font-medium">
        {label}
      </label>
      {control}
    </div>
  );
  const choice = (key: (typeof keys)[number], label: string, options: Option[]) =>
    labelled(
      key,
      label,
      <Select id={`filter-${key}`} value={chosen[key] ?? ""} onChange={(event) => setChosen({ ...chosen, [key]: event.target.value })}>
        <option value="">any</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>,
    );
  const day = (key: "from" | "to", label: string) =>
    labelled(
      key,
      label,
      <Input
        id={`filter-${key}`}
        type="date"
        value={chosen[key] ?? ""}
        onChange={(event) => setChosen({ ...chosen, [key]: event.target.value })}
      />,
    );
  return (
    <Dialog
      title="Filter the log"
      description="An entry is shown where all of these hold. Days are in UTC."
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      footer={
        <>
          <Button variant="quiet" onClick={() => apply({})}>
            Take all off
          </Button>
          <Button variant="primary" onClick={() => apply(chosen)}>
            Show these entries
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          apply(chosen);
        }}
      >
        {choice("by", "By whom", people)}
        {choice("action", "Kind of act", acts)}
        {choice("project", "Project", projects)}
        <div className="grid gap-4 sm:grid-cols-2">
          {day("from", "From")}
          {day("to", "Until, that day included")}
        </div>
        <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  );
}
