"use client";

import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { Input } from "@/components/ui/input";

/** As many rows as a browser draws without a pause, each with its own controls. */
const atOnce = 100;

export interface FoundRowsProps<Row> {
  rows: readonly Row[];
  /** What a row is found by. */
  textOf: (row: Row) => string;
  /** What the rows are: "member", and "people" where that is no plural of it. */
  noun: string;
  nouns?: string;
  /** Beside the search: an order. */
  tools?: ReactNode;
  children: (shown: readonly Row[]) => ReactNode;
}

/** Of a long list the first hundred rows, those with the words that are looked for, and more on demand. A short list is shown as it is. */
export function FoundRows<Row>({ rows, textOf, noun, nouns = `${noun}s`, tools, children }: FoundRowsProps<Row>) {
  const [wanted, setWanted] = useState("");
  const [most, setMost] = useState(atOnce);
  const long = rows.length > atOnce;
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? rows : rows.filter((row) => words.every((word) => textOf(row).toLowerCase().includes(word)));
  const shown = found.slice(0, most);
  return (
    <>
      {long || tools ? (
        <div className="mb-3 flex flex-wrap items-end gap-x-4 gap-y-2 print:hidden">
          {long ? (
            <Field label={`Find in ${counted(rows.length, noun, nouns)}`} hideLabel required>
              <Input
                type="search"
                placeholder={`Find in ${counted(rows.length, noun, nouns)}`}
                className="w-64"
                value={wanted}
                onChange={(event) => {
                  setWanted(event.target.value);
                  setMost(atOnce);
                }}
              />
            </Field>
          ) : null}
          {tools}
          {long ? (
            <p role="status" className="num pb-1.5 text-12 text-ink-2">
              {words.length === 0 ? "" : `${formatFigure(found.length, "count")} found`}
            </p>
          ) : null}
        </div>
      ) : null}
      {children(shown)}
      {found.length > shown.length ? (
        <Button className="mt-3" onClick={() => setMost(most + atOnce)}>
          Show {formatFigure(Math.min(atOnce, found.length - shown.length), "count")} more of{" "}
          {formatFigure(found.length - shown.length, "count")}
        </Button>
      ) : null}
    </>
  );
}
