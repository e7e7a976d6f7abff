import { z } from "zod";
import { named } from "@/lib/api/names";
import { act, read, write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { inProject, numbered } from "@/lib/api/params";
import { jobRefSchema } from "@/lib/api/views";
import { explainedItemSchema, explainItemSchema } from "@/lib/reward-models/explain-schema";
import { explainItem } from "@/lib/reward-models/explain-scores";
import { requestScoring } from "@/lib/reward-models/request-scoring";
import { bestOfNSchema, scoreRequestSchema } from "@/lib/reward-models/serve-schema";
import { bestOfN, rerank, scorePrompts } from "@/lib/reward-models/serve-scores";

const tag = "Reward models";
const ofVersion = inProject.extend({ versionId: z.string().min(1) });
const servedBy = z.object({ id: z.string(), number: z.number().int() });
const ranking = z.array(
  z.object({ index: z.number().int(), score: z.number(), spread: z.number().nullable(), pBetterThanNext: z.number().nullable() }),
);

named("ExplainedItem", explainedItemSchema);

export const scoreOperations: Operation[] = [
  act({
    id: "requestScoring",
    method: "POST",
    path: "/projects/{projectId}/reward-models/{versionId}/score-candidates",
    tag,
    summary: "Score the project's responses with a version, as a job",
    scope: "reward-models:train",
    status: 202,
    params: ofVersion,
    answer: jobRefSchema,
    run: (actor, { params }) => requestScoring(actor, params),
  }),
  write({
    id: "scorePrompts",
    method: "POST",
    path: "/projects/{projectId}/scores",
    tag,
    summary: "Score responses under the version named, else the promoted one, else the newest",
    about:
      "For a difference d of two scores of one prompt and p = (1 − lapse) σ(d) + lapse / 2, the first is better with the probability σ(logit(p) / temperature). Under a preference that may run in circles a score is the lead over the average response; `rerank` tells the probability of two.",
    scope: "reward-models:see",
    status: 200,
    params: inProject,
    body: scoreRequestSchema.omit({ projectId: true }),
    answer: z.object({
      version: servedBy,
      prompts: z.array(
        z.object({
          scores: z.array(z.number()),
          spread: z.array(z.number()).nullable(),
          members: z.array(z.array(z.number())),
          aspects: z.record(z.string(), z.array(z.number())),
          lapse: z.number(),
          temperature: z.number(),
        }),
      ),
    }),
    run: (actor, { params, body }) => scorePrompts(actor, { ...params, ...body }),
  }),
  write({
    id: "rerank",
    method: "POST",
    path: "/projects/{projectId}/scores/rerank",
    tag,
    summary: "Order responses to one prompt, the best first",
    scope: "reward-models:see",
    status: 200,
    params: inProject,
    body: bestOfNSchema.omit({ projectId: true }),
    answer: z.object({ version: servedBy, ranking }),
    run: (actor, { params, body }) => rerank(actor, { ...params, ...body }),
  }),
  write({
    id: "bestOfN",
    method: "POST",
    path: "/projects/{projectId}/scores/best-of-n",
    tag,
    summary: "Choose the best of several responses to one prompt",
    scope: "reward-models:see",
    status: 200,
    params: inProject,
    body: bestOfNSchema.omit({ projectId: true }),
    answer: z.object({ version: servedBy, best: z.number().int(), ranking }),
    run: (actor, { params, body }) => bestOfN(actor, { ...params, ...body }),
  }),
  read({
    id: "explainItem",
    method: "GET",
    path: "/projects/{projectId}/reward-models/{number}/items/{itemId}/explanation",
    tag,
    summary: "Read why a version gives the responses of an item their scores, and what makes one of two score higher",
    about:
      "In logits: a score is its base, its parts and the rest. `first` and `second` are places of responses in the item, its first two unless given. A version whose features are not words refuses.",
    scope: "reward-models:see",
    params: numbered.extend({ itemId: z.string().min(1).max(100) }),
    query: explainItemSchema.pick({ first: true, second: true }),
    answer: explainedItemSchema,
    run: (actor, { params, query }) => explainItem(actor, { ...params, ...query }),
  }),
];
