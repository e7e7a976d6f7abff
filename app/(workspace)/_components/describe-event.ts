import { formatFigure } from "@/components/ui/figure-format";

// What each action of the permission table did, in the past tense; after a stroke the kind of it that was noted with the event.
const verbs: Record<string, string> = {
  "account:edit": "changed their account",
  "api-keys:own": "made an API key",
  "api-keys:own/revoke": "revoked an API key",
  "aggregation:run": "put the labels together",
  "annotations:decide": "decided a contested task",
  "annotations:decide/withdraw": "took a decision back",
  "annotations:own": "answered an item",
  "annotations:own/correct": "corrected an answer",
  "annotations:own/undo skip": "took a skip back",
  "annotations:own/undo submit": "took an answer back",
  "assignments:work": "worked at an item",
  "assignments:work/consent": "agreed to the text",
  "assignments:work/qualification": "went through the practice items",
  "assignments:work/skip": "skipped an item",
  "budgets:edit": "set a budget",
  "budgets:spend": "reached an alert of a budget",
  "campaigns:edit": "changed a campaign",
  "connections:edit": "connected a bucket or hub",
  "connections:edit/drop": "removed a connection",
  "discussion:write": "wrote about an item",
  "discussion:write/remove": "removed what was written about an item",
  "exports:create": "made a data set",
  "flags:raise": "flagged an item",
  "flags:resolve": "dealt with a flag",
  "imports:create": "imported a file",
  "imports:create/drop-mapping": "removed a saved reading",
  "imports:create/save-mapping": "saved how a file is read",
  "imports:undo": "took an import back",
  "items:remove": "removed an item",
  "jobs:cancel": "cancelled a job",
  "judges:ask": "asked a judge",
  "judges:edit": "changed a judge",
  "judges:edit/add": "added a judge",
  "members:edit": "changed a member’s role",
  "members:edit/barred": "barred a member",
  "members:edit/let in": "let a member in again",
  "members:invite": "invited a person",
  "members:invite/redeemed": "joined by an invitation",
  "members:invite/revoked": "took an invitation back",
  "members:own": "became the first owner",
  "pay:edit": "changed what people are paid",
  "projects:archive": "archived the project",
  "projects:create": "created the project",
  "projects:edit": "changed the project",
  "quality:manage": "changed known answers or who counts",
  "quality:manage/exclude": "left a person’s labels out",
  "quality:manage/go on": "let a person go on",
  "quality:manage/known answer": "set a known answer",
  "quality:manage/paused": "let a person’s work rest, after missed known answers",
  "quality:manage/practise again": "sent a person back to practice",
  "quality:manage/readmit": "counted a person’s labels again",
  "quality:manage/retraining": "sent a person back to practice, after missed known answers",
  "quality:manage/skills": "changed a person’s skills or group",
  "quality:manage/training": "kept known answers for practice",
  "quality:manage/warned": "told a person of missed known answers",
  "quality:manage/working": "took a word about missed known answers back",
  "reward-models:promote": "promoted a reward model",
  "reward-models:train": "started to train a reward model",
  "reward-models:train/add encoder": "asked for a text encoder",
  "reward-models:train/remove encoder": "removed a text encoder",
  "routing:alarm": "found a plan's prediction wrong",
  "routing:commit": "committed a plan",
  "routing:plan": "drew a plan",
  "secrets:keep": "stored a key to another service",
  "tags:edit": "changed the set of tags",
  "tags:run": "tagged the items",
  "tasks:open": "opened tasks",
  "views:save": "saved a view of the items",
  "webhooks:edit": "changed a webhook",
  "webhooks:edit/create": "made a webhook",
  "webhooks:edit/remove": "removed a webhook",
  "webhooks:edit/send again": "sent a delivery again",
};

/** The kinds of act that the log can hold, each with what it is called, in the order of the rooms' names. */
export const kindsOfAct: readonly { action: string; label: string }[] = Object.entries(verbs).flatMap(([action, label]) =>
  action.includes("/") ? [] : [{ action, label }],
);

// What has a number of its own is called by it.
const numbered: Record<string, (number: number) => string> = {
  "exports:create": (number) => `made data set v${number}`,
  "reward-models:promote": (number) => `promoted reward model v${number}`,
  "routing:commit": (number) => `committed plan ${number}`,
  "routing:plan": (number) => `drew plan ${number}`,
};

// Settings as a program calls them; they stand in the record itself, and the page of what was made says them in words.
const unsaid = new Set(["slug", "onError", "strategy", "format", "container"]);

/** Names of rows: they tell a reader nothing, and stand in the record itself. */
const isId = (value: string): boolean => /^[a-z]{2,4}_[0-9a-z]{20,}$/.test(value);

const longestDetail = 120;

/** "Mirela Oduya opened tasks", and beside it the numbers and names that were noted. */
export function describeEvent(event: { action: string; detail: Record<string, unknown> }): { what: string; detail: string } {
  const { did, to, number } = event.detail;
  const named = typeof number === "number" ? numbered[event.action]?.(number) : undefined;
  const verb = verbs[`${event.action}/${String(did ?? to ?? marked(event.detail))}`];
  const told = verb === undefined ? [] : did === undefined ? ["from", "to"] : ["did"];
  const facts = Object.entries(event.detail).flatMap(([key, value]) => {
    if (told.includes(key) || unsaid.has(key) || (key === "number" && named !== undefined) || (key === "did" && value === "submit"))
      return [];
    if (typeof value === "number")
      return [
        key.endsWith("Micros")
          ? `${words(key.slice(0, -6))} ${formatFigure(value, "money")}`
          : `${words(key)} ${value.toLocaleString("en")}`,
      ];
    if (typeof value === "string" && value !== "" && !isId(value)) return [`${words(key)} ${value}`];
    return [];
  });
  const detail = facts.join(", ");
  return {
    what: verb ?? named ?? verbs[event.action] ?? event.action.replace(":", " "),
    detail: detail.length > longestDetail ? `${detail.slice(0, longestDetail - 1)}…` : detail,
  };
}

/** What acts on members and invitations noted in place of a name of its own. */
function marked({ redeemed, revoked, disabled }: Record<string, unknown>): string | undefined {
  if (redeemed !== undefined) return "redeemed";
  if (revoked === true) return "revoked";
  return disabled === undefined ? undefined : disabled === true ? "barred" : "let in";
}

function words(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}
