"use client";

import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";

interface ShellState {
  paletteOpen: boolean;
  setPaletteOpen: (open: boolean) => void;
  navOpen: boolean;
  setNavOpen: (open: boolean) => void;
  /** The name of the thing a deeper page shows ("Plan 9"), behind the entry of the navigation. */
  tail: string | null;
  setTail: (tail: string | null) => void;
}

const ShellContext = createContext<ShellState | null>(null);

export function ShellProvider({ children }: { children: ReactNode }) {
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [navOpen, setNavOpen] = useState(false);
  const [tail, setTail] = useState<string | null>(null);
  const state = useMemo(() => ({ paletteOpen, setPaletteOpen, navOpen, setNavOpen, tail, setTail }), [paletteOpen, navOpen, tail]);
  return <ShellContext.Provider value={state}>{children}</ShellContext.Provider>;
}

export function useShell(): ShellState {
  const state = useContext(ShellContext);
  if (!state) throw new Error("useShell needs the shell around it.");
  return state;
}

/** Names the thing that the page shows in the breadcrumb of the header. Renders nothing; outside a shell it does nothing. */
export function CrumbTail({ label }: { label: string }) {
  const setTail = useContext(ShellContext)?.setTail;
  useEffect(() => {
    setTail?.(label);
    return () => setTail?.(null);
  }, [label, setTail]);
  return null;
}
