import type { draw } from "@/app/(workspace)/projects/[slug]/routing/actions";
import { armsOf } from "@/app/(workspace)/projects/[slug]/routing/_components/arms-fields";
import type { ArmsFieldsProps } from "@/app/(workspace)/projects/[slug]/routing/_components/arms-fields";
import { dollarsOf, microsOf } from "@/components/forms/dollars";
import { defaultPrices, goesByTags } from "@/lib/routing/schema";
import type { StrategyName } from "@/lib/routing/schema";

/** A judge as the form knows it; those with the most labels come first. */
export interface JudgeOption {
  name: string;
  tasks: number;
  answeredByPeople: number;
}

/** A plan as it is typed: amounts in dollars, shares in per cent. */
export interface PlanDraft {
  strategy: StrategyName;
  budgetAs: "share" | "money";
  share: string;
  money: string;
  human: string;
  lm: string;
  overlap: string;
  control: string;
  seed: string;
  /** "" where the plan itself is to find the one of the leading judges that agrees best with what is known */
  judge: string;
  /** another project to learn from; "" for this one alone */
  learnFrom: string;
  /** a table of measured mixes; "" for mixes of this project's own labels */
  table: string;
  /** null where people and the judge are all that one can ask */
  arms: ArmsFieldsProps["arms"] | null;
  adaptive: ArmsFieldsProps["adaptive"];
}

/** How many judges have labelled as many tasks as the one with the most. */
export const leadingOf = (judges: readonly JudgeOption[]): number => judges.filter(({ tasks }) => tasks === judges[0]?.tasks).length;

export const firstDraft = (judges: readonly JudgeOption[]): PlanDraft => ({
  strategy: "best",
  budgetAs: "share",
  share: "25",
  money: "100",
  human: dollarsOf(defaultPrices.humanMicros),
  lm: dollarsOf(defaultPrices.lmMicros),
  overlap: "1",
  control: "0",
  seed: "1",
  judge: leadingOf(judges) > 1 ? "" : (judges[0]?.name ?? ""),
  learnFrom: "",
  table: "",
  arms: null,
  adaptive: { on: false, most: "3", threshold: "90" },
});

type Plan = Omit<Parameters<typeof draw>[0], "slug" | "projectId">;

/** What the plan is asked with; the use case says what is wrong with it. */
export const planOf = (draft: PlanDraft): Plan => {
  const { arms, adaptive } = draft;
  return {
    strategy: draft.strategy,
    budget: draft.budgetAs === "share" ? { share: Number(draft.share) / 100 } : { micros: microsOf(draft.money) },
    prices: { humanMicros: microsOf(draft.human), lmMicros: microsOf(draft.lm) },
    overlap: Number(draft.overlap),
    controlShare: Number(draft.control) / 100,
    lm: draft.judge === "" ? undefined : draft.judge,
    learnFrom: draft.learnFrom === "" ? undefined : draft.learnFrom,
    seed: Number(draft.seed),
    ...(goesByTags(draft.strategy) && draft.table !== "" ? { performance: draft.table } : {}),
    ...(arms === null ? {} : { arms: armsOf(arms) }),
    ...(arms !== null && adaptive.on ? { adaptive: { most: Number(adaptive.most), threshold: Number(adaptive.threshold) / 100 } } : {}),
  };
};
