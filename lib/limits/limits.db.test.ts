import { describe, expect, it, vi } from "vitest";
import { countRequests } from "@/lib/limits/count-requests";
import { sweepKeys } from "@/lib/api/sweep-keys";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { mostHeld, sharedCount } from "@/lib/limits/shared-count";
import * as store from "@/lib/limits/store";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const somebody = (): Actor => ({ kind: "person", userId: newId("user"), workspaceId: "wsp_test" });
const minuteIsOver = () => db().$executeRaw`update api_allowance set ends_at = now() - interval '1 second'`;

describe("what is given back", () => {
  const some = (count: ReturnType<typeof sharedCount>, id: string) => Promise.all(Array.from({ length: 100 }, () => count.take(id, 100)));

  it("comes to the other processes, too", async () => {
    const id = newId("user");
    const [first, second] = [sharedCount(60), sharedCount(60)];
    const all = await some(first, id);
    expect(all.every(({ allowed }) => allowed)).toBe(true);
    expect((await first.take(id, 100)).allowed).toBe(false);
    await Promise.all(all.map(({ giveBack }) => giveBack()));
    // Two portions of five stay with the first.
    expect((await some(second, id)).filter(({ allowed }) => allowed)).toHaveLength(90);
  });

  it("never lets more in than the bound", async () => {
    const id = newId("user");
    const counts = [sharedCount(60), sharedCount(60), sharedCount(60)];
    let kept = 0;
    for (let round = 0; round < 8; round += 1) {
      const all = (await Promise.all(counts.map((count) => some(count, id)))).flat().filter(({ allowed }) => allowed);
      // Every third stays; the others come back while the next round is under way.
      kept += all.filter((_taking, place) => place % 3 === 0).length;
      await Promise.all(all.filter((_taking, place) => place % 3 !== 0).map(({ giveBack }) => giveBack()));
    }
    expect(kept).toBeLessThanOrEqual(100);
    expect(kept).toBeGreaterThan(30);
    // Nothing is taken by nobody: two portions of each process at most lie unspent.
    const { taken } = await db().apiAllowance.findUniqueOrThrow({ where: { id }, select: { taken: true } });
    expect(taken).toBeGreaterThanOrEqual(kept);
    expect(taken - kept).toBeLessThanOrEqual(30);
  });

  it("is remembered of so many at most", async () => {
    const count = sharedCount(60);
    const claim = vi.spyOn(store, "claimAllowance").mockImplementation(async () => ({ taken: 1, window: 1, secondsLeft: 60 }));
    for (let n = 0; n < mostHeld * 1.5; n += 1) await count.take(`somebody ${n}`, 10);
    claim.mockRestore();
    expect(count.size()).toBeLessThanOrEqual(mostHeld);
  });
});

describe("the count of requests", () => {
  it("holds over two processes that ask at the same time", async () => {
    const actor = somebody();
    const [first, second] = [countRequests(), countRequests()];
    const all = await Promise.all(Array.from({ length: 300 }, (_, place) => (place % 2 === 0 ? first : second)(actor, 100)));
    expect(all.filter(({ allowed }) => allowed)).toHaveLength(100);
    const refused = all.find(({ allowed }) => !allowed);
    expect(refused?.headers).toMatchObject({ "ratelimit-limit": "100", "ratelimit-remaining": "0" });
    expect(Number(refused?.headers["retry-after"])).toBeGreaterThan(0);
  });

  it("gives to another process what one did not take, and lets at most a portion lie", async () => {
    const actor = somebody();
    const [first, second] = [countRequests(), countRequests()];
    expect((await first(actor, 100)).headers["ratelimit-remaining"]).toBe("99");
    let admitted = 0;
    while ((await second(actor, 100)).allowed) admitted += 1;
    expect(admitted).toBe(95);
    for (let left = 4; left > 0; left -= 1) expect((await first(actor, 100)).allowed).toBe(true);
    expect((await first(actor, 100)).allowed).toBe(false);
  });

  it("writes once for many requests, and not for refusals", async () => {
    const actor = somebody();
    const take = countRequests();
    const taken = async () =>
      (await db().apiAllowance.findFirst({ where: { id: { contains: "person" } }, orderBy: { endsAt: "desc" }, select: { taken: true } }))
        ?.taken;
    for (let asked = 0; asked < 5; asked += 1) await take(actor, 100);
    expect(await taken()).toBe(5);
    for (let asked = 0; asked < 200; asked += 1) await take(actor, 100);
    expect(await taken()).toBe(100);
  });

  it("begins anew with the next minute, for each by itself, and is swept away", async () => {
    const [actor, other] = [somebody(), somebody()];
    const take = countRequests();
    expect((await take(actor, 1)).allowed).toBe(true);
    expect((await take(actor, 1)).allowed).toBe(false);
    expect((await take(other, 1)).allowed).toBe(true);
    await minuteIsOver();
    expect((await countRequests()(actor, 1)).allowed).toBe(true);
    await minuteIsOver();
    await sweepKeys();
    expect(await db().apiAllowance.count()).toBe(0);
  });
});
