"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { accept } from "@/app/(workspace)/projects/[slug]/annotate/actions";
import { ReadingText } from "@/components/content/reading-text";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import type { Gate } from "@/lib/qualification/schema";

export function ConsentStep({ place, consent }: { place: { projectId: string; campaignId: string }; consent: Gate["consent"] }) {
  const router = useRouter();
  const [agreed, setAgreed] = useState(false);
  const [working, setWorking] = useState(false);
  const [refusal, setRefusal] = useState("");
  if (!consent) return <p>There is no text to agree to. Load the page again.</p>;
  return (
    <div className="grid gap-5">
      <div className="border-y border-rule py-4">
        <ReadingText text={consent.markdown} />
      </div>
      {refusal === "" ? null : <Callout tone="bad" live title={refusal} />}
      <Checkbox
        label="I have read this and agree to take part."
        description="You can stop at any time; what you have sent by then is kept."
        checked={agreed}
        onChange={(event) => setAgreed(event.target.checked)}
      />
      <div>
        <Button
          variant="primary"
          disabled={!agreed}
          loading={working}
          onClick={() => {
            setWorking(true);
            void accept({ ...place, version: consent.version }).then((result) => {
              setWorking(false);
              if (result.ok) router.refresh();
              else setRefusal(result.error);
            });
          }}
        >
          Agree and go on
        </Button>
      </div>
      <p className="text-12 text-ink-3">Version {consent.version} of this text.</p>
    </div>
  );
}
