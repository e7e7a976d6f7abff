import { StateText } from "@/components/ui/badge";
import type { DeliveryView } from "@/lib/webhooks/schema";

export function DeliveryState({ delivery: { state, attempts } }: { delivery: DeliveryView }) {
  if (state === "failed") return <StateText tone="bad">failed</StateText>;
  if (state === "sent") return <StateText>sent</StateText>;
  return <StateText tone="quiet">{attempts === 0 ? "waiting" : "tried again later"}</StateText>;
}
