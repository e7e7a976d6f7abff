import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyChange, closeReservation, lineWithoutRoom, roomOf, sharesReached } from "@/lib/budgets/rules";
import type { Line, Outcome } from "@/lib/budgets/rules";

const line = (id: string, capMicros: bigint): Line => ({ id, capMicros, reservedMicros: 0n, spentMicros: 0n });

type Operation =
  | { do: "reserve"; amount: bigint; mask: number }
  | { do: "close"; which: number; outcome: Outcome }
  | { do: "cap"; which: number; capMicros: bigint };

const amounts = fc.bigInt({ min: 0n, max: 60n });
const operations: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("reserve" as const), amount: amounts, mask: fc.integer({ min: 1, max: 7 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("close" as const),
      which: fc.nat(30),
      outcome: fc.oneof(
        fc.record({ kind: fc.constant("settle" as const), billedMicros: fc.bigInt({ min: 0n, max: 90n }) }),
        fc.constant({ kind: "release" } as const),
        fc.constant({ kind: "assume" } as const),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cap" as const), which: fc.nat(2), capMicros: fc.bigInt({ min: 0n, max: 300n }) }) },
);

/** Millions of comparisons: each by `expect` would cost more than what it looks at. */
const must = <T extends bigint | boolean>(wanted: T | undefined, found: T, what: string): void => {
  if (wanted !== found) throw new Error(`${what}: ${String(wanted)}, found ${String(found)}`);
};

describe("rules of money", () => {
  it("hold in 10,000 random sequences: no cap is passed by one unit, and every line is the sum of what happened to it", () => {
    fc.assert(
      fc.property(fc.array(operations, { maxLength: 60 }), (sequence) => {
        let lines = [line("a", 200n), line("b", 120n), line("c", 60n)];
        const open: { mask: number; amount: bigint }[] = [];
        const spent = new Map(lines.map(({ id }) => [id, 0n]));
        const covers = (mask: number) => lines.filter((_, index) => (mask >> index) & 1);
        const change = (mask: number, by: { reservedChange: bigint; spentChange: bigint }) => {
          lines = lines.map((one, index) => ((mask >> index) & 1 ? applyChange(one, by) : one));
        };
        for (const operation of sequence) {
          if (operation.do === "reserve") {
            const refused = lineWithoutRoom(covers(operation.mask), operation.amount);
            const fits = covers(operation.mask).every((one) => roomOf(one) >= operation.amount);
            must(fits, refused === null, "refused exactly where a line has no room");
            if (!fits) continue;
            change(operation.mask, { reservedChange: operation.amount, spentChange: 0n });
            open.push(operation);
          } else if (operation.do === "close") {
            const [held] = open.splice(operation.which % Math.max(open.length, 1), 1);
            if (!held) continue;
            const closing = closeReservation(covers(held.mask), held.amount, operation.outcome);
            change(held.mask, closing);
            for (const { id } of covers(held.mask)) spent.set(id, (spent.get(id) ?? 0n) + closing.settledMicros);
            const { outcome } = operation;
            const due = outcome.kind === "settle" ? outcome.billedMicros : outcome.kind === "assume" ? held.amount : 0n;
            must(due, closing.settledMicros + closing.shortMicros, "paid and short make the bill");
            if (due <= held.amount) must(0n, closing.shortMicros, "a bill within its promise is paid");
          } else {
            lines = lines.map((one, index) =>
              index === operation.which && operation.capMicros >= one.spentMicros + one.reservedMicros
                ? { ...one, capMicros: operation.capMicros }
                : one,
            );
          }
          lines.forEach((one, index) => {
            must(true, roomOf(one) >= 0n, `${one.id} keeps its cap`);
            must(spent.get(one.id), one.spentMicros, `${one.id} has spent what was settled`);
            const promised = open.reduce((sum, { mask, amount }) => ((mask >> index) & 1 ? sum + amount : sum), 0n);
            must(promised, one.reservedMicros, `${one.id} holds what is promised`);
          });
        }
      }),
      { numRuns: 10_000, seed: 5 },
    );
  });

  it("pays a bill above the promise only as far as there is room", () => {
    const held = [{ ...line("a", 100n), reservedMicros: 30n, spentMicros: 60n }];
    expect(closeReservation(held, 30n, { kind: "settle", billedMicros: 38n })).toMatchObject({ settledMicros: 38n, shortMicros: 0n });
    expect(closeReservation(held, 30n, { kind: "settle", billedMicros: 45n })).toMatchObject({ settledMicros: 40n, shortMicros: 5n });
    expect(closeReservation([], 0n, { kind: "settle", billedMicros: 5n })).toMatchObject({ settledMicros: 5n, shortMicros: 0n });
  });

  it("raises each alert once, at the unit at which its share is reached", () => {
    const at = (spentMicros: bigint): Line => ({ ...line("a", 1_000n), spentMicros });
    expect(sharesReached(at(499n), at(500n), [0.5, 0.8])).toEqual([0.5]);
    expect(sharesReached(at(499n), at(499n), [0.5, 0.8])).toEqual([]);
    expect(sharesReached(at(500n), at(900n), [0.5, 0.8])).toEqual([0.8]);
    expect(sharesReached(at(0n), at(1_000n), [0.5, 0.8, 1])).toEqual([0.5, 0.8, 1]);
  });

  it("refuses negative amounts", () => {
    expect(() => lineWithoutRoom([], -1n)).toThrow(RangeError);
    expect(() => closeReservation([], 1n, { kind: "settle", billedMicros: -1n })).toThrow(RangeError);
  });
});
