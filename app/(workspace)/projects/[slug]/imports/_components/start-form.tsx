"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { start } from "@/app/(workspace)/projects/[slug]/imports/actions";
import { FormatFields } from "@/app/(workspace)/projects/[slug]/imports/_components/format-fields";
import { MappingFields } from "@/app/(workspace)/projects/[slug]/imports/_components/mapping-fields";
import { OnErrorChoice } from "@/app/(workspace)/projects/[slug]/imports/_components/on-error-choice";
import { PreviewView } from "@/app/(workspace)/projects/[slug]/imports/_components/preview-view";
import { SavedReadings } from "@/app/(workspace)/projects/[slug]/imports/_components/saved-readings";
import { usePreview } from "@/app/(workspace)/projects/[slug]/imports/_components/use-preview";
import { dataOf } from "@/components/forms/settled";
import { Section } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { containerTitles } from "@/lib/imports/schema";
import type { ImportPreview, OnError } from "@/lib/imports/schema";

interface StartFormProps {
  projectId: string;
  slug: string;
  importId: string;
  campaigns: { id: string; name: string }[];
  initial: ImportPreview;
}

/** The look at an uploaded file, how to read it, and what to do with bad rows. Nothing is written until it is started. */
export function StartForm({ projectId, slug, importId, campaigns, initial }: StartFormProps) {
  const router = useRouter();
  const [campaignId, setCampaignId] = useState(campaigns[0]?.id ?? "");
  const [onError, setOnError] = useState<OnError>("stop");
  const [starting, startStarting] = useTransition();
  const place = { projectId, importId, campaignId };
  const { preview, reading, mapping, looking, problem, setProblem, lookAgain, mapColumns } = usePreview(place, initial);

  function begin() {
    startStarting(async () => {
      try {
        await dataOf(start({ ...place, slug, onError, reading }));
        router.refresh();
      } catch (error) {
        setProblem(error instanceof Error ? error.message : "The import could not be started. Nothing was written.");
      }
    });
  }

  // All or nothing, and it is known already that it cannot be all.
  const hopeless = onError === "stop" && preview.refused > 0;
  const rows = preview.rowsFine + preview.people;
  return (
    <div>
      <Section title="Format" about={`${preview.format.about} The file is ${containerTitles[preview.reading.container]}.`}>
        <FormatFields preview={preview} reading={reading} disabled={looking} onLook={lookAgain} />
        <SavedReadings
          projectId={projectId}
          preview={preview}
          reading={reading}
          disabled={looking}
          onChoose={(savedId) => lookAgain(savedId === null ? { format: preview.reading.format } : { savedId })}
        />
      </Section>
      {mapping ? (
        <Section
          title="Columns"
          about={preview.needsMapping ? "Their names do not say what they hold: choose." : "Guessed from their names."}
        >
          <MappingFields columns={preview.columns} mapping={mapping} onChange={mapColumns} />
        </Section>
      ) : null}
      <Section title="What it holds">
        <div aria-busy={looking} aria-live="polite" className={looking ? "opacity-55 transition-opacity" : "transition-opacity"}>
          <PreviewView preview={preview} />
        </div>
      </Section>
      <Section title="Import" ruled>
        <div className="grid max-w-[640px] gap-5">
          {campaigns.length > 1 ? (
            <Field label="Labels go to the campaign" required>
              <Select
                value={campaignId}
                onChange={(event) => {
                  setCampaignId(event.target.value);
                  lookAgain({ campaignId: event.target.value });
                }}
              >
                {campaigns.map((campaign) => (
                  <option key={campaign.id} value={campaign.id}>
                    {campaign.name}
                  </option>
                ))}
              </Select>
            </Field>
          ) : null}
          <OnErrorChoice value={onError} onChange={setOnError} />
          {problem ? <Callout tone="bad" live title={problem} /> : null}
          {hopeless ? <WhyNothing refused={preview.refused} /> : null}
          <div>
            <Button
              variant="primary"
              loading={starting}
              disabled={looking || campaignId === "" || rows === 0 || hopeless}
              aria-describedby={hopeless ? whyNothing : undefined}
              onClick={begin}
            >
              Import {preview.complete ? "" : "at least "}
              {rows.toLocaleString("en")} {rows === 1 ? "row" : "rows"}
            </Button>
          </div>
        </div>
      </Section>
    </div>
  );
}

const whyNothing = "why-nothing";

function WhyNothing({ refused }: { refused: number }) {
  return (
    <p id={whyNothing} className="text-bad">
      {refused === 1 ? "One row" : `${refused.toLocaleString("en")} rows`} would be refused, so nothing would come in. Choose “Leave it
      out”, or mend the file and choose it again.
    </p>
  );
}
