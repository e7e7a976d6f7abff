import { beforeAll, describe, expect, it, vi } from "vitest";
import { operations } from "@/lib/api/catalogue";
import type { Operation } from "@/lib/api/operation";
import { buildWorld, call } from "@/lib/api/testing/world";
import type { World } from "@/lib/api/testing/world";
import { examples } from "@/lib/api/testing/examples";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { openCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";

vi.mock("@/lib/auth/options", () => ({
  authOptions: () => ({ secret: "a secret of more than thirty-two letters", useSecureCookies: false }),
}));
vi.stubEnv("PLUMBLINE_API_RATE", "1000000");
vi.stubEnv("PLUMBLINE_OUTBOUND_HOSTS", "hooks.example.org");

testDatabase();

let world: World;
/** The same people in another project of the workspace, as full as their own. */
let mirror: World;

beforeAll(async () => {
  world = await buildWorld();
  const { workspaceId } = world.own;
  const campaign = await openCampaign({ people: 2, tasks: 40, overlap: 2 });
  await db().project.update({ where: { id: campaign.projectId }, data: { workspaceId, slug: "mirror" } });
  await db().member.createMany({
    data: campaign.people.map(({ userId }) => ({ id: newId("member"), workspaceId, userId, role: "annotator" as const })),
  });
  const tasks = await db().task.findMany({
    where: { projectId: campaign.projectId },
    orderBy: { id: "asc" },
    select: { id: true, itemId: true },
  });
  const people = campaign.people.map((person) => ({ ...person, workspaceId }));
  const place = { ...campaign, people, workspaceId, itemIds: tasks.map(({ itemId }) => itemId), taskIds: tasks.map(({ id }) => id) };
  mirror = { ...world, own: place };
});

/** Named by ids alone: a number counts within its project, and a path within a version. */
const named = ({ path }: Operation): boolean => /\{(?!projectId|campaignId|number|path|artifact)\w+\}/.test(path);
const inProject = operations.filter(({ path }) => path.startsWith("/projects/{projectId}/"));
const each = (some: Operation[]) => some.map((operation) => ({ name: operation.id, operation }));
const told = async (response: Response): Promise<string> => `${response.status} ${await response.text()}`;

describe.each(each(inProject.filter(named)))("the address of $name", ({ operation }) => {
  it("does not lead to what lies in another project of the workspace", async () => {
    const { as = "owner", status, ...sent } = (await examples[operation.id]?.(mirror)) ?? { status: 404 };
    if (status >= 300) return;
    const here = {
      projectId: world.own.projectId,
      ...(operation.path.includes("{campaignId}") ? { campaignId: world.own.campaignId } : {}),
    };
    const response = await call(operation, world.cookies[as], { ...sent, params: { ...sent.params, ...here } });
    expect(await told(response)).toMatch(/^404/);
  });
});

const hasIds = (sent: object): boolean => /"[a-z]{3}_\w{20,}"/.test(JSON.stringify(sent));

// Which operations name something in what is sent is known when the example is made.
it.each(each(inProject))("what $name is sent names nothing of another project", async ({ operation }) => {
  const there = await examples[operation.id]?.(mirror);
  if (!there || there.status >= 300 || !hasIds({ body: there.body, query: there.query })) return;
  const { params, as = "owner" } = (await examples[operation.id]?.(world)) ?? {};
  const { body, query = {}, stream } = there;
  const sent = { body, query, ...(stream === undefined ? {} : { stream }), params: { ...params, projectId: world.own.projectId } };
  expect(await told(await call(operation, world.cookies[as], sent))).toMatch(/^4(04|22)/);
});
