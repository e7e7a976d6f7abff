import { z } from "zod";
import { extraAnswersSchema } from "@/lib/extras/schema";
import type { ExtraAnswer } from "@/lib/extras/schema";
import type { ImportLabel } from "@/lib/imports/row-schema";

const commentSchema = z.string().max(20_000).catch("");
const extrasSchema = extraAnswersSchema.catch([]);

/** What a label says beside its answer: a comment (of a known answer: its explanation), critiques and rewrites. */
export const besideOf = (label: ImportLabel): { comment: string; extras: ExtraAnswer[] } => ({
  comment: label.comment === undefined ? "" : commentSchema.parse(label.comment ?? ""),
  extras: label.extras === undefined ? [] : extrasSchema.parse(label.extras ?? []),
});

/** The label as its kind reads it: what is kept beside the answer is no part of the answer. What has no place there stays. */
export const withoutBeside = (label: ImportLabel): ImportLabel => {
  if (label.comment === undefined && label.extras === undefined) return label;
  const { comment, extras } = besideOf(label);
  const { comment: said, extras: listed, ...rest } = label;
  return {
    ...rest,
    ...(comment === "" && said !== undefined && said !== "" ? { comment: said } : {}),
    ...(extras.length === 0 && listed !== undefined ? { extras: listed } : {}),
  };
};
