"use client";

import { sendAgain } from "@/app/(workspace)/projects/[slug]/settings/webhooks/actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { notifyDone, notifyFailed } from "@/components/ui/toast";

export function SendAgainButton(delivery: { slug: string; projectId: string; deliveryId: string }) {
  return (
    <Button
      onClick={async () => {
        const result = await settled(sendAgain(delivery));
        if (result.ok) notifyDone("It is sent again within seconds, under the same id.");
        else notifyFailed(refusalOf(result));
      }}
    >
      Send it again
    </Button>
  );
}
