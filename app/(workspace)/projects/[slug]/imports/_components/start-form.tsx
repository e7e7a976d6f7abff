"use client";

import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { look, start } from "@/app/(workspace)/projects/[slug]/imports/actions";
import { MappingFields } from "@/app/(workspace)/projects/[slug]/imports/_components/mapping-fields";
import { PreviewView } from "@/app/(workspace)/projects/[slug]/imports/_components/preview-view";
import { SavedReadings } from "@/app/(workspace)/projects/[slug]/imports/_components/saved-readings";
import { dataOf } from "@/components/forms/settled";
import { Section } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { containerTitles } from "@/lib/imports/schema";
import type { Mapping } from "@/lib/imports/mapping-schema";
import type { ImportFormatName, ImportPreview, OnError, Reading } from "@/lib/imports/schema";

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
  const [preview, setPreview] = useState(initial);
  const [mapping, setMapping] = useState<Mapping | null>(initial.reading.mapping);
  const [campaignId, setCampaignId] = useState(campaigns[0]?.id ?? "");
  const [onError, setOnError] = useState<OnError>("stop");
  const [problem, setProblem] = useState<string | null>(null);
  const [looking, startLooking] = useTransition();
  const [starting, startStarting] = useTransition();

  const looks = useRef(0);

  const reading = { ...preview.reading, mapping };

  function lookAgain(next: { reading?: Reading; format?: ImportFormatName; savedId?: string | null; campaignId?: string }) {
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

  function begin() {
    startStarting(async () => {
      try {
        await dataOf(start({ projectId, slug, importId, campaignId, onError, reading }));
        router.refresh();
      } catch (error) {
        setProblem(error instanceof Error ? error.message : "The import could not be started. Nothing was written.");
      }
    });
  }

  const rows = `${preview.complete ? "" : "at least "}${preview.rowsFine.toLocaleString("en")}`;
  // All or nothing, and it is known already that it cannot be all.
  const hopeless = onError === "stop" && preview.refused > 0;
  return (
    <div>
      <Section title="Format" about={`${preview.format.about} The file is ${containerTitles[preview.reading.container]}.`}>
        <div className="grid grid-cols-1 items-start gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
          <Field
            label="Read as"
            description={
              preview.confidence > 0 ? `${Math.round(100 * preview.confidence)} % sure` : "Chosen by hand: the file does not look like it."
            }
            required
          >
            <Select
              value={preview.reading.format}
              disabled={looking}
              onChange={(event) => {
                const chosen = preview.choices.find(({ format }) => format === event.target.value);
                if (chosen) lookAgain({ format: chosen.format });
              }}
            >
              {preview.choices.map(({ format, title, confidence }) => (
                <option key={format} value={format}>
                  {confidence === null || confidence === 0 || format === preview.reading.format
                    ? title
                    : `${title} (${Math.round(100 * confidence)} %)`}
                </option>
              ))}
            </Select>
          </Field>
          {preview.fields.map(({ name, title, required }) => (
            <Field key={name} label={title} required={required}>
              <Select
                value={preview.reading.columns[name] ?? ""}
                disabled={looking}
                onChange={(event) =>
                  lookAgain({
                    reading: { ...reading, columns: { ...reading.columns, [name]: event.target.value === "" ? null : event.target.value } },
                  })
                }
              >
                <option value="">{required ? "Choose a column" : "not in this file"}</option>
                {preview.columns.map((column) => (
                  <option key={column} value={column}>
                    {column}
                  </option>
                ))}
              </Select>
            </Field>
          ))}
        </div>
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
          <MappingFields
            columns={preview.columns}
            mapping={mapping}
            onChange={(next) => {
              setMapping(next);
              lookAgain({ reading: { ...preview.reading, mapping: next } });
            }}
          />
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
          <RadioGroup legend="When a row cannot be read">
            <RadioOption
              name="on-error"
              value="stop"
              checked={onError === "stop"}
              onChange={() => setOnError("stop")}
              label="Import nothing"
              description="All rows come in, or none. The report names every bad one."
            />
            <RadioOption
              name="on-error"
              value="skip"
              checked={onError === "skip"}
              onChange={() => setOnError("skip")}
              label="Leave it out"
              description="The other rows come in. The report names those left out."
            />
          </RadioGroup>
          {problem ? <Callout tone="bad" live title={problem} /> : null}
          {hopeless ? (
            <p id="why-nothing" className="text-bad">
              {preview.refused === 1 ? "One row" : `${preview.refused.toLocaleString("en")} rows`} would be refused, so nothing would come
              in. Choose “Leave it out”, or mend the file and choose it again.
            </p>
          ) : null}
          <div>
            <Button
              variant="primary"
              loading={starting}
              disabled={looking || campaignId === "" || preview.rowsFine === 0 || hopeless}
              aria-describedby={hopeless ? "why-nothing" : undefined}
              onClick={begin}
            >
              Import {rows} {preview.rowsFine === 1 ? "row" : "rows"}
            </Button>
          </div>
        </div>
      </Section>
    </div>
  );
}
