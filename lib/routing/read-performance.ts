import { AppError } from "@/lib/errors";
import { findTable } from "@/lib/routing/performance-store";
import { goesByTags } from "@/lib/routing/schema";
import type { NamedMixes, PlanRequest } from "@/lib/routing/schema";

/** The measured mixes that a plan was told to learn from. @throws AppError invalid_input where they are gone, or the strategy has no use for them */
export const readPerformance = async ({ projectId, performance, strategy }: PlanRequest): Promise<NamedMixes | undefined> => {
  if (performance === undefined) return undefined;
  if (!goesByTags(strategy))
    throw new AppError("invalid_input", {
      userMessage:
        "Only the strategies by tags (the published ones and the repaired one) learn from measured mixes. Choose one of them, or leave the table out.",
    });
  const table = await findTable(projectId, performance);
  if (!table) throw new AppError("invalid_input", { userMessage: "The table of measured mixes is not there any more. Choose another." });
  const { name, columns, counts, scores, mixItems } = table;
  return { name, columns, counts, scores, mixItems };
};
