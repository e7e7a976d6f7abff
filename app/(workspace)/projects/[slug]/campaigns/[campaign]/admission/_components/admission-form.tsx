"use client";

import { useState } from "react";
import { ProfileFields } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/admission/_components/profile-fields";
import { keepAdmission } from "@/app/(workspace)/projects/[slug]/campaigns/people-actions";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notifyDone } from "@/components/ui/toast";
import { admissionSchema } from "@/lib/qualification/schema";
import type { Admission } from "@/lib/qualification/schema";

export function AdmissionForm({ place, admission }: { place: { projectId: string; campaignId: string }; admission: Admission }) {
  const [consent, setConsent] = useState(admission.consent);
  const [profile, setProfile] = useState(admission.profile);
  const [qualify, setQualify] = useState(admission.qualification !== null);
  const [rules, setRules] = useState(() => {
    const { items, pass, attempts } = admission.qualification ?? { items: 5, pass: 4, attempts: 3 };
    return { items: String(items), pass: String(pass), attempts: String(attempts) };
  });
  const [refusal, setRefusal] = useState("");
  const [working, setWorking] = useState(false);

  async function save() {
    const read = admissionSchema.safeParse({
      consent,
      profile,
      qualification: qualify ? { items: Number(rules.items), pass: Number(rules.pass), attempts: Number(rules.attempts) } : null,
    });
    if (!read.success) return setRefusal(read.error.issues.map((issue) => issue.message).join(" "));
    setWorking(true);
    const result = await keepAdmission({ ...place, admission: read.data });
    setWorking(false);
    setRefusal(result.ok ? "" : result.error);
    if (result.ok) notifyDone("Kept. It holds from the next item that anybody asks for.");
  }

  return (
    <form
      noValidate
      aria-label="Before work"
      className="grid gap-4 border-t border-rule pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>Before the first item</h2>
      {refusal === "" ? null : <Callout tone="bad" live title={refusal} />}
      <Checkbox label="People agree to the text above" checked={consent} onChange={(event) => setConsent(event.target.checked)} />
      <ProfileFields fields={profile} onChange={setProfile} />
      <Checkbox
        label="People pass a qualification"
        description="Practice items with known answers; after each the expected answer and its explanation are shown."
        checked={qualify}
        onChange={(event) => setQualify(event.target.checked)}
      />
      {qualify ? (
        <div className="ml-6 grid grid-cols-3 gap-4 max-md:grid-cols-1">
          <Field label="Items" required>
            <Input
              type="number"
              min={1}
              max={50}
              value={rules.items}
              onChange={(event) => setRules({ ...rules, items: event.target.value })}
            />
          </Field>
          <Field label="Right answers needed" required>
            <Input
              type="number"
              min={1}
              max={50}
              value={rules.pass}
              onChange={(event) => setRules({ ...rules, pass: event.target.value })}
            />
          </Field>
          <Field label="Goes" required>
            <Input
              type="number"
              min={1}
              max={20}
              value={rules.attempts}
              onChange={(event) => setRules({ ...rules, attempts: event.target.value })}
            />
          </Field>
        </div>
      ) : null}
      <div>
        <Button type="submit" variant="primary" loading={working}>
          Save the changes
        </Button>
      </div>
    </form>
  );
}
