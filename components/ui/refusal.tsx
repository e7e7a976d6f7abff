"use client";

import { createContext, useContext } from "react";
import type { ReactNode } from "react";

const RefusalContext = createContext<string | null>(null);

export interface RefusalProps {
  /** id of the sentence that says what is missing; null while nothing was refused */
  saidBy: string | null;
  children: ReactNode;
}

/** An answer that could not be sent: the fields in it that are open name the sentence that says so. */
export function Refusal({ saidBy, children }: RefusalProps) {
  return <RefusalContext value={saidBy}>{children}</RefusalContext>;
}

/** What a field or a group carries that keeps an answer from being sent, once somebody tried to. */
export function useRefusal(): (open: boolean) => { "aria-invalid"?: true; "aria-errormessage"?: string } {
  const saidBy = useContext(RefusalContext);
  return (open) => (open && saidBy !== null ? { "aria-invalid": true, "aria-errormessage": saidBy } : {});
}

/**
 * The same for what cannot be invalid by its role, a group or a button: ids that describe it, the sentence last. `besides`: ids that
 * describe it anyway.
 */
export function useRefusedGroup(): (open: boolean, besides?: string) => string | undefined {
  const saidBy = useContext(RefusalContext);
  return (open, besides) => [besides, open ? saidBy : null].filter(Boolean).join(" ") || undefined;
}
