import { comparable } from "@/app/(workspace)/projects/[slug]/routing/_components/strategies-table";
import { pageData } from "@/lib/http/page-data";
import { findCommitJob } from "@/lib/routing/find-commit-job";
import { getPlan, listPlans } from "@/lib/routing/get-plan";
import { mapPlan } from "@/lib/routing/map-plan";
import { measurePlan } from "@/lib/routing/measure-plan";
import type { PlanView } from "@/lib/routing/schema";

const shown = 20;

/** The decisions of a drawn plan, where they lie, and, once it is committed, what they brought. */
export const loadPlan = (projectId: string, plan: PlanView) =>
  pageData(async (actor) => {
    const asked = { projectId, number: plan.number };
    const [{ decisions, progress }, map, plans, measured, committing] = await Promise.all([
      getPlan(actor, { ...asked, take: shown }),
      mapPlan(actor, asked),
      listPlans(actor, { projectId }),
      plan.state === "committed" ? measurePlan(actor, asked) : null,
      findCommitJob(actor, { projectId, planId: plan.id }),
    ]);
    return { decisions, progress, map, measured, committing, beside: comparable(plans, plan) };
  });

export type LoadedPlan = Awaited<ReturnType<typeof loadPlan>>;
