"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { formatFigure } from "@/components/ui/figure-format";
import { Input } from "@/components/ui/input";
import { ActionsHeader, Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { describeCondition } from "@/lib/tags/describe-condition";
import type { TagSet } from "@/lib/tags/schema";

const shownAtFirst = 25;

export interface TagTableProps {
  set: TagSet;
  counts: { items: number; tags: { name: string; items: number }[] };
  mayEdit: boolean;
  onEdit: (index: number) => void;
  onRemove: (index: number) => void;
}

/** Tags with the share of items that have them; a bar says it at a glance. */
export function TagTable({ set, counts, mayEdit, onEdit, onRemove }: TagTableProps) {
  const [sought, setSought] = useState("");
  const [all, setAll] = useState(false);
  const byName = new Map(counts.tags.map(({ name, items }) => [name, items]));
  const words = sought.trim().toLowerCase();
  const found = set.tags
    .map((tag, index) => ({ ...tag, index, about: describeCondition(tag.condition) }))
    .filter(({ name, about }) => words === "" || name.toLowerCase().includes(words) || about.toLowerCase().includes(words));
  const shown = all || words !== "" ? found : found.slice(0, shownAtFirst);
  return (
    <div className="grid gap-3">
      <Field label="Find a tag" hideLabel required className="max-w-[280px]">
        <Input type="search" placeholder="Find a tag" value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
      </Field>
      <Table aria-label="Tags of the project">
        <thead>
          <tr>
            <HeaderCell>An item has it when</HeaderCell>
            <HeaderCell numeric>Items</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              %
            </HeaderCell>
            {mayEdit ? <ActionsHeader /> : null}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, about, index }) => {
            const items = byName.get(name) ?? 0;
            const share = counts.items === 0 ? 0 : items / counts.items;
            return (
              <Row key={name}>
                <Cell className="whitespace-normal">
                  {about}
                  {name === about ? null : <span className="mono block text-11 break-all text-ink-3 max-md:hidden">{name}</span>}
                </Cell>
                <Cell numeric>{counts.items === 0 ? "–" : formatFigure(items, "count")}</Cell>
                <Cell numeric className="w-[88px] max-md:hidden">
                  {counts.items === 0 ? (
                    "–"
                  ) : (
                    <span className="grid justify-items-end">
                      {formatFigure(share, "percent")}
                      <span aria-hidden="true" className="h-0.5 bg-ink" style={{ width: `${Math.round(72 * share)}px` }} />
                    </span>
                  )}
                </Cell>
                {mayEdit ? (
                  <Cell className="text-right max-md:w-px [&>*]:max-md:flex">
                    <Button variant="quiet" size="sm" onClick={() => onEdit(index)} aria-label={`Change the tag ${about}`}>
                      Change
                    </Button>
                    <Button
                      variant="quiet"
                      size="sm"
                      disabled={set.tags.length === 1}
                      onClick={() => onRemove(index)}
                      aria-label={`Remove the tag ${about}`}
                    >
                      Remove
                    </Button>
                  </Cell>
                ) : null}
              </Row>
            );
          })}
        </tbody>
      </Table>
      {found.length === 0 ? <p className="text-ink-2">No tag has “{sought}” in it.</p> : null}
      {shown.length < found.length ? (
        <Button variant="quiet" className="justify-self-start" onClick={() => setAll(true)}>
          Show all {formatFigure(found.length, "count")}
        </Button>
      ) : null}
    </div>
  );
}
