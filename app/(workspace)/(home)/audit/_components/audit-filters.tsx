"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { kindsOfAct } from "@/app/(workspace)/_components/describe-event";
import { auditFilterNames, auditHref, auditViewSchema } from "@/app/(workspace)/(home)/audit/_components/audit-view";
import type { AuditView } from "@/app/(workspace)/(home)/audit/_components/audit-view";
import { isInternalPath } from "@/components/ui/app-link";
import { AddFilterButton, FilterChip } from "@/components/ui/chip";
import { FiltersDialog } from "@/components/ui/filters-dialog";
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
      <AddFilterButton ref={add} onClick={() => setAsking(true)} />
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
    <FiltersDialog
      title="Filter the log"
      description="An entry is shown where all of these hold. Days are in UTC."
      confirmLabel="Show these entries"
      onApply={() => apply(chosen)}
      onClear={() => apply({})}
      onClose={onClose}
    >
      {choice("by", "By whom", people)}
      {choice("action", "Kind of act", acts)}
      {choice("project", "Project", projects)}
      <div className="grid gap-4 sm:grid-cols-2">
        {day("from", "From")}
        {day("to", "Until, that day included")}
      </div>
    </FiltersDialog>
  );
}
