import { z } from "zod";

/** What follows when known answers are missed. Safe in the browser. */

const share = z.number().min(0).max(1);

export const qualityRulesSchema = z
  .object({
    /** newest known answers that are looked at */
    window: z.int().min(3).max(200).default(20),
    /** fewer than this say nothing yet */
    atLeast: z.int().min(1).max(200).default(5),
    /** shares of right answers below which something is done; null: never */
    warnBelow: share.nullable().default(null),
    retrainBelow: share.nullable().default(null),
    pauseBelow: share.nullable().default(null),
  })
  .refine(({ window, atLeast }) => atLeast <= window, { path: ["atLeast"], error: "More known answers are wanted than are looked at." });
export type QualityRules = z.infer<typeof qualityRulesSchema>;

export const standings = ["working", "warned", "retraining", "paused"] as const;
export type Standing = (typeof standings)[number];

/** The gravest step that the shares call for. */
export const standingFor = (rules: QualityRules, checks: boolean[]): Standing => {
  const looked = checks.slice(0, rules.window);
  if (looked.length < rules.atLeast) return "working";
  const right = looked.filter(Boolean).length / looked.length;
  if (rules.pauseBelow !== null && right < rules.pauseBelow) return "paused";
  if (rules.retrainBelow !== null && right < rules.retrainBelow) return "retraining";
  return rules.warnBelow !== null && right < rules.warnBelow ? "warned" : "working";
};

/** Said to the person. What happened, that nothing is lost, what to do; no figure of theirs and no blame. */
export const standingWords: Record<Standing, string> = {
  working: "",
  warned:
    "Some of your recent answers differ from answers that we are sure of. It happens, often where the guide is unclear. Please read the guide once more, and flag items that it does not cover.",
  retraining:
    "Several of your recent answers differ from answers that we are sure of. Before you go on, please do the practice items again: each tells you at once what was expected, and why. Everything that you sent is kept.",
  paused:
    "Your work in this campaign rests for now, because many recent answers differ from answers that we are sure of. Everything that you sent is kept. The researchers have been told and will look at it; you can write to them if you think that this is a mistake.",
};

export const setQualityRulesSchema = z.object({ projectId: z.string().min(1), campaignId: z.string().min(1), rules: qualityRulesSchema });
