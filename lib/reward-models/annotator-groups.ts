import type { GroupedAnswer } from "@/lib/reward-models/answerer-store";

/** Values of one question about annotators beyond which its groups are too many to compare. */
const mostValues = 12;

/**
 * The groups of people that answered each task, by question of the profile: a value that all of them share, else "mixed". Only
 * questions with few different answers, since groups of one are no groups.
 */
export const groupAnswerers = (rows: readonly GroupedAnswer[]): Map<string, Record<string, string>> => {
  const told = rows.flatMap(({ taskId, demographics }) => answersIn(demographics).map(([field, value]) => ({ taskId, field, value })));
  const values = new Map<string, Set<string>>();
  for (const { field, value } of told) values.set(field, (values.get(field) ?? new Set<string>()).add(value));
  const groups = new Map<string, Record<string, string>>();
  for (const { taskId, field, value } of told) {
    const known = values.get(field)?.size ?? 0;
    if (known < 2 || known > mostValues) continue;
    const ofTask = groups.get(taskId) ?? {};
    const dimension = `people's ${field.replaceAll(/[_-]/gu, " ")}`;
    groups.set(taskId, { ...ofTask, [dimension]: (ofTask[dimension] ?? value) === value ? value : "mixed" });
  }
  return groups;
};

/** Answers that are one short text or number; lists and blanks make no groups. */
const answersIn = (demographics: unknown): [string, string][] =>
  typeof demographics !== "object" || demographics === null
    ? []
    : Object.entries(demographics).flatMap(([field, value]): [string, string][] =>
        (typeof value === "string" && value !== "" && value.length <= 60) || typeof value === "number" ? [[field, String(value)]] : [],
      );
