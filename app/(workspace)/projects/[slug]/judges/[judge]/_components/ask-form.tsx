"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { ask } from "@/app/(workspace)/projects/[slug]/judges/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import type { AskScope } from "@/lib/judges/schema";

/** Which tasks a judge is asked about. Known answers first: they say what its labels are worth. */
export function AskForm(props: {
  slug: string;
  projectId: string;
  judgeId: string;
  campaigns: { id: string; name: string }[];
  plans: number[];
}) {
  const { slug, projectId, judgeId, campaigns, plans } = props;
  const router = useRouter();
  const [form, setForm] = useState({ campaignId: campaigns[0]?.id ?? "", tasks: "known", limit: "", again: false });
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const set = (next: Partial<typeof form>) => setForm({ ...form, ...next });
  const scope = (): AskScope => {
    const plan = plans.find((number) => form.tasks === `plan ${number}`);
    if (plan !== undefined) return { tasks: "plan", plan };
    return { tasks: form.tasks === "all" || form.tasks === "people" ? form.tasks : "known" };
  };
  const submit = () =>
    start(async () => {
      const limit = form.limit === "" ? null : Number(form.limit);
      const result = await settled(
        ask({ slug, projectId, judgeId, campaignId: form.campaignId, scope: scope(), again: form.again, limit }),
      );
      setProblem(result.ok ? null : refusalOf(result));
      if (result.ok) router.refresh();
    });
  return (
    <form
      aria-label="Ask the judge"
      className="grid max-w-[440px] gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {campaigns.length > 1 ? (
        <Field label="Campaign" required>
          <Select value={form.campaignId} onChange={(event) => set({ campaignId: event.currentTarget.value })}>
            {campaigns.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      <Field label="Asked about" required>
        <Select value={form.tasks} onChange={(event) => set({ tasks: event.currentTarget.value })}>
          <option value="known">tasks with a known answer</option>
          <option value="people">tasks that people have answered</option>
          {plans.map((number) => (
            <option key={number} value={`plan ${number}`}>
              its share of plan {number}
            </option>
          ))}
          <option value="all">all tasks</option>
        </Select>
      </Field>
      <NumberField label="Tasks, at most" min={1} value={form.limit} onChange={(limit) => set({ limit })} />
      <Checkbox
        label="Ask again"
        description="Also about tasks that it answered before, in an earlier version or an import; the new answer takes the old one’s place."
        checked={form.again}
        onChange={(event) => set({ again: event.currentTarget.checked })}
      />
      {problem ? <Callout tone="bad" live title={problem} /> : null}
      <Button type="submit" variant="primary" loading={pending}>
        Ask the judge
      </Button>
    </form>
  );
}
