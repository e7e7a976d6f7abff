import { once } from "node:events";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { readBudgets } from "@/lib/budgets/read-budgets";
import { exportLedger, readLedger } from "@/lib/budgets/read-ledger";
import { reserve, settle, sweepReservations } from "@/lib/budgets/reserve";
import { dropBudget, setBudget } from "@/lib/budgets/set-budget";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { forkScript } from "@/lib/fork-script";
import { addJudge } from "@/lib/judges/add-judge";
import { createProject } from "@/lib/projects/create-project";
import { verifyInvariants } from "@/lib/verify/verify-invariants";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();
let actor: Actor;
let made = 0;

beforeAll(async () => {
  actor = await systemActor("test");
});

const place = async (): Promise<{ projectId: string; campaignId: string }> => {
  made += 1;
  const { project, campaign } = await createProject(actor, { name: `Ledger ${made}`, kind: "pairwise" });
  await addJudge(actor, { projectId: project.id, name: "mock", settings: { provider: "reward-model" } });
  return { projectId: project.id, campaignId: campaign.id };
};

type Place = Awaited<ReturnType<typeof place>>;
const ask = (where: Place, amountMicros: bigint, idemKey: string, more: { arm?: string; holdSeconds?: number } = {}) =>
  reserve(actor, { ...where, arm: "lm:mock", holdSeconds: 600, onExpiry: "release", ...more, amountMicros, idemKey });

const totals = async (projectId: string) =>
  (await db().budgetTotal.findMany({ where: { budget: { projectId } }, orderBy: [{ budgetId: "asc" }, { month: "asc" }] })).map(
    ({ reservedMicros, spentMicros }) => ({ reserved: Number(reservedMicros), spent: Number(spentMicros) }),
  );

const moneyHolds = async (): Promise<void> => {
  const money = (await verifyInvariants(actor)).find(({ id }) => id === "I9");
  expect(money).toMatchObject({ ok: true, examples: [] });
};

describe("the ledger", () => {
  it("promises, settles and releases against every budget that covers it", async () => {
    const where = await place();
    await expect(ask(where, 1n, "early")).rejects.toThrow(/No budget covers/);
    expect(await ask(where, 0n, "free")).toMatchObject({ state: "open" });
    await setBudget(actor, { projectId: where.projectId, capMicros: 100 });
    await setBudget(actor, { ...where, arm: "lm:mock", period: "month", capMicros: 60 });
    await setBudget(actor, { ...where, arm: "human", capMicros: 1 });
    const first = await ask(where, 50n, "a");
    await expect(ask(where, 11n, "b")).rejects.toMatchObject({ code: "refused" });
    await settle(actor, { projectId: where.projectId, reservationId: first.id, outcome: { kind: "settle", billedMicros: 20n } });
    const second = await ask(where, 40n, "b");
    expect((await totals(where.projectId)).filter(({ spent }) => spent > 0)).toEqual([
      { reserved: 40, spent: 20 },
      { reserved: 40, spent: 20 },
    ]);
    await settle(actor, { projectId: where.projectId, reservationId: second.id, outcome: { kind: "release" } });
    await expect(ask(where, 81n, "c", { arm: "lm:other" })).rejects.toThrow(/\$0.00008 left of \$0.0001/);
    await moneyHolds();
  });

  it("answers the same key with the same reservation, and closes it once", async () => {
    const where = await place();
    await setBudget(actor, { projectId: where.projectId, capMicros: 100 });
    const all = await Promise.all(Array.from({ length: 12 }, () => ask(where, 30n, "same")));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    await expect(ask(where, 31n, "same")).rejects.toMatchObject({ code: "conflict" });
    const reservationId = all[0]?.id ?? "";
    const ends = [
      { kind: "settle", billedMicros: 7n },
      { kind: "release" },
      { kind: "assume" },
      { kind: "settle", billedMicros: 9n },
    ] as const;
    const closed = await Promise.all(ends.map((outcome) => settle(actor, { projectId: where.projectId, reservationId, outcome })));
    expect(new Set(closed.map(({ state, settledMicros }) => `${state} ${settledMicros}`)).size).toBe(1);
    expect(await db().budgetEntry.count({ where: { reservationId } })).toBe(2);
    await moneyHolds();
  });

  it("holds its caps against 64 reservers at once, to the unit", async () => {
    const where = await place();
    await setBudget(actor, { projectId: where.projectId, capMicros: 500 });
    await setBudget(actor, { ...where, arm: "lm:mock", capMicros: 350 });
    const worker = async (index: number): Promise<number> => {
      let spent = 0;
      for (let turn = 0; turn < 2; turn += 1) {
        const arm = index % 2 ? "lm:mock" : "lm:other";
        try {
          const held = await ask(where, BigInt(5 + (index % 7)), `${index} ${turn}`, { arm });
          const closed = await settle(actor, {
            projectId: where.projectId,
            reservationId: held.id,
            outcome: (index + turn) % 8 === 7 ? { kind: "release" } : { kind: "settle", billedMicros: BigInt(4 + (index % 9)) },
          });
          spent += Number(closed.settledMicros);
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== "refused") throw error;
        }
      }
      return spent;
    };
    const spent = (await Promise.all(Array.from({ length: 64 }, (_, index) => worker(index)))).reduce((sum, one) => sum + one, 0);
    const [whole] = await db().budget.findMany({ where: { projectId: where.projectId, arm: "" }, select: { totals: true } });
    expect(Number(whole?.totals[0]?.spentMicros)).toBe(spent);
    expect(spent).toBeGreaterThan(470);
    expect(spent).toBeLessThanOrEqual(500);
    expect(Number(whole?.totals[0]?.reservedMicros)).toBe(0);
    await moneyHolds();
  });

  it("follows the rules in random sequences, as a model of them does", async () => {
    const step = fc.record({
      amount: fc.integer({ min: 0, max: 40 }),
      end: fc.constantFrom("keep", "settle", "release", "assume", "more"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const where = await place();
        await setBudget(actor, { projectId: where.projectId, capMicros: 100 });
        let [reserved, spent] = [0, 0];
        for (const [turn, { amount, end }] of steps.entries()) {
          const held = await ask(where, BigInt(amount), String(turn)).catch(() => null);
          expect(held !== null).toBe(reserved + spent + amount <= 100);
          if (!held) continue;
          reserved += amount;
          if (end === "keep") continue;
          const billed = end === "more" ? amount + 9 : Math.floor(amount / 2);
          const outcome =
            end === "release" || end === "assume" ? { kind: end } : ({ kind: "settle", billedMicros: BigInt(billed) } as const);
          const room = 100 - reserved - spent;
          await settle(actor, { projectId: where.projectId, reservationId: held.id, outcome });
          reserved -= amount;
          spent += end === "release" ? 0 : end === "assume" ? amount : Math.min(billed, amount + room);
        }
        const [now = { reserved: 0, spent: 0 }] = await totals(where.projectId);
        expect(now).toEqual({ reserved, spent });
      }),
      { numRuns: 15, seed: 11 },
    );
    await moneyHolds();
  });

  it("balances whatever is done at once: promises, bills, expiries and sweeps of the same money while its caps are changed", async () => {
    const where = await place();
    const { projectId } = where;
    const key = { projectId, capMicros: 300 };
    await setBudget(actor, key);
    await setBudget(actor, { ...where, arm: "lm:mock", period: "month", capMicros: 200 });
    const opened = await Promise.all(Array.from({ length: 8 }, (_, n) => ask(where, 10n, `first ${n}`)));
    await db()
      .$executeRaw`update budget_reservation set expires_at = now() - interval '1 second', on_expiry = case when amount_micros % 20 = 0 then 'release' else 'assume' end
      where id = any(${opened.slice(0, 4).map(({ id }) => id)})`;
    const outcomes = [
      { kind: "release" },
      { kind: "assume" },
      { kind: "settle", billedMicros: 25n },
      { kind: "settle", billedMicros: 0n },
    ] as const;
    const acts = [
      // Each promise is closed by three at once, of whom one counts; half of them by two sweeps as well.
      ...opened.flatMap(({ id }, n) =>
        [0, 1, 2].map((more) => settle(actor, { projectId, reservationId: id, outcome: outcomes[(n + more) % 4] ?? outcomes[0] })),
      ),
      sweepReservations(),
      sweepReservations(),
      ...[120, 0, 400, 300].map((capMicros) => setBudget(actor, { ...key, capMicros })),
      ...Array.from({ length: 12 }, (_, n) => ask(where, BigInt(n), `second ${n % 9}`)),
    ];
    const results = await Promise.allSettled(acts);
    // Refusals are words; a deadlock or a broken rule of the database would be a fault.
    for (const result of results) if (result.status === "rejected") expect(result.reason).toBeInstanceOf(AppError);
    expect(
      await db().budgetEntry.count({ where: { projectId, kind: { not: "reserve" }, reservationId: { in: opened.map(({ id }) => id) } } }),
    ).toBe(8);
    const caps = await db().budget.findMany({
      where: { projectId },
      select: { capMicros: true, totals: { select: { reservedMicros: true, spentMicros: true } } },
    });
    for (const {
      capMicros,
      totals: [total],
    } of caps)
      expect((total?.reservedMicros ?? 0n) + (total?.spentMicros ?? 0n)).toBeLessThanOrEqual(capMicros);
    await moneyHolds();
    // A cap of exactly nothing lets through what costs nothing, and no unit.
    const free = await place();
    await setBudget(actor, { projectId: free.projectId, capMicros: 0 });
    expect(await ask(free, 0n, "free")).toMatchObject({ state: "open" });
    await expect(ask(free, 1n, "one")).rejects.toMatchObject({ code: "refused" });
  });

  it("loses no promise to a killed process: the sweep ends it by the database's clock", async () => {
    const where = await place();
    await setBudget(actor, { projectId: where.projectId, capMicros: 100_000 });
    process.env["RESERVE_FOR"] = `${where.projectId} ${where.campaignId} holder`;
    const holder = forkScript("scripts/testing/reserve-and-hang.ts", { maxHeapMb: 512 });
    await once(holder, "message");
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const count = await db().budgetReservation.count({ where: { projectId: where.projectId } });
    expect(count).toBeGreaterThanOrEqual(1);
    await moneyHolds();
    await db()
      .$executeRaw`update budget_reservation set expires_at = clock_timestamp() - interval '1 second' where project_id = ${where.projectId}`;
    const swept = await Promise.all([sweepReservations(), sweepReservations()]);
    expect(swept.reduce((sum, one) => sum + one, 0)).toBe(count);
    expect(await totals(where.projectId)).toEqual([{ reserved: 0, spent: 10 * count }]);
    await moneyHolds();
  });

  it("ends what ran out though one that ran out before cannot be ended", async () => {
    const [broken, whole] = [await place(), await place()];
    for (const { projectId } of [broken, whole]) await setBudget(actor, { projectId, capMicros: 100 });
    await ask(broken, 10n, "first");
    await ask(whole, 10n, "second");
    const rule = "budget_entry add constraint spoilt check (kind <> 'release' or project_id <> '";
    await db().$executeRawUnsafe(`alter table ${rule}${broken.projectId}') not valid`);
    await db().$executeRaw`
      update budget_reservation set expires_at = clock_timestamp() - case when project_id = ${broken.projectId} then 2 else 1 end * interval '1 second'
      where project_id in (${broken.projectId}, ${whole.projectId})`;
    expect(await sweepReservations()).toBe(1);
    expect(await totals(whole.projectId)).toEqual([{ reserved: 0, spent: 0 }]);
    await db().$executeRaw`alter table budget_entry drop constraint spoilt`;
    expect(await sweepReservations()).toBe(1);
    await moneyHolds();
  });

  it("refuses a cap below what is spent, counts what was spent before, and forgets nothing where one is dropped", async () => {
    const where = await place();
    const { budgetId } = await setBudget(actor, { projectId: where.projectId, capMicros: 100 });
    const held = await ask(where, 80n, "a");
    await settle(actor, { projectId: where.projectId, reservationId: held.id, outcome: { kind: "assume" } });
    await expect(setBudget(actor, { projectId: where.projectId, capMicros: 79 })).rejects.toMatchObject({ code: "refused" });
    await expect(setBudget(actor, { ...where, capMicros: 79 })).rejects.toMatchObject({ code: "refused" });
    await setBudget(actor, { projectId: where.projectId, capMicros: 80 });
    await expect(ask(where, 1n, "b")).rejects.toMatchObject({ code: "refused" });
    // Two by what was spent, and the last by the cap that is nothing more than that.
    expect(await db().budgetAlert.count({ where: { budgetId } })).toBe(3);
    await dropBudget(actor, { projectId: where.projectId, budgetId });
    expect(await db().budgetEntry.count({ where: { projectId: where.projectId } })).toBe(2);
    await moneyHolds();
  });

  it("keeps a promise in the month in which it was made, and a cap that was lowered meanwhile holds", async () => {
    const where = await place();
    const { projectId } = where;
    await setBudget(actor, { projectId, period: "month", capMicros: 100 });
    const held = await ask(where, 90n, "before midnight");
    // The database's month turns while the question is out.
    await db().$executeRaw`update budget_reservation set month = '2020-01' where project_id = ${projectId}`;
    await db().$executeRaw`update budget_entry set month = '2020-01' where project_id = ${projectId}`;
    await db()
      .$executeRaw`update budget_total set month = '2020-01' where budget_id in (select id from budget where project_id = ${projectId})`;
    const next = await ask(where, 100n, "after midnight");
    const bill = { kind: "settle", billedMicros: 95n } as const;
    expect(await settle(actor, { projectId, reservationId: held.id, outcome: bill })).toMatchObject({ settledMicros: 95n });
    expect(await totals(projectId)).toEqual([
      { reserved: 0, spent: 95 },
      { reserved: 100, spent: 0 },
    ]);
    // Below what is promised a cap cannot go; down to it, a bill above its promise finds no room.
    await expect(setBudget(actor, { projectId, period: "month", capMicros: 99 })).rejects.toMatchObject({ code: "refused" });
    const more = { kind: "settle", billedMicros: 130n } as const;
    expect(await settle(actor, { projectId, reservationId: next.id, outcome: more })).toMatchObject({ settledMicros: 100n });
    expect(await db().budgetReservation.findUnique({ where: { id: next.id }, select: { shortMicros: true } })).toEqual({
      shortMicros: 30n,
    });
    await moneyHolds();
    // What a month gone by has cost is no reason to give the next ones as much.
    await db().$executeRaw`update budget_entry set month = '2020-02' where project_id = ${projectId} and month <> '2020-01'`;
    await db().$executeRaw`update budget_reservation set month = '2020-02' where project_id = ${projectId} and month <> '2020-01'`;
    await db()
      .$executeRaw`update budget_total set month = '2020-02' where month <> '2020-01' and budget_id in (select id from budget where project_id = ${projectId})`;
    await setBudget(actor, { projectId, period: "month", capMicros: 40 });
    await expect(ask(where, 41n, "in March")).rejects.toMatchObject({ code: "refused" });
    await ask(where, 40n, "in March, again");
    await expect(setBudget(actor, { projectId, period: "month", capMicros: 39 })).rejects.toMatchObject({ code: "refused" });
    await moneyHolds();
  });

  it("sees money that was changed behind its back", async () => {
    const where = await place();
    const { budgetId } = await setBudget(actor, { projectId: where.projectId, capMicros: 100 });
    await ask(where, 30n, "a");
    await db().budgetTotal.updateMany({ where: { budgetId }, data: { reservedMicros: 29n } });
    const money = (await verifyInvariants(actor)).find(({ id }) => id === "I9");
    expect(money).toMatchObject({ ok: false, violations: 1 });
  });
});

describe("what is shown of the ledger", () => {
  it("is the same money: budgets, arms, lines and the file", async () => {
    const where = await place();
    await setBudget(actor, { projectId: where.projectId, capMicros: 1_000, alertShares: [0.05] });
    const held = await ask(where, 90n, "a", { arm: "lm:=cmd()" });
    await settle(actor, {
      projectId: where.projectId,
      reservationId: held.id,
      outcome: { kind: "settle", billedMicros: 40n },
      note: "@call",
    });
    await ask(where, 25n, "b");
    const { budgets, arms, days, forecast } = await readBudgets(actor, { projectId: where.projectId });
    expect(budgets).toMatchObject([{ capMicros: 1_000, reservedMicros: 25, spentMicros: 40, alerts: [{ share: 0.05 }] }]);
    expect(arms).toMatchObject([
      { arm: "lm:=cmd()", spentMicros: 40, reservedMicros: 0, calls: 1 },
      { arm: "lm:mock", spentMicros: 0, reservedMicros: 25, calls: 0 },
    ]);
    expect(days.map(({ spentMicros }) => spentMicros)).toEqual([40]);
    expect(forecast.perDay).toMatchObject({ value: null });
    const lines = await readLedger(actor, { projectId: where.projectId });
    expect(lines.map(({ kind, reservedChangeMicros, spentChangeMicros }) => [kind, reservedChangeMicros, spentChangeMicros])).toEqual([
      ["reserve", 25, 0],
      ["settle", -90, 40],
      ["reserve", 90, 0],
    ]);
    expect((await readLedger(actor, { projectId: where.projectId, before: lines[1]?.id ?? null })).map(({ kind }) => kind)).toEqual([
      "reserve",
    ]);
    const csv = await text(await exportLedger(actor, { projectId: where.projectId }));
    const [header, ...rows] = csv.trim().split("\r\n");
    expect(header).toBe("line,at,kind,arm,campaign,month,reserved_change_micros,spent_change_micros,paid_change_micros,annotator,note");
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatch(/,settle,lm:=cmd\(\),Pairwise comparison,\d{4}-\d\d,-90,40,0,,'@call$/);
  });
});
