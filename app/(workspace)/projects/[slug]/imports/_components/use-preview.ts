"use client";

import { useRef, useState, useTransition } from "react";
import { look } from "@/app/(workspace)/projects/[slug]/imports/actions";
import { dataOf } from "@/components/forms/settled";
import type { Mapping } from "@/lib/imports/mapping-schema";
import type { ImportFormatName, ImportPreview, Reading } from "@/lib/imports/schema";

/** What of the look may be another: one way to read, or the campaign that the labels go to. */
export type OtherLook = { reading?: Reading; format?: ImportFormatName; savedId?: string | null; campaignId?: string };

interface Place {
  projectId: string;
  importId: string;
  /** the campaign that the labels go to, as chosen so far */
  campaignId: string;
}

/** The look at an uploaded file, and further ones as the way to read it is changed. */
export function usePreview({ projectId, importId, campaignId }: Place, initial: ImportPreview) {
  const [preview, setPreview] = useState(initial);
  // Ahead of the preview: what is chosen shows at once, the file is looked at after.
  const [mapping, setMapping] = useState<Mapping | null>(initial.reading.mapping);
  const [problem, setProblem] = useState<string | null>(null);
  const [looking, startLooking] = useTransition();
  const looks = useRef(0);
  const reading = { ...preview.reading, mapping };

  function lookAgain(next: OtherLook) {
    const wanted =
      next.savedId !== undefined && next.savedId !== null
        ? { savedId: next.savedId }
        : next.format === undefined
          ? { reading: next.reading ?? reading }
          : { format: next.format };
    // Columns are chosen faster than a large file is looked at: an answer to a choice before the last would take the last one back.
    looks.current += 1;
    const number = looks.current;
    startLooking(async () => {
      try {
        const seen = await dataOf(look({ projectId, importId, campaignId: next.campaignId ?? campaignId, ...wanted }));
        if (number !== looks.current) return;
        setPreview(seen);
        setMapping(seen.reading.mapping);
        setProblem(null);
      } catch (error) {
        if (number === looks.current) setProblem(error instanceof Error ? error.message : "The file could not be looked at.");
      }
    });
  }

  function mapColumns(next: Mapping) {
    setMapping(next);
    lookAgain({ reading: { ...preview.reading, mapping: next } });
  }

  return { preview, reading, mapping, looking, problem, setProblem, lookAgain, mapColumns };
}
