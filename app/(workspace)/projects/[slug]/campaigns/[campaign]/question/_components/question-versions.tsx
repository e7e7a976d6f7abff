"use client";

import { useState } from "react";
import { TextChanges } from "@/components/content/text-changes";
import { ListTable } from "@/components/tables/list-table";
import { Button } from "@/components/ui/button";

/** A version of the question in words; `text` is its settings as they are compared. */
export type VersionRow = {
  version: number;
  note: string;
  by: string | null;
  until: string | null;
  answers: number;
  counted: boolean;
  text: string;
};

const count = new Intl.NumberFormat("en");

/** The versions of a question, the newest first; each opens to what the next one changed. */
export function QuestionVersions({ versions }: { versions: VersionRow[] }) {
  const [open, setOpen] = useState<number | null>(null);
  const older = versions.find((row) => row.version === open);
  const next = versions.find((row) => open !== null && row.version === open + 1);
  return (
    <>
      <ListTable
        label="Versions of the question"
        rows={versions}
        rowKey={({ version }) => String(version)}
        at={({ version }) => version === open}
        columns={[
          { head: "Version", className: "num font-medium", cell: ({ version }) => `v${version}` },
          { head: "What changed after it", cut: true, cell: ({ until, note }) => (until === null ? "in force" : note) },
          { head: "By", from: "md", cell: ({ until, by }) => (until === null ? "" : (by ?? "the command line")) },
          { head: "Until", className: "num", cell: ({ until }) => until?.slice(0, 10) ?? "now" },
          { head: "Answers", numeric: true, cell: ({ answers }) => count.format(answers) },
          { head: "Counted", from: "md", cell: ({ counted }) => (counted ? "yes" : "no") },
          {
            head: null,
            cell: ({ until, version }) =>
              until === null ? null : (
                <Button
                  size="sm"
                  variant="quiet"
                  aria-expanded={version === open}
                  aria-label={`Compare version ${version} with version ${version + 1}`}
                  onClick={() => setOpen(version === open ? null : version)}
                >
                  {version === open ? "Hide" : "Compare"}
                </Button>
              ),
          },
        ]}
      />
      {older && next ? (
        <div className="mt-4" role="region" aria-label={`What version ${next.version} changed`}>
          <TextChanges from={older.text} to={next.text} same="Their settings are the same." />
        </div>
      ) : null}
    </>
  );
}
