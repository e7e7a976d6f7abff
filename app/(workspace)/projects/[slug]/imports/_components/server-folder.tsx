"use client";

import { useState, useTransition } from "react";
import { browse } from "@/app/(workspace)/projects/[slug]/imports/actions";
import { dataOf } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { formatBytes } from "@/components/ui/format-bytes";
import type { ServerEntry } from "@/lib/imports/sources/server-folder";

/** Files and folders that an operator opened; one of them is chosen. */
export function ServerFolder({
  projectId,
  disabled,
  onChoose,
}: {
  projectId: string;
  disabled: boolean;
  onChoose: (path: string) => void;
}) {
  const [trail, setTrail] = useState<string[]>([]);
  const [entries, setEntries] = useState<ServerEntry[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [looking, startLooking] = useTransition();

  function open(next: string[]) {
    startLooking(async () => {
      try {
        setEntries(await dataOf(browse({ projectId, path: next.at(-1) ?? "" })));
        setTrail(next);
        setProblem(null);
      } catch (error) {
        setProblem(error instanceof Error ? error.message : "The folder cannot be read.");
      }
    });
  }

  if (entries === null) {
    return (
      <div className="grid justify-items-start gap-3">
        <Button loading={looking} onClick={() => open([])}>
          Show the folders
        </Button>
        {problem ? <Callout tone="bad" live title={problem} /> : null}
      </div>
    );
  }
  return (
    <div className="grid max-w-[640px] gap-3" aria-busy={looking}>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" disabled={trail.length === 0 || looking} onClick={() => open(trail.slice(0, -1))}>
          Up
        </Button>
        <span className="mono min-w-0 grow break-all text-12 text-ink-2">{trail.at(-1) ?? "opened folders"}</span>
        {trail.length > 0 ? (
          <Button size="sm" variant="primary" disabled={disabled} onClick={() => onChoose(trail.at(-1) ?? "")}>
            Use this folder
          </Button>
        ) : null}
      </div>
      {problem ? <Callout tone="bad" live title={problem} /> : null}
      <ul className="divide-y divide-rule border-y border-rule">
        {entries.map((entry) => (
          <li key={entry.path} className="flex items-center gap-3 py-1">
            <button
              type="button"
              className="min-w-0 grow cursor-pointer py-1 text-left break-all hover:underline max-md:min-h-11"
              disabled={disabled || looking}
              onClick={() => (entry.isFolder ? open([...trail, entry.path]) : onChoose(entry.path))}
            >
              {entry.name}
              {entry.isFolder ? "/" : ""}
            </button>
            {entry.isFolder ? null : <span className="num text-12 text-ink-3">{formatBytes(entry.byteSize)}</span>}
          </li>
        ))}
        {entries.length === 0 ? <li className="py-2 text-ink-2">It is empty.</li> : null}
      </ul>
    </div>
  );
}
