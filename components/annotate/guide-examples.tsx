"use client";

import { useTranslations } from "next-intl";
import { ReadingText } from "@/components/content/reading-text";
import type { GuideExample } from "@/lib/projects/schema";

const bare = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const wordsOf = (example: GuideExample): string =>
  bare([example.prompt, ...example.responses.map((response) => response.text), example.answer, example.why].join(" "));

/** Items with their right answers and why they are right; of a search, those in which every word occurs. */
export function GuideExamples({ examples, sought }: { examples: GuideExample[]; sought: string }) {
  const t = useTranslations("desk");
  const words = bare(sought).split(/\s+/).filter(Boolean);
  const shown = examples.filter((example) => words.every((word) => wordsOf(example).includes(word)));
  if (shown.length === 0) return null;
  return (
    <section aria-label={t("guide.examples")} className="grid gap-4">
      <h3 className="border-t border-rule pt-4">{t("guide.examples")}</h3>
      <ol className="grid gap-5">
        {shown.map((example, index) => (
          <li key={index} className="grid gap-2 border-l-2 border-rule-3 pl-4">
            <p className="whitespace-pre-wrap" dir="auto">
              {example.prompt}
            </p>
            {example.responses.map(({ letter, text }) => (
              <details key={letter} className="text-13">
                <summary className="cursor-pointer text-ink-2">{t("guide.response", { letter })}</summary>
                <ReadingText text={text} className="mt-1" />
              </details>
            ))}
            <p dir="auto">
              <strong>{t("guide.answer", { answer: example.answer })}</strong>
            </p>
            <ReadingText text={example.why} />
          </li>
        ))}
      </ol>
    </section>
  );
}
