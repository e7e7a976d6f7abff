"use client";

import { useState } from "react";
import { keepRules } from "@/app/(workspace)/projects/[slug]/campaigns/people-actions";
import { KeptForm } from "@/components/forms/kept-form";
import { NumberField } from "@/components/ui/number-field";
import { qualityRulesSchema } from "@/lib/quality/schema";
import type { QualityRules } from "@/lib/quality/schema";

const shown = (share: number | null): string => (share === null ? "" : String(Math.round(share * 100)));
const readShare = (text: string): number | null => (text.trim() === "" ? null : Number(text) / 100);

const steps = [
  ["warnBelow", "Tell them below, per cent", "A friendly word at the desk; work goes on."],
  ["retrainBelow", "Back to practice below", "The practice items are asked again; without a qualification it is a word as above."],
  ["pauseBelow", "Rest below", "No more work until a researcher lets the person go on."],
] as const;

export function RulesForm({ place, rules }: { place: { projectId: string; campaignId: string }; rules: QualityRules }) {
  const [texts, setTexts] = useState({
    window: String(rules.window),
    atLeast: String(rules.atLeast),
    warnBelow: shown(rules.warnBelow),
    retrainBelow: shown(rules.retrainBelow),
    pauseBelow: shown(rules.pauseBelow),
  });
  const set = (name: keyof typeof texts) => (value: string) => setTexts({ ...texts, [name]: value });

  return (
    <KeptForm
      label="While working"
      className="grid gap-4 border-t border-rule pt-4"
      heading={
        <div>
          <h2>While working</h2>
          <p className="mt-1 text-ink-2">
            Known answers are planted among the items at the share set under Settings. What follows when a person misses many of the newest
            ones:
          </p>
        </div>
      }
      schema={qualityRulesSchema}
      read={() => ({
        window: Number(texts.window),
        atLeast: Number(texts.atLeast),
        warnBelow: readShare(texts.warnBelow),
        retrainBelow: readShare(texts.retrainBelow),
        pauseBelow: readShare(texts.pauseBelow),
      })}
      keep={(read) => keepRules({ ...place, rules: read })}
      done={() => "Kept. It holds from the next known answer on."}
      submit="Save the rules"
    >
      <div className="grid grid-cols-2 items-start gap-4 max-md:grid-cols-1">
        <NumberField label="Newest known answers looked at" required min={3} max={200} value={texts.window} onChange={set("window")} />
        <NumberField
          label="Nothing is done before"
          required
          description="So many known answers at least."
          min={1}
          max={200}
          value={texts.atLeast}
          onChange={set("atLeast")}
        />
      </div>
      <div className="grid grid-cols-3 items-start gap-4 max-md:grid-cols-1">
        {steps.map(([name, label, description]) => (
          <NumberField
            key={name}
            label={label}
            description={description}
            min={0}
            max={100}
            placeholder="never"
            value={texts[name]}
            onChange={set(name)}
          />
        ))}
      </div>
    </KeptForm>
  );
}
