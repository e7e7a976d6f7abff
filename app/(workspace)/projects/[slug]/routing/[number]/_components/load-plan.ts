import { comparable } from "@/app/(workspace)/projects/[slug]/routing/_components/strategies-table";
import { pageData } from "@/lib/http/page-data";
import { getPlan, listPlans } from "@/lib/routing/get-plan";
import { mapPlan } from "@/lib/routing/map-plan";
import { measurePlan } from "@/lib/routing/measure-plan";
import type { PlanView } from "@/lib/routing/schema";

const shown = 20;

/** The decisions of a drawn plan, where they lie, and, once it is committed, what they brought. */
export const loadPlan = (projectId: string, plan: PlanView) =>
  pageData(async (actor) => {
    const asked = { projectId, number: plan.number };
    const [{ decisions, progress }, map, plans, measured] = await Promise.all([
      getPlan(actor, { ...asked, take: shown }),
      mapPlan(actor, asked),
      listPlans(actor, { projectId }),
      plan.state === "committed" ? measurePlan(actor, asked) : null,
    ]);
    return { decisions, progress, map, measured, beside: comparable(plans, plan) };
  });

export type LoadedPlan = Awaited<ReturnType<typeof loadPlan>>;
