import { StateText } from "@/components/ui/badge";
import type { PlanView } from "@/lib/routing/schema";

export function PlanState({ plan }: { plan: Pick<PlanView, "state" | "outlook" | "committedAt"> }) {
  if (plan.state === "committed") return <StateText tone="good">committed</StateText>;
  if (plan.state === "dropped") return <StateText tone="quiet">{plan.committedAt === null ? "dropped" : "stopped"}</StateText>;
  return <StateText tone="neutral">{plan.outlook.rehearsal ? "rehearsal" : "drawn"}</StateText>;
}
