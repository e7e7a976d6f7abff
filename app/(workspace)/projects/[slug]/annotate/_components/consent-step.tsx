"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { accept } from "@/app/(workspace)/projects/[slug]/annotate/actions";
import { useSaid } from "@/components/annotate/desk-words";
import { refusalOf, settled } from "@/components/forms/settled";
import { ReadingText } from "@/components/content/reading-text";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import type { Gate } from "@/lib/qualification/schema";

export function ConsentStep({ place, consent }: { place: { projectId: string; campaignId: string }; consent: Gate["consent"] }) {
  const t = useTranslations("gate.consent");
  const said = useSaid();
  const router = useRouter();
  const [agreed, setAgreed] = useState(false);
  const [working, setWorking] = useState(false);
  const [refusal, setRefusal] = useState("");
  if (!consent) return <p>{t("none")}</p>;
  return (
    <div className="grid gap-5">
      <div className="border-y border-rule py-4">
        <ReadingText text={consent.markdown} />
      </div>
      {refusal === "" ? null : <Callout tone="bad" live title={said(refusal)} />}
      <Checkbox label={t("agree")} description={t("stop")} checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
      <div>
        <Button
          variant="primary"
          disabled={!agreed}
          loading={working}
          onClick={() => {
            setWorking(true);
            void settled(accept({ ...place, version: consent.version })).then((result) => {
              setWorking(false);
              if (result.ok) router.refresh();
              else setRefusal(refusalOf(result));
            });
          }}
        >
          {t("go")}
        </Button>
      </div>
      <p className="text-12 text-ink-3">{t("version", { version: consent.version })}</p>
    </div>
  );
}
