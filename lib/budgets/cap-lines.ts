import { appendAudit } from "@/lib/auth/audit";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { applyChange, lineWithoutRoom, roomOf, sharesReached } from "@/lib/budgets/rules";
import type { Change } from "@/lib/budgets/rules";
import { inDollars } from "@/lib/budgets/schema";
import { raiseAlerts, workspaceOf, writeTotals } from "@/lib/budgets/store";
import type { CapLine } from "@/lib/budgets/store";

const describeLine = (line: CapLine): string =>
  [
    line.period === "month" ? `the budget of ${line.month}` : "the budget",
    line.arm === "" ? "" : ` of ${line.arm}`,
    line.campaignId === "" ? "" : " of this campaign",
  ].join("");

/** @throws AppError refused where money would be spent that no budget covers */
export const refuseUncovered = (lines: readonly CapLine[], arm: string): void => {
  if (lines.length === 0)
    throw new AppError("refused", { userMessage: `No budget covers money for ${arm}. Set one first; nothing was spent.` });
};

/** @throws AppError refused where a line has no room for the amount, or where money would be spent that no budget covers */
export const refuseWithoutRoom = (lines: readonly CapLine[], { arm, amountMicros }: { arm: string; amountMicros: bigint }): void => {
  if (amountMicros > 0n) refuseUncovered(lines, arm);
  const full = lines.find(({ id }) => id === lineWithoutRoom(lines, amountMicros)?.id);
  if (full)
    throw new AppError("refused", {
      userMessage: `${inDollars(Number(amountMicros))} are needed and ${describeLine(full)} has ${inDollars(Number(roomOf(full)))} left of ${inDollars(Number(full.capMicros))}. Nothing was spent; raise the budget to go on.`,
    });
};

/** Writes a change to every cap that covers it, and the alerts that it sets off, which the audit log and its webhooks tell too. */
export const changeLines = async (tx: Tx, projectId: string, lines: readonly CapLine[], by: Change): Promise<void> => {
  const after = lines.map((line) => ({ ...line, ...applyChange(line, by) }));
  await writeTotals(tx, after);
  await alertOf(tx, projectId, lines, after);
};

/** Alerts of a cap that was set or changed: a share that it has reached at once, no spending reaches any more. */
export const alertOfCap = async (tx: Tx, projectId: string, line: CapLine): Promise<void> =>
  alertOf(tx, projectId, [{ ...line, reservedMicros: 0n, spentMicros: 0n }], [line]);

const alertOf = async (tx: Tx, projectId: string, before: readonly CapLine[], after: readonly CapLine[]): Promise<void> => {
  const reached = after.flatMap((line, index) =>
    sharesReached(before[index] ?? line, line, line.alertShares).map((share) => ({ budgetId: line.id, month: line.month, share })),
  );
  const raised = await raiseAlerts(tx, reached);
  if (raised.length === 0) return;
  const workspaceId = await workspaceOf(tx, projectId);
  for (const { budgetId, month, share } of raised) {
    const line = after.find(({ id }) => id === budgetId);
    if (!line) continue;
    const { campaignId, arm, capMicros, spentMicros, reservedMicros } = line;
    await appendAudit(
      tx,
      { kind: "system", workspaceId, name: "ledger" },
      {
        action: "budgets:spend",
        projectId,
        subjectId: budgetId,
        detail: {
          alert: share,
          campaignId,
          arm,
          month,
          capMicros: Number(capMicros),
          spentMicros: Number(spentMicros),
          promisedMicros: Number(reservedMicros),
        },
      },
    );
  }
};
