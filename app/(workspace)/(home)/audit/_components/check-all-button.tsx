"use client";

import { useTransition } from "react";
import { checkAll } from "@/app/(workspace)/(home)/audit/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { counted } from "@/components/ui/figure-format";
import { notifyDone, notifyFailed } from "@/components/ui/toast";

/** Recomputes every block anew, whatever was found before. */
export function CheckAllButton() {
  const [working, start] = useTransition();
  return (
    <Button
      size="sm"
      loading={working}
      onClick={() =>
        start(async () => {
          const result = await settled(checkAll({}));
          if (result.ok) notifyDone(`${counted(result.data.checked, "entry", "entries")} recomputed.`);
          else notifyFailed(refusalOf(result));
        })
      }
    >
      Check all
    </Button>
  );
}
