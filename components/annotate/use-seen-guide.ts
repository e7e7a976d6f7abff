import { useEffect } from "react";
import type { DeskCampaign } from "@/components/annotate/desk-campaign";
import { useDeskSettings } from "@/components/annotate/desk-settings";

/** The older guide that this person has worked by, null where they know the newest. The first one that is met needs no news. */
export function useSeenGuide({ id, guideVersion }: DeskCampaign): { older: number | null; read: () => void } {
  const { change, seenGuides } = useDeskSettings();
  const seen = seenGuides[id] ?? null;
  useEffect(() => {
    if (seen === null) change({ seenGuides: { ...seenGuides, [id]: guideVersion } });
  }, [seen, change, seenGuides, id, guideVersion]);
  return {
    older: seen !== null && seen < guideVersion ? seen : null,
    read: () => change({ seenGuides: { ...seenGuides, [id]: guideVersion } }),
  };
}
