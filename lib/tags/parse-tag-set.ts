import { AppError } from "@/lib/errors";
import { tagSetSchema } from "@/lib/tags/schema";
import type { TagSet } from "@/lib/tags/schema";

/** A tag set from outside. @throws AppError invalid_input naming the tag and what is wrong with it */
export const parseTagSet = (raw: unknown): TagSet => {
  const parsed = tagSetSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path ?? [];
  const where =
    place[0] === "tags" && typeof place[1] === "number"
      ? `tag ${place[1] + 1}${place.length > 2 ? `, ${place.slice(2).join(".")}` : ""}`
      : place.join(".");
  throw new AppError("invalid_input", { userMessage: `Tag set${where === "" ? "" : `, ${where}`}: ${issue?.message ?? "is not valid"}.` });
};
