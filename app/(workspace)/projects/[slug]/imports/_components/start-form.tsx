"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { look, start } from "@/app/(workspace)/projects/[slug]/imports/actions";
import { MappingFields } from "@/app/(workspace)/projects/[slug]/imports/_components/mapping-fields";
import { PreviewView } from "@/app/(workspace)/projects/[slug]/imports/_components/preview-view";
import { Section } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { RadioGroup, RadioOption } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { unwrap } from "@/lib/http/action-result";
import { containerTitles } from "@/lib/imports/schema";
import type { ImportPreview, Mapping, OnError } from "@/lib/imports/schema";

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

  const reading = { ...preview.reading, mapping };

  function lookAgain(next: { mapping?: Mapping | null; campaignId?: string }) {
    const wanted = { ...preview.reading, mapping: next.mapping === undefined ? mapping : next.mapping };
    startLooking(async () => {
      try {
        setPreview(unwrap(await look({ projectId, importId, campaignId: next.campaignId ?? campaignId, reading: wanted })));
        setProblem(null);
      } catch (error) {
        setProblem(error instanceof Error ? error.message : "The file could not be looked at.");
      }
    });
  }

  function begin() {
    startStarting(async () => {
      try {
        unwrap(await start({ projectId, slug, importId, campaignId, onError, reading }));
        router.refresh();
      } catch (error) {
        setProblem(error instanceof Error ? error.message : "The import could not be started. Nothing was written.");
      }
    });
  }

  const rows = `${preview.complete ? "" : "at least "}${preview.rowsFine.toLocaleString("en")}`;
  return (
    <div>
      <p className="text-ink-2">
        Read as {containerTitles[preview.reading.container]}
        {preview.columns.length > 0 ? ` with ${preview.columns.length} columns` : ", each line with its prompt, responses and labels"}.
      </p>
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
              lookAgain({ mapping: next });
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
          <div>
            <Button variant="primary" loading={starting} disabled={looking || campaignId === "" || preview.rowsFine === 0} onClick={begin}>
              Import {rows} {preview.rowsFine === 1 ? "row" : "rows"}
            </Button>
          </div>
        </div>
      </Section>
    </div>
  );
}
