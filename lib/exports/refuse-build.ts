import { AppError } from "@/lib/errors";
import { exclusionWords } from "@/lib/exports/schema";
import type { DatasetVersionView } from "@/lib/exports/version-schema";
import { mainPart } from "@/lib/exports/stage-rows";
import type { Staged } from "@/lib/exports/stage-rows";

/** Reasons that lie in the question, not in the answers: where nothing else is found, the format does not fit. */
const structural = new Set(["no-better-end", "about-one-response"]);

const refuseMisfit = ({ format }: DatasetVersionView, { exported, excluded }: Staged): void => {
  const reasons = Object.keys(excluded).filter((reason) => reason !== "not-asked" && reason !== "no-consensus");
  if (exported > 0 || reasons.length === 0 || !reasons.every((reason) => structural.has(reason))) return;
  throw new AppError("refused", {
    userMessage: `The question prefers no response to another (${reasons.join(", ")}), so there is nothing to export as ${format}. Take multi-aspect, plumbline or annotations.`,
  });
};

const count = (value: number): string => value.toLocaleString("en");

/** A version without rows is nobody's wish, unless they say so: no trainer reads it, and a script would take it for done. */
const refuseEmpty = ({ format, recipe }: DatasetVersionView, { considered, exported, excluded, parts }: Staged): void => {
  const rows = parts.filter(({ part }) => part === mainPart).reduce((sum, part) => sum + part.rows, 0);
  if (recipe.allowEmpty || rows > 0 || (format === "annotations" && exported > 0)) return;
  const reasons = Object.entries(excluded)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, times]) => `${count(times)} ${exclusionWords[reason] ?? reason}`);
  const why = reasons.length > 0 ? `of ${count(considered)} looked at, left out are ${reasons.join("; ")}` : "nobody has answered yet";
  throw new AppError("refused", {
    userMessage: `Nothing is left to export as ${format}: ${why}. Loosen the recipe, or say "allowEmpty": true in it for a version without rows.`,
  });
};

/** @throws AppError where what a build has read makes no data set, with the reasons */
export const refuseBuild = (version: DatasetVersionView, staged: Staged): void => {
  refuseMisfit(version, staged);
  refuseEmpty(version, staged);
};
