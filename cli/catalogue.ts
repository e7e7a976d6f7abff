import type { Command } from "@/cli/command";

type Entry = {
  name: string;
  summary: string;
  /** Read only when the command is called. */
  load: () => Promise<{ command: Command }>;
};

/** Every command, in the order of the line. */
export const catalogue: Entry[] = [
  {
    name: "import",
    summary: "Read files of items, with the labels that came with them, into a project",
    load: () => import("@/cli/commands/import"),
  },
  { name: "agreement", summary: "Measure how far annotators agree", load: () => import("@/cli/commands/agreement") },
  {
    name: "aggregate",
    summary: "Turn labels into a posterior for each task and a reliability for each annotator",
    load: () => import("@/cli/commands/aggregate"),
  },
  { name: "judge", summary: "Add, ask and measure language-model judges", load: () => import("@/cli/commands/judge") },
  { name: "pay", summary: "Set what people are paid, read their statements, enter payments", load: () => import("@/cli/commands/pay") },
  { name: "budget", summary: "Set caps on money, and see what is spent and promised", load: () => import("@/cli/commands/budget") },
  { name: "train", summary: "Train a reward model", load: () => import("@/cli/commands/train") },
  { name: "score", summary: "Score the responses of a file with a trained reward model", load: () => import("@/cli/commands/score") },
  { name: "tag", summary: "Describe items by tags", load: () => import("@/cli/commands/tag") },
  {
    name: "route",
    summary: "Choose which instances go to people and which to a model, under a budget",
    load: () => import("@/cli/commands/route"),
  },
  { name: "ppm", summary: "Fit a performance prediction model to a table", load: () => import("@/cli/commands/ppm") },
  { name: "rewardbench", summary: "Score reward model runs on RewardBench", load: () => import("@/cli/commands/rewardbench") },
  { name: "export", summary: "Write an immutable data set version", load: () => import("@/cli/commands/export") },
  { name: "versions", summary: "List the data set versions of a project", load: () => import("@/cli/commands/versions") },
  { name: "diff", summary: "Compare two data set versions", load: () => import("@/cli/commands/diff") },
  { name: "push", summary: "Send a data set version to a hub or to object storage", load: () => import("@/cli/commands/push") },
  { name: "verify", summary: "Check that what is stored keeps its invariants", load: () => import("@/cli/commands/verify") },
  { name: "audit", summary: "Read who did what, and whether that record is whole", load: () => import("@/cli/commands/audit") },
  { name: "bench", summary: "Run a benchmark, or list them", load: () => import("@/cli/commands/bench") },
  { name: "encoder", summary: "Add, list or remove text encoders", load: () => import("@/cli/commands/encoder") },
  { name: "user", summary: "Invite or list people, or give one a new password", load: () => import("@/cli/commands/user") },
  { name: "api-key", summary: "Create, list or revoke keys for programs", load: () => import("@/cli/commands/api-key") },
  { name: "backup", summary: "Write a backup", load: () => import("@/cli/commands/backup") },
  { name: "restore", summary: "Fill an empty installation from a backup", load: () => import("@/cli/commands/restore") },
  { name: "serve", summary: "Serve the web app in the foreground", load: () => import("@/cli/commands/serve") },
  { name: "worker", summary: "Run a worker in the foreground", load: () => import("@/cli/commands/worker") },
];
