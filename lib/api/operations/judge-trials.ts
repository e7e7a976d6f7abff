import { z } from "zod";
import { write } from "@/lib/api/operation";
import type { Operation } from "@/lib/api/operation";
import { ofJudge } from "@/lib/api/operations/judges";
import { trialSchema } from "@/lib/judges/schema";
import { previewPrompt, tryJudge } from "@/lib/judges/try-judge";

const tag = "Judges";
const trialBody = trialSchema.omit({ projectId: true, judgeId: true });

export const judgeTrialOperations: Operation[] = [
  write({
    id: "previewPrompt",
    method: "POST",
    path: "/projects/{projectId}/judges/{judgeId}/prompt",
    tag,
    summary: "Read what a judge would be told about an item, word for word, in each order; nobody is asked",
    scope: "judges:see",
    besides: ["secrets:use", "projects:see"],
    status: 200,
    params: ofJudge,
    body: trialBody,
    answer: z.object({
      item: z.string(),
      unitKey: z.string(),
      mostMicros: z.number().int(),
      orders: z.array(
        z.object({ shownOrder: z.array(z.number().int()), messages: z.array(z.object({ role: z.string(), content: z.string() })) }),
      ),
    }),
    run: (actor, { params, body }) => previewPrompt(actor, { ...params, ...body }),
  }),
  write({
    id: "tryJudge",
    method: "POST",
    path: "/projects/{projectId}/judges/{judgeId}/trials",
    tag,
    summary: "Ask a judge once about one item, for money. No label is stored",
    about: "Where it gave no answer, `answer` is null and `reason` says why.",
    scope: "judges:ask",
    besides: ["secrets:use", "projects:see", "budgets:spend"],
    status: 200,
    params: ofJudge,
    body: trialBody,
    answer: z.object({
      item: z.string(),
      answer: z.string().nullable(),
      reason: z.string().nullable(),
      reply: z.string(),
      probabilities: z.record(z.string(), z.number()).nullable(),
      seconds: z.number(),
      costMicros: z.number().int(),
    }),
    run: (actor, { params, body }) => tryJudge(actor, { ...params, ...body }),
  }),
];
