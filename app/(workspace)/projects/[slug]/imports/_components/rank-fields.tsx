"use client";

import { useState } from "react";
import { ColumnSelect } from "@/app/(workspace)/projects/[slug]/imports/_components/column-controls";
import type { Mapping } from "@/lib/imports/mapping-schema";

const named = ["first", "second"];

/** A column a response that holds its place. Places of some alone are none: they are told once each response has its column. */
export function RankFields({
  columns,
  responses,
  ranks,
  onChange,
}: {
  columns: string[];
  responses: Mapping["responses"];
  ranks: Mapping["ranks"];
  onChange: (ranks: Mapping["ranks"]) => void;
}) {
  const [begun, setBegun] = useState<(string | null)[]>([]);
  const shown = responses.map((_, i) => (ranks.length > 0 ? ranks[i] : begun[i]) ?? null);
  const choose = (index: number, column: string | null) => {
    const next = shown.map((one, i) => (i === index ? column : one));
    const whole = next.flatMap((one) => one ?? []);
    setBegun(whole.length === next.length ? [] : next);
    if (whole.length === next.length) onChange(whole);
    else if (ranks.length > 0) onChange([]);
  };
  return responses.map((response, i) => (
    <ColumnSelect
      key={`${i} ${response}`}
      label={i < named.length ? `Place of the ${named[i]}` : `Place of response ${i + 1}`}
      description="Numbers, 1 the best."
      columns={columns}
      value={shown[i] ?? null}
      empty="not told"
      onChange={(column) => choose(i, column)}
    />
  ));
}
