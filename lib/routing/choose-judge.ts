import { AppError } from "@/lib/errors";
import type { Unit } from "@/lib/routing/observe-units";

/** How often a judge says what is known to be right, else what people said, over the units that tell. */
const agreementOfJudge = (units: Unit[], judge: string): number => {
  const shares = units.flatMap(({ judges, people, gold }) => {
    const said = judges.get(judge)?.label;
    const heard = gold === null ? people : [gold];
    return said === undefined || heard.length === 0 ? [] : [heard.filter((label) => label === said).length / heard.length];
  });
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
};

/** The judge named, else the one with most labels here, of several the one that agrees best with what is known. */
export const chooseJudge = (units: Unit[], name: string | undefined, projectName: string): string => {
  const counts = new Map<string, number>();
  for (const unit of units) for (const judge of unit.judges.keys()) counts.set(judge, (counts.get(judge) ?? 0) + 1);
  const known = [...counts]
    .map(([judge, labels]) => ({ judge, labels, agreement: agreementOfJudge(units, judge) }))
    .sort((a, b) => b.labels - a.labels || b.agreement - a.agreement || (a.judge < b.judge ? -1 : 1))
    .map(({ judge }) => judge);
  const [first] = known;
  if (first === undefined) {
    throw new AppError("refused", {
      userMessage: `“${projectName}” has no labels by a language model, and no reward model of its own that has scored pairs, so nothing could be left to a machine. Import labels, ask a judge, or train a model of pairs first.`,
    });
  }
  if (name !== undefined && !counts.has(name)) {
    throw new AppError("invalid_input", { userMessage: `No language model “${name}” has labelled here. Known: ${known.join(", ")}.` });
  }
  return name ?? first;
};
