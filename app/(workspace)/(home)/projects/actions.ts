"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { archiveProject } from "@/lib/projects/archive-project";
import { createProject } from "@/lib/projects/create-project";
import { archiveProjectSchema, createProjectSchema } from "@/lib/projects/schema";

export const create = action(createProjectSchema, async (actor, input) => {
  const { project } = await createProject(actor, input);
  revalidatePath("/projects");
  return { slug: project.slug };
});

export const archive = action(archiveProjectSchema, async (actor, input) => {
  await archiveProject(actor, input);
  revalidatePath("/", "layout");
});
