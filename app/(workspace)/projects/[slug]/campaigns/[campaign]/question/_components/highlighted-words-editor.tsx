"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

type Props = { words: string[]; problem: string | undefined; onChange: (words: string[]) => void };

const wordsOf = (lines: string): string[] => lines.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));

/** Words that annotators see highlighted in the texts. What is typed stays as it is typed; what counts is a word a line. */
export function HighlightedWordsEditor({ words, problem, onChange }: Props) {
  const [lines, setLines] = useState(words.join("\n"));
  // Left as it was: the list was put back from outside.
  const shown = JSON.stringify(wordsOf(lines)) === JSON.stringify(words) ? lines : words.join("\n");
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-4 border-t border-rule pt-4">
      <legend className="sr-only">Highlighted words</legend>
      <div>
        <h2>Highlighted words</h2>
        <p className="mt-1 text-ink-2">
          Annotators see these words highlighted in prompts and responses, and listed under “What is asked”. Eyes go where a mark is: name
          what must not be overlooked, not what speaks for an answer.
        </p>
      </div>
      <Field
        label="Words or phrases, one a line"
        description="Whole words, large or small letters alike. “refund*” stands for whatever begins so."
        error={problem}
      >
        <Textarea
          rows={4}
          dir="auto"
          value={shown}
          onChange={(event) => {
            setLines(event.target.value);
            onChange(wordsOf(event.target.value));
          }}
        />
      </Field>
    </fieldset>
  );
}
