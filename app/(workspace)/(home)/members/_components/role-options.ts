import type { Role } from "@/lib/members/schema";

/** What each role may do, in the words of the page. */
export const roleOptions: { value: Role; label: string; about: string }[] = [
  { value: "annotator", label: "Annotator", about: "answers questions and sees own work" },
  { value: "researcher", label: "Researcher", about: "runs projects from import to export" },
  { value: "admin", label: "Admin", about: "also invites people and commits plans that cost money" },
  { value: "owner", label: "Owner", about: "also decides who owns the workspace" },
];
