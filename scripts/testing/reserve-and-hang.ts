import { systemActor } from "@/lib/auth/ensure-workspace";
import { reserve } from "@/lib/budgets/reserve";

// A holder of money that is killed in the middle of things: reserves as fast as it can, says each, and never settles.

const [projectId = "", campaignId = "", name = ""] = (process.env["RESERVE_FOR"] ?? "").split(" ");
const actor = await systemActor("holder");
for (let turn = 0; ; turn += 1) {
  const input = { projectId, campaignId, arm: "lm:mock", amountMicros: 10n, holdSeconds: 2, onExpiry: "assume" as const };
  await reserve(actor, { ...input, idemKey: `${name} ${turn}` });
  process.send?.(turn);
}
