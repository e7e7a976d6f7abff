import { drawPlan, settlePlan } from "@/lib/routing/plan-routes";
import type { Handler } from "@/workers/handler";

export const planRoutesHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const { number, items, humanItems } = await drawPlan(actor, { projectId, planId: subjectId }, { signal, report });
    return `Plan ${number}: ${humanItems.toLocaleString("en")} of ${items.toLocaleString("en")} items go to people`;
  },
  settle: settlePlan,
};
