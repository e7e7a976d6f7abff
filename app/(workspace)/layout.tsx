import type { ReactNode } from "react";
import { pageData } from "@/lib/http/page-data";

/** Sends whoever is signed out to the door. This is a courtesy: each page and use case asks for itself. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  await pageData(async () => undefined);
  return children;
}
