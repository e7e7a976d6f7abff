"use client";

import { useTranslations } from "next-intl";
import type { KeyHelp } from "@/components/annotate/key-sheet";
import { ReadingText } from "@/components/content/reading-text";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

export interface HelpPanelProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  help: { name: string; title: string; help: string }[];
  answerKeys: KeyHelp[];
  /** words of the campaign's list */
  highlighted: string[];
  onGuide: () => void;
}

/** What each question means, in the campaign's words. */
export function HelpPanel({ open, onOpenChange, help, answerKeys, highlighted, onGuide }: HelpPanelProps) {
  const t = useTranslations("desk");
  return (
    <Dialog
      wide
      open={open}
      onOpenChange={onOpenChange}
      title={t("help.title")}
      footer={<Button onClick={onGuide}>{t("help.guide")}</Button>}
    >
      <dl className="grid gap-4">
        {help.map((question) => (
          <div key={question.name}>
            <dt className="font-semibold">{question.title}</dt>
            <dd className="mt-1">
              {question.help === "" ? <p className="text-ink-3">{t("help.none")}</p> : <ReadingText text={question.help} />}
            </dd>
          </div>
        ))}
      </dl>
      {help.length === 0 ? <p className="text-ink-2">{t("help.none")}</p> : null}
      {highlighted.length > 0 ? (
        <>
          <h3 className="mt-5 mb-1.5 text-ink-3">{t("help.highlighted")}</h3>
          <ul className="flex flex-wrap gap-x-3 gap-y-1">
            {highlighted.map((word) => (
              <li key={word} className="[overflow-wrap:anywhere]">
                <bdi>{word.replace(/\*$/, "…")}</bdi>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h3 className="mt-5 mb-1.5 text-ink-3">{t("keys.answers")}</h3>
      <ul className="flex flex-wrap gap-x-4 gap-y-1.5">
        {answerKeys.map(({ key, does }) => (
          <li key={key} className="inline-flex items-baseline gap-1.5">
            <Kbd>{key}</Kbd> {does}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
