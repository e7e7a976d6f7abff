"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/http/action";
import { editProject } from "@/lib/projects/edit-project";
import { editProjectSchema } from "@/lib/projects/schema";

export const edit = action(editProjectSchema, async (actor, input) => {
  const project = await editProject(actor, input);
  revalidatePath("/", "layout");
  return { slug: project.slug };
});
