"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Mapping } from "@/lib/imports/mapping-schema";

type Scale = NonNullable<Mapping["scale"]>;

const numberOf = (text: string): number | null => (text.trim() === "" || !Number.isFinite(Number(text)) ? null : Number(text));

/** Where on a scale each of the two responses is far better. */
export function ScaleEnds({ scale, onChange }: { scale: Scale; onChange: (scale: Scale) => void }) {
  const [texts, setTexts] = useState<[string, string]>([String(scale[0]), String(scale[1])]);
  const [first, second] = [numberOf(texts[0]), numberOf(texts[1])];
  const fault = first === null || second === null ? "Both ends are numbers." : first === second ? "The two ends differ." : undefined;
  // A file is looked at again for a scale that was written whole, not for every digit.
  const settle = () => {
    if (fault === undefined && first !== null && second !== null && (first !== scale[0] || second !== scale[1])) onChange([first, second]);
  };
  return (
    <>
      <Field label="First response far better at" required>
        <Input inputMode="decimal" value={texts[0]} onChange={(event) => setTexts([event.target.value, texts[1]])} onBlur={settle} />
      </Field>
      <Field label="Second response far better at" error={fault} required>
        <Input inputMode="decimal" value={texts[1]} onChange={(event) => setTexts([texts[0], event.target.value])} onBlur={settle} />
      </Field>
    </>
  );
}
