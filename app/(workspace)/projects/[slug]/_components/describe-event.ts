import type { RecentEvent } from "@/lib/overview/schema";

// What each action of the permission table did, in the past tense. An action without a line is written as it is.
const verbs: Record<string, string> = {
  "projects:create": "created the project",
  "projects:edit": "changed the project",
  "projects:archive": "archived the project",
  "campaigns:edit": "changed a campaign",
  "imports:create": "imported a file",
  "imports:undo": "took an import back",
  "tasks:open": "opened tasks",
  "aggregation:run": "put the labels together",
  "reward-models:train": "started to train a reward model",
  "reward-models:promote": "promoted a reward model",
  "routing:plan": "drew a plan",
  "routing:commit": "committed a plan",
  "budgets:spend": "reached an alert of a budget",
  "pay:edit": "changed what people are paid",
  "routing:alarm": "found a plan's prediction wrong",
  "exports:create": "made a data set",
  "jobs:cancel": "cancelled a job",
};

const longestDetail = 120;

/** "Mirela Oduya opened tasks", and beside it the numbers and names that were noted. */
export function describeEvent(event: RecentEvent): { what: string; detail: string } {
  const facts = Object.entries(event.detail).flatMap(([key, value]) => {
    if (typeof value === "number") return [`${words(key)} ${value.toLocaleString("en")}`];
    if (typeof value === "string" && value !== "") return [`${words(key)} ${value}`];
    return [];
  });
  const detail = facts.join(", ");
  return {
    what: verbs[event.action] ?? event.action.replace(":", " "),
    detail: detail.length > longestDetail ? `${detail.slice(0, longestDetail - 1)}…` : detail,
  };
}

function words(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}
