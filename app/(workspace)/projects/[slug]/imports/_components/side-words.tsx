"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { sideWords } from "@/lib/imports/mapping-schema";
import type { Mapping } from "@/lib/imports/mapping-schema";

type Words = Mapping["words"];

const linesOf = (words: Words): string =>
  Object.entries(words)
    .map(([word, side]) => `${word} = ${side}`)
    .join("\n");

/** One word a line with its side behind the last equals sign; a line that says none is told. */
const parseWords = (text: string): { words: Words } | { fault: string } => {
  const words: Words = {};
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const at = line.lastIndexOf("=");
    const named = line.slice(at + 1).trim();
    const side = sideWords.find((known) => known.toLowerCase() === named.toLowerCase());
    const word = line.slice(0, Math.max(at, 0)).trim();
    if (side === undefined || word === "")
      return { fault: `“${line.trim().slice(0, 60)}”: write a word, =, and one of ${sideWords.join(", ")}.` };
    words[word] = side;
  }
  return { words };
};

/** The file's own words for the sides of a choice. */
export function SideWords({ words, onChange }: { words: Words; onChange: (words: Words) => void }) {
  const [text, setText] = useState(() => linesOf(words));
  const [fault, setFault] = useState<string | null>(null);
  // A file is looked at again for what was written whole, not for every letter.
  const settle = () => {
    const parsed = parseWords(text);
    setFault("fault" in parsed ? parsed.fault : null);
    if ("words" in parsed && linesOf(parsed.words) !== linesOf(words)) onChange(parsed.words);
  };
  return (
    <Field
      className="sm:col-span-2"
      label="Its own words for the sides"
      description="Where the column says neither A, B nor tie: one a line, as in “links = A”, “gleich gut = tie”, “-2 = A”."
      error={fault ?? undefined}
    >
      <Textarea value={text} rows={2} onChange={(event) => setText(event.target.value)} onBlur={settle} />
    </Field>
  );
}
