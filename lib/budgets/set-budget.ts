import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { alertOfCap } from "@/lib/budgets/cap-lines";
import { defaultAlertShares, inDollars, setBudgetSchema } from "@/lib/budgets/schema";
import type { SetBudget } from "@/lib/budgets/schema";
import {
  coveringLines,
  deleteBudget,
  dropAlertsBelow,
  findBudget,
  judgeArms,
  lockLedger,
  sumTotals,
  upsertBudget,
} from "@/lib/budgets/store";
import { getProject } from "@/lib/projects/get-project";

const mostNamed = 10;

/** A cap before it is set; null where there is none. */
export type StoredCap = { capMicros: number | null };

/** A cap on a name that was misspelt would hold nothing back. */
const checkArm = async (tx: Tx, projectId: string, arm: string): Promise<void> => {
  if (arm === "" || arm === "human") return;
  const known = await judgeArms(tx, projectId);
  if (known.includes(arm)) return;
  const judges =
    known.length === 0
      ? ". There is no judge yet: add it first"
      : `, ${known.slice(0, mostNamed).join(", ")}${known.length > mostNamed ? " …" : ""}`;
  throw new AppError("not_found", { userMessage: `Nothing is spent on “${arm}” in this project. There is human${judges}.` });
};

/**
 * Sets a cap, or changes the one of the same scope. It counts what was spent and promised before.
 * Alerts that are not given stay as they are.
 * @param unlessSeen throws where the cap of the same scope is not what the form showed
 * @throws AppError not_found where the project has no such arm, refused where more is spent and promised already: a cap always holds. Of a month's, months gone by had another one.
 */
export const setBudget = async (
  actor: Actor,
  input: SetBudget,
  unlessSeen: (stored: StoredCap) => void = () => {},
): Promise<{ budgetId: string }> => {
  await guard(actor, "budgets:edit", { projectId: input.projectId });
  const { projectId, campaignId, arm, period, capMicros, alertShares } = setBudgetSchema.parse(input);
  if (campaignId !== "") {
    const { campaigns } = await getProject(actor, { projectId });
    if (!campaigns.some(({ id }) => id === campaignId)) throw notFound("campaign");
  }
  return db().$transaction(async (tx) => {
    await checkArm(tx, projectId, arm);
    const { month } = await lockLedger(tx, projectId);
    const key = { campaignId, arm, period };
    const before = await findBudget(tx, projectId, key);
    unlessSeen({ capMicros: before ? Number(before.capMicros) : null });
    const alerts = alertShares ?? before?.alertShares ?? defaultAlertShares;
    const budgetId = await upsertBudget(tx, projectId, key, { capMicros: BigInt(capMicros), alertShares: alerts }, actorUserId(actor));
    if (!before) await sumTotals(tx, projectId, budgetId);
    const line = (await coveringLines(tx, projectId, { campaignId, arm, month })).find(({ id }) => id === budgetId);
    const used = line ? line.reservedMicros + line.spentMicros : 0n;
    if (used > BigInt(capMicros))
      throw new AppError("refused", {
        userMessage: `${inDollars(Number(used))} are spent or promised already${period === "month" ? " this month" : ""}, so the budget cannot be ${inDollars(capMicros)}. Nothing was changed.`,
      });
    await dropAlertsBelow(tx, budgetId);
    if (line) await alertOfCap(tx, projectId, line);
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
