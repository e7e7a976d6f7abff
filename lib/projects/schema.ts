import { z } from "zod";

/** Slugs stand in addresses and on the command line. */
export const slugSchema = z
  .string()
  .min(1, "needs at least one character")
  .max(60, "has more than 60 characters")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "may hold small letters, digits and single hyphens");

export const createProjectSchema = z.object({
  name: z.string().trim().min(1, "Give the project a name.").max(120),
  slug: slugSchema.optional(),
  description: z.string().max(2_000).default(""),
  /** kind of the first campaign */
  kind: z.string().default("pairwise"),
});
export type CreateProject = z.input<typeof createProjectSchema>;

export const projectViewSchema = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  archivedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type ProjectView = z.infer<typeof projectViewSchema>;

export const campaignViewSchema = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  kind: z.string(),
  config: z.unknown(),
  state: z.enum(["draft", "open", "paused", "archived"]),
  overlap: z.number().int(),
  goldShare: z.number(),
  leaseSeconds: z.number().int(),
  guideVersion: z.number().int(),
});
export type CampaignView = z.infer<typeof campaignViewSchema>;

/** "My project: round 2" → "my-project-round-2" */
export const slugify = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/g, "") || "project";

/** How much lies in each stage of a project's line. Null: nothing made yet. */
export type StageCounts = {
  imports: number;
  failedImports: number;
  items: number;
  campaigns: number;
  tasks: number;
  openTasks: number;
  annotations: number;
  annotators: number;
  rewardModel: number | null;
  routePlan: number | null;
  dataset: number | null;
};
