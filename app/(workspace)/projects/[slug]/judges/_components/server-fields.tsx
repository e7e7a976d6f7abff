"use client";

import type { JudgeValues } from "@/app/(workspace)/projects/[slug]/judges/_components/form-values";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";

/** Where a server is, what it costs, and how it is asked. */
export function ServerFields({
  values,
  set,
  keyEnding,
  wrong,
}: {
  values: JudgeValues;
  set: (next: Partial<JudgeValues>) => void;
  keyEnding: string | null;
  /** what the server refused of a setting */
  wrong: (setting: string) => string | undefined;
}) {
  return (
    <>
      <Field
        label="Server"
        required
        error={wrong("url")}
        description="Up to and with its version, such as https://api.example.com/v1. An operator lists the hosts that may be called."
      >
        <Input type="url" value={values.url} onChange={(event) => set({ url: event.currentTarget.value })} />
      </Field>
      <div className="grid grid-cols-2 items-start gap-3">
        <Field label="Model" required error={wrong("model")}>
          <Input value={values.model} onChange={(event) => set({ model: event.currentTarget.value })} />
        </Field>
        <Field
          label="Key"
          error={wrong("key")}
          description={
            keyEnding === null
              ? "Stored encrypted, never shown again."
              : `One that ends in ${keyEnding} is stored; it stays unless another is given.`
          }
        >
          <Input type="password" autoComplete="off" value={values.key} onChange={(event) => set({ key: event.currentTarget.value })} />
        </Field>
        <NumberField
          label="Prompt, $ a million tokens"
          required
          min={0}
          step="any"
          error={wrong("promptPriceMicros")}
          value={values.promptPrice}
          onChange={(promptPrice) => set({ promptPrice })}
        />
        <NumberField
          label="Answer, $ a million tokens"
          required
          min={0}
          step="any"
          error={wrong("completionPriceMicros")}
          value={values.completionPrice}
          onChange={(completionPrice) => set({ completionPrice })}
        />
        <Field label="Orders" required className="max-md:col-span-2">
          <Select value={values.orders} onChange={(event) => set({ orders: event.currentTarget.value === "one" ? "one" : "both" })}>
            <option value="both">both orders of each pair</option>
            <option value="one">one, drawn for each task</option>
          </Select>
        </Field>
        <NumberField
          label="Samples of each question"
          required
          min={1}
          max={20}
          error={wrong("samples")}
          value={values.samples}
          onChange={(samples) => set({ samples })}
        />
        <NumberField
          label="Temperature"
          required
          min={0}
          max={2}
          step="any"
          error={wrong("temperature")}
          value={values.temperature}
          onChange={(temperature) => set({ temperature })}
        />
        <NumberField
          label="Longest answer, tokens"
          required
          min={1}
          error={wrong("maxTokens")}
          value={values.maxTokens}
          onChange={(maxTokens) => set({ maxTokens })}
        />
        <NumberField
          label="Questions at once"
          required
          min={1}
          max={64}
          error={wrong("concurrency")}
          value={values.concurrency}
          onChange={(concurrency) => set({ concurrency })}
        />
        <NumberField
          label="Questions a minute, at most"
          className="max-md:col-span-2"
          min={1}
          error={wrong("requestsPerMinute")}
          value={values.requestsPerMinute}
          onChange={(requestsPerMinute) => set({ requestsPerMinute })}
        />
      </div>
      <Checkbox
        checked={values.logProbabilities}
        onChange={(event) => set({ logProbabilities: event.currentTarget.checked })}
        label="Ask for log-probabilities"
      />
    </>
  );
}
