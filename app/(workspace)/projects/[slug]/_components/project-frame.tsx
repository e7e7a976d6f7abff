"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { AppShell } from "@/components/shell/app-shell";
import type { AppShellProps } from "@/components/shell/app-shell";

/** The bench's frame, but for the desk: annotators get the whole window. */
export function ProjectFrame({ children, ...shell }: AppShellProps) {
  if (useSelectedLayoutSegment() === "annotate") return children;
  return <AppShell {...shell}>{children}</AppShell>;
}
