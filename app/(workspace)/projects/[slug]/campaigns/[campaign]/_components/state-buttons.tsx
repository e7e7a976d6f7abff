"use client";

import { useTransition } from "react";
import { setState } from "@/app/(workspace)/projects/[slug]/campaigns/actions";
import { dataOf, refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import type { CampaignView } from "@/lib/projects/schema";

type Target = "open" | "paused" | "archived";

const told: Record<Target, string> = {
  open: "The campaign is open: it hands out tasks.",
  paused: "The campaign is paused: it hands out nothing until it is opened again.",
  archived: "The campaign is archived.",
};

export function StateButtons({ projectId, campaign }: { projectId: string; campaign: CampaignView }) {
  const [working, start] = useTransition();
  const change = (state: Target) =>
    start(async () => {
      const result = await settled(setState({ projectId, campaignId: campaign.id, state }));
      if (result.ok) notifyDone(told[state]);
      else notifyFailed(refusalOf(result));
    });
  return (
    <>
      {campaign.state === "open" ? (
        <Button loading={working} onClick={() => change("paused")}>
          Pause
        </Button>
      ) : (
        <Button loading={working} onClick={() => change("open")}>
          Open
        </Button>
      )}
      {campaign.state === "archived" ? null : (
        <ConfirmDialog
          title={`Archive “${campaign.name}”?`}
          description="It hands out no more tasks. Its answers stay and go on counting. You can open it again at any time."
          confirmLabel="Archive the campaign"
          cancelLabel="Leave it"
          danger={false}
          trigger={<Button variant="quiet">Archive</Button>}
          onConfirm={async () => {
            await dataOf(setState({ projectId, campaignId: campaign.id, state: "archived" }));
            notifyDone(told.archived);
          }}
        />
      )}
    </>
  );
}
