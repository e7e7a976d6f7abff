"use client";

import { ColumnSelect } from "@/app/(workspace)/projects/[slug]/imports/_components/column-controls";
import type { Mapping } from "@/lib/imports/mapping-schema";

const sides: { side: Mapping["votes"][number]["side"]; label: string }[] = [
  { side: "A", label: "Votes for the first" },
  { side: "B", label: "Votes for the second" },
  { side: "tie", label: "Votes for a tie" },
];

/** Columns that count who chose what. */
export function VoteFields({
  columns,
  votes,
  onChange,
}: {
  columns: string[];
  votes: Mapping["votes"];
  onChange: (votes: Mapping["votes"]) => void;
}) {
  return sides.map(({ side, label }) => (
    <ColumnSelect
      key={side}
      label={label}
      columns={columns}
      value={votes.find((vote) => vote.side === side)?.column ?? null}
      empty="not counted"
      onChange={(column) => onChange([...votes.filter((vote) => vote.side !== side), ...(column === null ? [] : [{ side, column }])])}
    />
  ));
}
