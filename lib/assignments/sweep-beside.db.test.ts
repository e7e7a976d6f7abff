import { expect, it, vi } from "vitest";
import { expireLeases } from "@/lib/assignments/expire-leases";
import { leaseNext } from "@/lib/assignments/lease-next";
import { db } from "@/lib/db";
import { openCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";

vi.mock("@/lib/assignments/expire-leases", async (original) => {
  const { expireLeases: sweep } = await original<{ expireLeases: typeof expireLeases }>();
  return { expireLeases: vi.fn(sweep) };
});

testDatabase();

it("who finds nothing open gets what another's sweep opened a moment before their own", async () => {
  const campaign = await openCampaign({ people: 2, tasks: 1, overlap: 1 });
  const [one, other] = campaign.people;
  if (!one || !other) throw new Error("two people were asked for");
  const [lapsed] = await leaseNext(one, { ...campaign, holding: [] });
  await db().$executeRaw`update slot set lease_until = clock_timestamp() - interval '1 second' where state = 'leased'`;
  const { expireLeases: sweep } = await vi.importActual<{ expireLeases: typeof expireLeases }>("@/lib/assignments/expire-leases");
  // The worker's sweep, between this person's look and their own.
  vi.mocked(expireLeases).mockImplementationOnce(async () => {
    await sweep();
    return sweep();
  });
  expect(await leaseNext(other, { ...campaign, holding: [] })).toMatchObject([{ taskId: lapsed?.taskId }]);
});
