"use client";

import { useState } from "react";
import { TextChanges } from "@/components/content/text-changes";
import { Button } from "@/components/ui/button";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";

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
      <Table aria-label="Versions of the question">
        <thead>
          <tr>
            <HeaderCell>Version</HeaderCell>
            <HeaderCell>What changed after it</HeaderCell>
            <HeaderCell className="max-md:hidden">By</HeaderCell>
            <HeaderCell>Until</HeaderCell>
            <HeaderCell numeric>Answers</HeaderCell>
            <HeaderCell className="max-md:hidden">Counted</HeaderCell>
            <HeaderCell>
              <span className="sr-only">Compare</span>
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {versions.map((row) => (
            <Row key={row.version} at={row.version === open}>
              <Cell className="num font-medium">v{row.version}</Cell>
              <CutCell>{row.until === null ? "in force" : row.note}</CutCell>
              <Cell className="max-md:hidden">{row.until === null ? "" : (row.by ?? "the command line")}</Cell>
              <Cell className="num">{row.until?.slice(0, 10) ?? "now"}</Cell>
              <Cell numeric>{count.format(row.answers)}</Cell>
              <Cell className="max-md:hidden">{row.counted ? "yes" : "no"}</Cell>
              <Cell>
                {row.until === null ? null : (
                  <Button
                    size="sm"
                    variant="quiet"
                    aria-expanded={row.version === open}
                    aria-label={`Compare version ${row.version} with version ${row.version + 1}`}
                    onClick={() => setOpen(row.version === open ? null : row.version)}
                  >
                    {row.version === open ? "Hide" : "Compare"}
                  </Button>
                )}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {older && next ? (
        <div className="mt-4" role="region" aria-label={`What version ${next.version} changed`}>
          <TextChanges from={older.text} to={next.text} same="Their settings are the same." />
        </div>
      ) : null}
    </>
  );
}
