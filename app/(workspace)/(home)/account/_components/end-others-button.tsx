"use client";

import { useTransition } from "react";
import { endOthers } from "@/app/(workspace)/(home)/account/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { notifyDone, notifyFailed } from "@/components/ui/toast";

export function EndOthersButton({ others }: { others: number }) {
  const [working, start] = useTransition();
  return (
    <Button
      loading={working}
      onClick={() =>
        start(async () => {
          const result = await settled(endOthers({}));
          if (result.ok)
            notifyDone(
              result.data.ended === 1 ? "The other browser is signed out." : `${result.data.ended} other browsers are signed out.`,
            );
          else notifyFailed(refusalOf(result));
        })
      }
    >
      {others === 1 ? "Sign the other browser out" : `Sign the ${others} other browsers out`}
    </Button>
  );
}
