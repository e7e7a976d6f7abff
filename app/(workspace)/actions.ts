"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { PaletteEntry } from "@/components/shell/palette";
import { signOut } from "@/lib/auth/sign-out";
import { action } from "@/lib/http/action";
import { searchSchema, searchWorkspace } from "@/lib/projects/search-workspace";

const found = action(searchSchema, searchWorkspace);

/** What the palette finds; nothing where it may not look. */
export async function findAnything(text: string): Promise<PaletteEntry[]> {
  const result = await found({ text });
  if (!result.ok) return [];
  return result.data.map((entry) => ({
    id: entry.id,
    label: entry.label,
    hint: entry.kind === "project" ? "project" : `item in ${entry.slug}`,
    href: entry.kind === "project" ? `/projects/${entry.slug}` : `/projects/${entry.slug}/items?item=${entry.id}`,
  }));
}

export async function leave(): Promise<void> {
  await signOut();
  const jar = await cookies();
  for (const { name } of jar.getAll()) if (name.includes("next-auth.session-token")) jar.delete(name);
  redirect("/sign-in");
}
