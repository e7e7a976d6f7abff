"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { GuideExamples } from "@/components/annotate/guide-examples";
import { ReadingText } from "@/components/content/reading-text";
import { TextChanges } from "@/components/content/text-changes";
import { Drawer } from "@/components/ui/drawer";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Segmented } from "@/components/ui/segmented";
import type { GuideExample } from "@/lib/projects/schema";

export type DeskGuide = { version: number; markdown: string; note: string; examples: GuideExample[]; createdAt: string };

export interface GuidePanelProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** the newest first */
  guides: DeskGuide[];
  /** the version that this person read last, where that is an older one */
  seen: number | null;
  /** shows the changes at once */
  changes: boolean;
}

/** Parts of a guide by its headings, each with the words that a search looks in. */
export const sectionsOf = (markdown: string): string[] => {
  const sections: string[] = [];
  let fenced = false;
  for (const line of markdown.split("\n")) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (sections.length === 0 || (!fenced && /^#{1,6}\s/.test(line))) sections.push(line);
    else sections[sections.length - 1] += `\n${line}`;
  }
  return sections.filter((section) => section.trim() !== "");
};

const bare = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Sections in which every word that is sought occurs. */
export const searchGuide = (markdown: string, sought: string): string[] => {
  const words = bare(sought).split(/\s+/).filter(Boolean);
  return sectionsOf(markdown).filter((section) => words.every((word) => bare(section).includes(word)));
};

/** The guide beside the work: its versions, a search in it, and what changed between two of them. */
export function GuidePanel({ open, onOpenChange, guides, seen, changes }: GuidePanelProps) {
  const t = useTranslations("desk");
  const format = useFormatter();
  const newest = guides[0];
  const [version, setVersion] = useState(newest?.version ?? 0);
  const [sought, setSought] = useState("");
  const [mode, setMode] = useState<"read" | "changes">("read");
  useEffect(() => {
    if (open) setMode(changes ? "changes" : "read");
  }, [open, changes]);
  const guide = guides.find((one) => one.version === version) ?? newest;
  const older = guides.find((one) => (seen !== null && version === newest?.version ? one.version === seen : one.version === version - 1));
  const found = useMemo(() => (guide && sought.trim() !== "" ? searchGuide(guide.markdown, sought) : null), [guide, sought]);

  return (
    <Drawer
      title={t("guide.title", { version: guide?.version ?? 0 })}
      open={open}
      onOpenChange={onOpenChange}
      className="w-[min(600px,calc(100vw-24px))]"
    >
      <div className="grid gap-4 px-5 pb-8">
        <div className="flex flex-wrap items-center gap-2">
          <Input
            type="search"
            aria-label={t("guide.search")}
            placeholder={t("guide.search")}
            value={sought}
            onChange={(event) => {
              setSought(event.target.value);
              // What is sought is shown in the guide itself, not among its changes.
              setMode("read");
            }}
            className="min-w-40 grow basis-0"
          />
          {guides.length > 1 ? (
            <Select
              aria-label={t("guide.version")}
              value={version}
              onChange={(event) => setVersion(Number(event.target.value))}
              className="w-auto"
            >
              {guides.map((one) => (
                <option key={one.version} value={one.version}>
                  {t("guide.versionOf", {
                    version: one.version,
                    date: format.dateTime(new Date(one.createdAt), { day: "numeric", month: "short", year: "numeric" }),
                  })}
                </option>
              ))}
            </Select>
          ) : null}
          {older ? (
            <Segmented
              label={t("guide.mode")}
              value={mode}
              onValueChange={setMode}
              options={[
                { value: "read", label: t("guide.read") },
                { value: "changes", label: t("guide.changes", { from: older.version }) },
              ]}
            />
          ) : null}
        </div>
        {guide?.note ? <p className="text-13 text-ink-2">{t("guide.note", { note: guide.note })}</p> : null}
        {mode === "changes" && older && guide ? (
          <TextChanges from={older.markdown} to={guide.markdown} same={t("guide.noChanges")} />
        ) : found ? (
          <>
            <p role="status" className="text-13 text-ink-3">
              {t("guide.found", { sections: found.length })}
            </p>
            {found.map((section, index) => (
              <ReadingText key={index} text={section} className="border-t border-rule pt-4" />
            ))}
          </>
        ) : (
          <ReadingText text={guide?.markdown ?? ""} />
        )}
        {mode === "read" && guide ? <GuideExamples examples={guide.examples} sought={sought} /> : null}
      </div>
    </Drawer>
  );
}
