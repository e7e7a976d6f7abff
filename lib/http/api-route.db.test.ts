import { expect, it, vi } from "vitest";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { apiRoute } from "@/lib/http/api-route";
import { testDatabase } from "@/scripts/testing/database";

const asking = vi.hoisted(() => ({ requestActor: vi.fn<() => Promise<Actor>>(), requestAsker: vi.fn() }));
vi.mock("@/lib/auth/request-actor", () => asking);
vi.stubEnv("PLUMBLINE_API_RATE", "3");

testDatabase();

const route = apiRoute({ schema: z.object({}), handler: async () => ({ scores: [1] }) });
const ask = async (times: number): Promise<Response[]> => {
  const answers: Response[] = [];
  for (let n = 0; n < times; n += 1) {
    answers.push(await route(new Request("http://plumbline.example/api/reward-models/score"), { params: Promise.resolve({}) }));
  }
  return answers;
};

it("counts what a key asks of it, as the public API does, and nobody at a page", async () => {
  asking.requestActor.mockResolvedValue({
    kind: "api key",
    keyId: "key_1",
    userId: "usr_1",
    workspaceId: "wsp_1",
    scopes: new Set(),
    projectId: null,
  });
  const answers = await ask(4);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
  asking.requestActor.mockResolvedValue({ kind: "person", userId: "usr_1", workspaceId: "wsp_1" });
  expect((await ask(5)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
});
