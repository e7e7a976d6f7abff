import { expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setBudget } from "@/lib/budgets/set-budget";
import { silentRun } from "@/lib/jobs/progress";
import { addJudge } from "@/lib/judges/add-judge";
import { askJudgeHere } from "@/lib/judges/ask-judge";
import { openCampaign } from "@/scripts/testing/campaign";
import { testDatabase } from "@/scripts/testing/database";
import { startJudgeServer } from "@/scripts/testing/judge-server";

testDatabase();

// Each question needs a connection to promise its money and one to settle it. Were it to hold one while it asks for another, as many
// questions as there are connections would stand still until the database is taken to be away.
it("asks more questions at once than there are connections", { timeout: 120_000 }, async () => {
  const server = await startJudgeServer({ behave: () => "well" });
  process.env["PLUMBLINE_OUTBOUND_HOSTS"] = server.host;
  const { projectId, people } = await openCampaign({ people: 1, tasks: 32, overlap: 1 });
  const actor: Actor = { kind: "system", workspaceId: people[0]?.workspaceId ?? "", name: "test" };
  await setBudget(actor, { projectId, capMicros: 1_000_000 });
  const prices = { promptPriceMicros: 2_000_000, completionPriceMicros: 8_000_000, maxTokens: 50 };
  const settings = { provider: "openai", url: server.url, model: "stand-in", ...prices, concurrency: 64 } as const;
  const { judgeId } = await addJudge(actor, { projectId, name: "judge", settings });
  const asked = await askJudgeHere(actor, { projectId, judgeId }, silentRun());
  await server.close();
  expect(asked).toMatchObject({ state: "done", labels: 32, calls: { done: 64 } });
});
