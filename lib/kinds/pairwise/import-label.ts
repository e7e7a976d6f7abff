import { z } from "zod";
import type { ImportedAnswer, ImportedLabel, KindItem } from "@/lib/kinds/contract";
import { pairwiseConfigSchema } from "@/lib/kinds/pairwise/schema";
import type { PairwiseChoice, PairwiseConfig, PairwiseResponse } from "@/lib/kinds/pairwise/schema";
import { formatUnit, parseUnit } from "@/lib/kinds/pairwise/unit";

const labelSchema = z.object({
  choice: z.union([z.number().int().min(0), z.literal("tie"), z.literal("both-bad")]).nullish(),
  choice_swapped: z.union([z.number().int().min(0), z.literal("tie"), z.literal("both-bad")]).nullish(),
  pair: z.tuple([z.number().int().min(0), z.number().int().min(0)]).nullish(),
  strength: z.number().min(0).max(1).nullish(),
  aspect: z.string().min(1).max(60).nullish(),
  rationale: z.string().nullish(),
});

const skip = (reason: string): ImportedAnswer<PairwiseResponse> => ({ fits: false, refused: false, reason });
const refuse = (reason: string): ImportedAnswer<PairwiseResponse> => ({ fits: false, refused: true, reason });

/** Reads a file's label as a pairwise answer. `strength` there is P(response 1 better), here it is signed. */
export const readImportedLabel = (label: ImportedLabel, item: KindItem): ImportedAnswer<PairwiseResponse> => {
  const candidateCount = item.candidates.length;
  if (!("choice" in label) && !("strength" in label)) return skip("the label holds no choice between two responses");
  const parsed = labelSchema.safeParse(label);
  if (!parsed.success) {
    return refuse(parsed.error.issues.map((issue) => `label.${issue.path.join(".")}: ${issue.message}`).join("; "));
  }
  const { choice, choice_swapped: swapped, pair, strength, aspect, rationale } = parsed.data;
  if (candidateCount < 2) return refuse("a choice needs at least two responses");
  if (!pair && candidateCount > 2) return refuse(`the item has ${candidateCount} responses: the label must name its pair`);
  const [a, b] = pair ?? [0, 1];
  if (a === b || Math.max(a, b) >= candidateCount) return refuse(`pair [${a}, ${b}] is not two of the ${candidateCount} responses`);
  const [first, second] = parseUnit(formatUnit(a, b));
  const derived = choice ?? (strength === null || strength === undefined ? null : choiceOfStrength(strength, first, second));
  if (derived === null) return skip("the label was left empty");
  for (const [field, value] of [
    ["choice", derived],
    ["choice_swapped", swapped],
  ] as const) {
    if (typeof value === "number" && value !== first && value !== second)
      return refuse(`${field} ${value} is not one of the pair [${first}, ${second}]`);
  }
  const signed = strength === null || strength === undefined ? undefined : 2 * strength - 1;
  if (signed !== undefined && contradicts(derived, signed, second))
    return refuse(`strength ${strength} (the probability that the second is better) contradicts choice ${derived}`);
  return {
    fits: true,
    unitKey: formatUnit(first, second),
    response: {
      answers: { [aspect ?? "overall"]: { choice: derived, ...(signed === undefined ? {} : { strength: signed }) } },
      ...(swapped === null || swapped === undefined ? {} : { swappedChoice: swapped }),
      ...(rationale ? { rationale } : {}),
    },
  };
};

const contradicts = (choice: PairwiseChoice, signed: number, second: number): boolean => {
  if (typeof choice === "string") return signed !== 0;
  return choice === second ? signed < 0 : signed > 0;
};

const choiceOfStrength = (pSecond: number, first: number, second: number): PairwiseChoice =>
  pSecond === 0.5 ? "tie" : pSecond > 0.5 ? second : first;

/** The questions with the one that a label answers. */
export const learnQuestion = (config: PairwiseConfig | null, label: ImportedLabel): PairwiseConfig | null => {
  const parsed = labelSchema.safeParse(label);
  if (!parsed.success || (parsed.data.choice ?? parsed.data.strength ?? null) === null) return config;
  const name = parsed.data.aspect ?? "overall";
  if (config?.questions.some((question) => question.name === name)) return config;
  const fresh = pairwiseConfigSchema.parse({});
  const question = fresh.questions.find((one) => one.name === name) ?? { name, title: name, overall: false };
  return { ...(config ?? fresh), questions: [...(config?.questions ?? []), question] };
};

/** The same answer in the fields of the import schema. */
export const writeImportedLabel = (unitKey: string, response: PairwiseResponse): ImportedLabel => {
  const [name, answer] = Object.entries(response.answers)[0] ?? [];
  if (name === undefined || !answer) return { choice: null };
  return {
    choice: answer.choice,
    pair: parseUnit(unitKey),
    ...(answer.strength === undefined ? {} : { strength: (answer.strength + 1) / 2 }),
    ...(name === "overall" ? {} : { aspect: name }),
    ...(response.swappedChoice === undefined ? {} : { choice_swapped: response.swappedChoice }),
    ...(response.rationale === undefined ? {} : { rationale: response.rationale }),
  };
};
