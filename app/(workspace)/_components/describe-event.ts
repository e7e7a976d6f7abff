import { inDollars } from "@/lib/budgets/schema";

// What each action of the permission table did, in the past tense; after a stroke the kind of it that was noted with the event.
const verbs: Record<string, string> = {
  "account:edit": "changed their account",
  "api-keys:own": "made an API key",
  "api-keys:own/create": "made an API key",
  "api-keys:own/revoke": "revoked an API key",
  "aggregation:run": "put the labels together",
  "annotations:decide": "decided a contested task",
  "annotations:decide/withdraw": "took a decision back",
  "annotations:own": "answered an item",
  "annotations:own/answer again": "changed an answer that was sent back",
  "annotations:own/correct": "corrected an answer",
  "annotations:own/keep": "kept an answer that was sent back",
  "annotations:own/undo skip": "took a skip back",
  "annotations:own/undo submit": "took an answer back",
  "assignments:work": "worked at an item",
  "assignments:work/consent": "agreed to the text",
  "assignments:work/qualification": "went through the practice items",
  "assignments:work/skip": "skipped an item",
  "budgets:edit": "set a budget",
  "budgets:edit/dropped": "removed a budget",
  "budgets:spend": "reached an alert of a budget",
  "campaigns:edit": "changed a campaign",
  "campaigns:edit/archived": "archived a campaign",
  "campaigns:edit/create": "created a campaign",
  "campaigns:edit/open": "let a campaign hand out work",
  "campaigns:edit/paused": "paused a campaign",
  "connections:edit": "connected a bucket or hub",
  "connections:edit/add": "connected a bucket or hub",
  "connections:edit/drop": "removed a connection",
  "discussion:write": "wrote about an item",
  "discussion:write/remove": "removed what was written about an item",
  "exports:create": "made a data set",
  "exports:create/refuse": "asked for a data set that was refused",
  "exports:create/push": "asked to have a data set sent",
  "exports:create/send": "sent a data set",
  "flags:raise": "flagged an item",
  "flags:resolve": "dealt with a flag",
  "imports:create": "imported a file",
  "imports:create/drop-mapping": "removed a saved reading",
  "imports:create/media": "uploaded a file of media",
  "imports:create/save-mapping": "saved how a file is read",
  "imports:undo": "took an import back",
  "items:remove": "removed an item",
  "jobs:cancel": "cancelled a job",
  "judges:ask": "asked a judge",
  "judges:edit": "changed a judge",
  "judges:edit/add": "added a judge",
  "judges:edit/archived": "archived a judge",
  "judges:edit/brought back": "took a judge out of the archive",
  "members:edit": "changed a member’s role",
  "members:edit/barred": "barred a member",
  "members:edit/let in": "let a member in again",
  "members:invite": "invited a person",
  "members:invite/redeemed": "joined by an invitation",
  "members:invite/revoked": "took an invitation back",
  "members:own": "became the first owner",
  "members:password": "gave a member a new password",
  "pay:edit": "changed what people are paid",
  "pay:edit/adjust": "changed what a person is owed",
  "pay:edit/minimum": "set what an hour should bring at least",
  "pay:edit/pay": "entered a payment",
  "pay:edit/rate": "set a rate of pay",
  "pay:edit/reverse": "took a line of a person’s statement back",
  "projects:archive": "archived the project",
  "projects:archive/brought back": "took the project out of the archive",
  "projects:archive/discarded": "deleted the project",
  "projects:create": "created the project",
  "projects:edit": "changed the project",
  "quality:manage": "changed known answers or who counts",
  "quality:manage/call back": "called an answer back that had been sent back",
  "quality:manage/exclude": "left a person’s labels out",
  "quality:manage/go on": "let a person go on",
  "quality:manage/known answer": "set a known answer",
  "quality:manage/paused": "let a person’s work rest, after missed known answers",
  "quality:manage/practise again": "sent a person back to practice",
  "quality:manage/readmit": "counted a person’s labels again",
  "quality:manage/retraining": "sent a person back to practice, after missed known answers",
  "quality:manage/send back": "sent an answer back",
  "quality:manage/skills": "changed a person’s skills or group",
  "quality:manage/training": "kept known answers for practice",
  "quality:manage/warned": "told a person of missed known answers",
  "quality:manage/working": "took a word about missed known answers back",
  "reward-models:promote": "promoted a reward model",
  "reward-models:promote/withdrawn": "took back that a reward model is promoted",
  "reward-models:train": "started to train a reward model",
  "reward-models:train/add encoder": "asked for a text encoder",
  "reward-models:train/policy": "changed when a reward model is trained",
  "reward-models:train/remove encoder": "removed a text encoder",
  "routing:alarm": "found a plan's prediction wrong",
  "routing:commit": "committed a plan",
  "routing:plan": "drew a plan",
  "routing:plan/dropped": "removed a table of measured mixes",
  "routing:plan/table": "added a table of measured mixes",
  "secrets:keep": "stored a key to another service",
  "tags:edit": "changed the set of tags",
  "tags:run": "tagged the items",
  "tasks:open": "opened tasks",
  "tasks:open/asked to close": "asked for all tasks to be closed",
  "tasks:open/closed": "closed tasks",
  "views:save": "saved a view of the items",
  "views:save/changed": "changed a view of the items",
  "views:save/drop": "removed a view of the items",
  "webhooks:edit": "changed a webhook",
  "webhooks:edit/create": "made a webhook",
  "webhooks:edit/edit": "changed a webhook",
  "webhooks:edit/go on": "let a webhook go on",
  "webhooks:edit/paused": "paused a webhook",
  "webhooks:edit/remove": "removed a webhook",
  "webhooks:edit/send again": "sent a delivery again",
};

/** What has words here: actions, and after a stroke their kinds. */
export const namesOfActs: readonly string[] = Object.keys(verbs);

/** The kinds of act that the log can hold, each with what it is called, in the order of the rooms' names. */
export const kindsOfAct: readonly { action: string; label: string }[] = Object.entries(verbs).flatMap(([action, label]) =>
  action.includes("/") ? [] : [{ action, label }],
);

// What has a number of its own is called by it.
const numbered: Record<string, (number: number) => string> = {
  "exports:create": (number) => `made data set v${number}`,
  "reward-models:promote": (number) => `promoted reward model v${number}`,
  "routing:commit": (number) => `committed plan ${number}`,
  "exports:create/refuse": (number) => `asked for data set v${number}, which was refused`,
  "exports:create/push": (number) => `asked to have data set v${number} sent`,
  "exports:create/send": (number) => `sent data set v${number}`,
  "reward-models:promote/withdrawn": (number) => `took back that reward model v${number} is promoted`,
  "routing:plan": (number) => `drew plan ${number}`,
  "routing:plan/dropped": (number) => `dropped plan ${number}`,
};

// Settings as a program calls them; they stand in the record itself, and the page of what was made says them in words.
const unsaid = new Set(["slug", "onError", "strategy", "format", "container"]);

/** Names of rows: they tell a reader nothing, and stand in the record itself. */
const isId = (value: string): boolean => /^[a-z]{2,4}_[0-9a-z]{20,}$/.test(value);

const longestDetail = 120;

/** "Mirela Oduya opened tasks", and beside it the numbers and names that were noted. */
export function describeEvent(event: { action: string; detail: Record<string, unknown> }): { what: string; detail: string } {
  const { did, to, number } = event.detail;
  const kind = `${event.action}/${String(did ?? to ?? markOf(event.detail))}`;
  const key = kind in verbs ? kind : event.action;
  const named = typeof number === "number" ? numbered[key]?.(number) : undefined;
  const told = key !== kind ? [] : did === undefined ? ["from", "to", "dropped", "asked", "created"] : ["did"];
  const facts = Object.entries(event.detail).flatMap(([key, value]) => {
    if (told.includes(key) || unsaid.has(key) || (key === "number" && named !== undefined) || (key === "did" && value === "submit"))
      return [];
    if (typeof value === "number")
      return [key.endsWith("Micros") ? `${words(key.slice(0, -6))} ${inDollars(value)}` : `${words(key)} ${value.toLocaleString("en")}`];
    if (typeof value === "string" && value !== "" && !isId(value)) return [`${words(key)} ${value}`];
    return [];
  });
  const detail = facts.join(", ");
  return {
    what: named ?? verbs[key] ?? event.action.replace(":", " "),
    detail: detail.length > longestDetail ? `${detail.slice(0, longestDetail - 1)}…` : detail,
  };
}

const either = (yes: string | undefined, no: string | undefined) => (value: unknown) => (value === true ? yes : no);
const always = (mark: string) => () => mark;

/** What an act notes beside its name where there are several acts of that name; what says nothing new is undefined. */
const marks: readonly [key: string, mark: (value: unknown) => string | undefined][] = [
  ["redeemed", always("redeemed")],
  ["revoked", either("revoked", undefined)],
  ["disabled", either("barred", "let in")],
  ["archived", either("archived", "brought back")],
  ["discarded", always("discarded")],
  ["dropped", always("dropped")],
  ["promoted", either(undefined, "withdrawn")],
  ["enabled", either("go on", "paused")],
  ["closed", always("closed")],
  ["asked", (value) => (value === "close all" ? "asked to close" : undefined)],
  ["changed", always("changed")],
  ["created", always("create")],
  ["media", always("media")],
  ["policy", always("policy")],
  ["table", always("table")],
];

function markOf(detail: Record<string, unknown>): string | undefined {
  const [found] = marks.filter(([key]) => detail[key] !== undefined);
  return found?.[1](detail[found[0]]);
}

function words(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}
