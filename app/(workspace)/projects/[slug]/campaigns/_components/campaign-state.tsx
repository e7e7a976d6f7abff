import { StateText } from "@/components/ui/badge";
import type { CampaignView } from "@/lib/projects/schema";

/** A campaign's state in a word; only an open one hands out tasks. */
export function CampaignState({ state }: { state: CampaignView["state"] }) {
  return <StateText tone={state === "open" ? "good" : state === "archived" ? "quiet" : "neutral"}>{state}</StateText>;
}
