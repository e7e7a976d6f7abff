import type { ReactNode } from "react";
import { pageActor } from "@/lib/auth/session";

/** Sends whoever is signed out to the door. This is a courtesy: each page and use case asks for itself. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  await pageActor();
  return children;
}
