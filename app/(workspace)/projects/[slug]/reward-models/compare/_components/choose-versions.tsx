"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

/** Two different versions by number; a plain form, so that a comparison has an address. */
export function ChooseVersions({ slug, numbers, a, b }: { slug: string; numbers: readonly number[]; a: number; b: number | null }) {
  const [first, setFirst] = useState(a);
  const [second, setSecond] = useState(b);
  const others = numbers.filter((number) => number !== first);
  const other = second !== null && others.includes(second) ? second : others[0];
  const version = (number: number) => (
    <option key={number} value={number}>
      version {number}
    </option>
  );
  return (
    <form action={`/projects/${slug}/reward-models/compare`} className="flex flex-wrap items-end gap-3">
      <Field label="First" required className="w-32">
        <Select name="a" value={first} onChange={(event) => setFirst(Number(event.target.value))}>
          {numbers.map(version)}
        </Select>
      </Field>
      <Field label="Second" required className="w-32">
        <Select name="b" value={other} onChange={(event) => setSecond(Number(event.target.value))}>
          {others.map(version)}
        </Select>
      </Field>
      <Button type="submit">Compare</Button>
    </form>
  );
}
