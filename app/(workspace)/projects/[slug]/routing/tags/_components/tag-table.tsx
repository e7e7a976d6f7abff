"use client";

import { useState } from "react";
import { ListTable } from "@/components/tables/list-table";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { formatFigure } from "@/components/ui/figure-format";
import { Input } from "@/components/ui/input";
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
    .map((tag, index) => ({ ...tag, index, about: describeCondition(tag.condition), items: byName.get(tag.name) ?? 0 }))
    .filter(({ name, about }) => words === "" || name.toLowerCase().includes(words) || about.toLowerCase().includes(words));
  const shown = all || words !== "" ? found : found.slice(0, shownAtFirst);
  return (
    <div className="grid gap-3">
      <Field label="Find a tag" hideLabel required className="max-w-[280px]">
        <Input type="search" placeholder="Find a tag" value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
      </Field>
      <ListTable
        label="Tags of the project"
        rows={shown}
        rowKey={({ name }) => name}
        columns={[
          {
            head: "An item has it when",
            className: "whitespace-normal",
            cell: ({ name, about }) => (
              <>
                {about}
                {name === about ? null : <span className="mono block text-11 break-all text-ink-3 max-md:hidden">{name}</span>}
              </>
            ),
          },
          { head: "Items", numeric: true, cell: ({ items }) => (counts.items === 0 ? "–" : formatFigure(items, "count")) },
          {
            head: "%",
            numeric: true,
            from: "md",
            className: "w-[88px]",
            cell: ({ items }) => (counts.items === 0 ? "–" : <ShareBar share={items / counts.items} />),
          },
          mayEdit && {
            head: null,
            className: "max-md:w-px [&>*]:max-md:flex",
            cell: ({ about, index }) => (
              <>
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
              </>
            ),
          },
        ]}
      />
      {found.length === 0 ? <p className="text-ink-2">No tag has “{sought}” in it.</p> : null}
      {shown.length < found.length ? (
        <Button variant="quiet" className="-ml-3 justify-self-start" onClick={() => setAll(true)}>
          Show all {formatFigure(found.length, "count")}
        </Button>
      ) : null}
    </div>
  );
}

function ShareBar({ share }: { share: number }) {
  return (
    <span className="grid justify-items-end">
      {formatFigure(share, "percent")}
      <span aria-hidden="true" className="h-0.5 bg-ink" style={{ width: `${Math.round(72 * share)}px` }} />
    </span>
  );
}
