"use client";

import { useState } from "react";
import { keepRules } from "@/app/(workspace)/projects/[slug]/campaigns/people-actions";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notifyDone } from "@/components/ui/toast";
import { qualityRulesSchema } from "@/lib/quality/schema";
import type { QualityRules } from "@/lib/quality/schema";

const shown = (share: number | null): string => (share === null ? "" : String(Math.round(share * 100)));
const read = (text: string): number | null => (text.trim() === "" ? null : Number(text) / 100);

const steps = [
  ["warnBelow", "Tell the person below, per cent", "A friendly word at the desk; work goes on."],
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
  const [refusal, setRefusal] = useState("");
  const [working, setWorking] = useState(false);
  const set = (name: keyof typeof texts) => (event: { target: { value: string } }) => setTexts({ ...texts, [name]: event.target.value });

  async function save() {
    const parsed = qualityRulesSchema.safeParse({
      window: Number(texts.window),
      atLeast: Number(texts.atLeast),
      warnBelow: read(texts.warnBelow),
      retrainBelow: read(texts.retrainBelow),
      pauseBelow: read(texts.pauseBelow),
    });
    if (!parsed.success) return setRefusal(parsed.error.issues.map((issue) => issue.message).join(" "));
    setWorking(true);
    const result = await keepRules({ ...place, rules: parsed.data });
    setWorking(false);
    setRefusal(result.ok ? "" : result.error);
    if (result.ok) notifyDone("Kept. It holds from the next known answer on.");
  }

  return (
    <form
      noValidate
      aria-label="While working"
      className="grid gap-4 border-t border-rule pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div>
        <h2>While working</h2>
        <p className="mt-1 text-ink-2">
          Known answers are planted among the items at the share set under Settings. What follows when a person misses many of the newest
          ones:
        </p>
      </div>
      {refusal === "" ? null : <Callout tone="bad" live title={refusal} />}
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <Field label="Newest known answers looked at" required>
          <Input type="number" min={3} max={200} value={texts.window} onChange={set("window")} />
        </Field>
        <Field label="Nothing is done before" required description="So many known answers at least.">
          <Input type="number" min={1} max={200} value={texts.atLeast} onChange={set("atLeast")} />
        </Field>
      </div>
      <div className="grid grid-cols-3 items-start gap-4 max-md:grid-cols-1">
        {steps.map(([name, label, description]) => (
          <Field key={name} label={label} description={description}>
            <Input type="number" min={0} max={100} placeholder="never" value={texts[name]} onChange={set(name)} />
          </Field>
        ))}
      </div>
      <div>
        <Button type="submit" variant="primary" loading={working}>
          Save the rules
        </Button>
      </div>
    </form>
  );
}
