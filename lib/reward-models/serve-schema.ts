import { z } from "zod";

/** Responses in one request. */
export const mostTexts = 2_000;

const promptText = z.string().max(200_000);
const responseTexts = z.array(z.string().max(400_000)).min(1).max(mostTexts);
const where = { projectId: z.string(), versionId: z.string().optional() };

export const scoreRequestSchema = z.object({
  ...where,
  prompts: z.array(z.object({ prompt: promptText, responses: responseTexts })).min(1),
});
export type ScoreRequest = z.infer<typeof scoreRequestSchema>;

export const bestOfNSchema = z.object({
  ...where,
  prompt: promptText,
  responses: responseTexts,
  /** spreads that are taken off before responses are compared: 0 trusts the score, 1 wants to be sure */
  cautious: z.number().min(0).max(10).default(0),
});
export type BestOfN = z.infer<typeof bestOfNSchema>;

export type ScoredPrompt = {
  /** logits up to a constant a prompt, higher is better */
  scores: number[];
  /** how far off a score may be, as a standard deviation; null where the version has none */
  spread: number[] | null;
  members: number[][];
  aspects: Record<string, number[]>;
  /** ε: a difference d has the probability p = (1 − ε) σ(d) + ε/2 … */
  lapse: number;
  /** … and is calibrated as σ(logit(p) / temperature); 1 for versions whose scores are calibrated themselves */
  temperature: number;
};
export type Ranked = { index: number; score: number; spread: number | null; pBetterThanNext: number | null };
