/** Role → actions, the one table. A use case names its action on its first line; unknown roles and actions are refused. */

export const roles = ["owner", "admin", "researcher", "annotator"] as const;
export type Role = (typeof roles)[number];

const annotate = [
  "account:edit",
  "projects:see",
  "assignments:work",
  "annotations:own",
  "guides:see",
  "flags:raise",
  "discussion:see",
  "discussion:write",
  "pay:own",
] as const;

const research = [
  ...annotate,
  "projects:create",
  "projects:edit",
  "campaigns:see",
  "campaigns:edit",
  "items:see",
  "items:remove",
  "views:save",
  "imports:see",
  "imports:create",
  "imports:undo",
  "tasks:see",
  "tasks:open",
  "annotations:see",
  "annotations:decide",
  "quality:see",
  "quality:manage",
  "flags:see",
  "flags:resolve",
  "discussion:moderate",
  "aggregation:see",
  "aggregation:run",
  "reward-models:see",
  "reward-models:train",
  "reward-models:promote",
  "tags:see",
  "tags:run",
  "tags:edit",
  "routing:see",
  "routing:plan",
  "routing:alarm",
  "judges:see",
  "judges:ask",
  "budgets:see",
  "budgets:spend",
  "exports:see",
  "exports:create",
  "jobs:see",
  "jobs:cancel",
  "overview:see",
  "api-keys:own",
  "connections:see",
  "connections:edit",
  "secrets:keep",
  "secrets:use",
] as const;

const administer = [
  ...research,
  "projects:archive",
  "routing:commit",
  "judges:edit",
  "budgets:edit",
  "pay:see",
  "pay:edit",
  "members:see",
  "members:invite",
  "members:edit",
  "workspace:edit",
  "api-keys:manage",
  "webhooks:see",
  "webhooks:edit",
  "audit:see",
  "metrics:see",
] as const;

const own = [...administer, "members:own", "members:password", "workspace:backup"] as const;

export type Action = (typeof own)[number];
export const actions: readonly Action[] = own;

const table: Record<Role, ReadonlySet<Action>> = {
  owner: new Set<Action>(own),
  admin: new Set<Action>(administer),
  researcher: new Set<Action>(research),
  annotator: new Set<Action>(annotate),
};

const personal = new Set<Action>(["account:edit", "api-keys:own", "api-keys:manage", "members:password", "workspace:backup"]);

/** What a key can be made for: everything but what a person must do in person, such as making further keys. */
export const keyActions: readonly Action[] = own.filter((action) => !personal.has(action));

/** Whether the role may do the action. Also used by pages to hide what would be refused: hiding is not the check. */
export const can = (role: Role, action: Action): boolean => table[role].has(action);
