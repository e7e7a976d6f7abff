import { missing, none } from "@/lib/api/testing/example";
import type { MakeExample } from "@/lib/api/testing/example";
import { at, judge, replay, unique } from "@/lib/api/testing/planting";
import { db } from "@/lib/db";
import { askJudge } from "@/lib/judges/ask-judge";
import { defaultTemplate } from "@/lib/judges/schema";

const score = { prompt: "Which?", responses: ["one", "two"] };

/** Of models and of what is asked of them: reward models, judges, tags, routing. */
export const modelExamples: Record<string, MakeExample> = {
  requestEncoder: () => ({ body: { source: "someone/some-model" }, status: 202 }),
  removeEncoder: () => ({ params: { name: "nobody-has-it" }, status: 404 }),
  listRewardModels: none,
  requestTraining: () => ({ body: {}, status: 202 }),
  getRewardModel: () => ({ params: { number: "999999" }, status: 404 }),
  compareRewardModels: () => ({ query: { a: "999998", b: "999999" }, status: 404 }),
  followTraining: missing,
  downloadArtifact: () => ({ params: { artifact: "model" }, status: 404 }),
  promoteRewardModel: () => ({ body: { promoted: true }, status: 404 }),
  findRollBack: none,
  rollBackPromotion: () => ({ status: 409 }),
  requestScoring: missing,
  scorePrompts: () => ({ body: { prompts: [score] }, status: 422 }),
  rerank: () => ({ body: score, status: 422 }),
  bestOfN: () => ({ body: score, status: 422 }),
  explainItem: ({ own }) => ({ params: { itemId: at(own.itemIds, 0) }, query: { first: "1", second: "0" }, status: 404 }),
  getTestSet: none,
  freezeTestSet: async ({ own }) => {
    await db().rewardTestSet.deleteMany({ where: { projectId: own.projectId } });
    return { body: {}, status: 201 };
  },
  getRetrainPolicy: none,
  setRetrainPolicy: () => ({ body: { enabled: false, everyLabels: 100, onDrift: false }, status: 204 }),
  listEncoders: none,
  listJudges: none,
  addJudge: () => ({ body: { name: unique(), settings: { provider: "reward-model" } }, status: 201 }),
  editJudge: async (world) => ({
    params: { judgeId: await judge(world) },
    body: { settings: replay, template: defaultTemplate },
    status: 200,
  }),
  archiveJudge: async (world) => ({ params: { judgeId: await judge(world) }, body: { archived: true }, status: 204 }),
  getJudgeCard: async (world) => ({ params: { judgeId: await judge(world) }, status: 200 }),
  priceUnanswered: async (world) => ({ params: { judgeId: await judge(world) }, status: 200 }),
  listJudgeRounds: async (world) => ({ params: { judgeId: await judge(world) }, status: 200 }),
  askJudge: async (world) => ({ params: { judgeId: await judge(world) }, body: { scope: { tasks: "known" } }, status: 202 }),
  explainFailures: async (world) => {
    const { own, actors } = world;
    const scope = { tasks: "known" } as const;
    const { askId } = await askJudge(actors.owner, { projectId: own.projectId, judgeId: await judge(world), scope });
    return { params: { askId }, status: 200 };
  },
  compareJudges: none,
  listImportedJudges: none,
  previewPrompt: async (world) => ({ params: { judgeId: await judge(world) }, body: { template: defaultTemplate }, status: 200 }),
  tryJudge: async (world) => ({ params: { judgeId: await judge(world) }, body: {}, status: 200 }),
  getTagging: none,
  setTagSet: () => ({ body: { set: null }, status: 200 }),
  previewTagSet: () => ({ body: { set: { tags: [{ name: "all", condition: { is: "always" } }] } }, status: 200 }),
  requestTagging: async ({ own }) => {
    // One runs at a time, and no worker ends it here.
    await db().tagging.deleteMany({ where: { projectId: own.projectId } });
    return { body: { tagger: "built-in" }, status: 202 };
  },
  tagProject: none,
  readTags: none,
  measurePlan: missing,
  mapPlan: missing,
  requestRound: missing,
  readSeed: none,
  requestSeed: () => ({ body: { items: 10 }, status: 422 }),
  listPerformanceTables: none,
  collectSeed: () => ({ body: { items: 10 }, status: 422 }),
  addPerformanceTable: () => ({ body: { name: "mixes.csv", text: "score\n1\n", target: "score", mixItems: 10 }, status: 400 }),
  dropPerformanceTable: () => ({ params: { tableId: "nothing" }, status: 404 }),
  listPlans: none,
  requestPlan: () => ({ body: { budget: { share: 0.5 } }, status: 202 }),
  listArms: none,
  getPlan: missing,
  listPlanDecisions: missing,
  commitPlan: missing,
  dropPlan: missing,
};
