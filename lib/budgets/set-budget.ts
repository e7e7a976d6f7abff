import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { inDollars, setBudgetSchema } from "@/lib/budgets/schema";
import type { SetBudget } from "@/lib/budgets/schema";
import { deleteBudget, dropAlertsBelow, findBudget, lockLedger, mostUsed, sumTotals, upsertBudget } from "@/lib/budgets/store";
import { getProject } from "@/lib/projects/get-project";

/**
 * Sets a cap, or changes the one of the same scope. It counts what was spent and promised before.
 * @throws AppError refused where more is spent and promised already: a cap always holds.
 */
export const setBudget = async (actor: Actor, input: SetBudget): Promise<{ budgetId: string }> => {
  await guard(actor, "budgets:edit", { projectId: input.projectId });
  const { projectId, campaignId, arm, period, capMicros, alertShares } = setBudgetSchema.parse(input);
  if (campaignId !== "") {
    const { campaigns } = await getProject(actor, { projectId });
    if (!campaigns.some(({ id }) => id === campaignId)) throw notFound("campaign");
  }
  return db().$transaction(async (tx) => {
    await lockLedger(tx, projectId);
    const key = { campaignId, arm, period };
    const before = await findBudget(tx, projectId, key);
    const budgetId = await upsertBudget(tx, projectId, key, { capMicros: BigInt(capMicros), alertShares }, actorUserId(actor));
    if (!before) await sumTotals(tx, projectId, budgetId);
    const used = await mostUsed(tx, budgetId);
    if (used > BigInt(capMicros))
      throw new AppError("refused", {
        userMessage: `${inDollars(Number(used))} are spent or promised already, so the budget cannot be ${inDollars(capMicros)}. Nothing was changed.`,
      });
    await dropAlertsBelow(tx, budgetId);
    const detail = { campaignId, arm, period, capMicros, before: before !== null };
    await appendAudit(tx, actor, { action: "budgets:edit", projectId, subjectId: budgetId, detail });
    return { budgetId };
  });
};

/** Takes a cap away. What was spent stays in the ledger. */
export const dropBudget = async (actor: Actor, input: { projectId: string; budgetId: string }): Promise<void> => {
  await guard(actor, "budgets:edit", { projectId: input.projectId });
  await db().$transaction(async (tx) => {
    await lockLedger(tx, input.projectId);
    if ((await deleteBudget(tx, input.projectId, input.budgetId)) === 0) throw notFound("budget");
    const { projectId, budgetId: subjectId } = input;
    await appendAudit(tx, actor, { action: "budgets:edit", projectId, subjectId, detail: { dropped: true } });
  });
};
