"use client";

import { createContext, useCallback, useContext, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { savePreferences } from "@/components/annotate/desk-api";
import type { DeskPreferences } from "@/lib/auth/preferences-schema";

type DeskSettings = DeskPreferences & { change: (patch: Partial<DeskPreferences>) => void };

const SettingsContext = createContext<DeskSettings | null>(null);

const saveAfterMs = 400;

/** How this person likes the desk: at once here, a moment later on the server, so that it holds in other browsers too. */
export function DeskSettingsProvider({ initial, children }: { initial: DeskPreferences; children: ReactNode }) {
  const [settings, setSettings] = useState(initial);
  const unsaved = useRef<Partial<DeskPreferences>>({});
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const change = useCallback((patch: Partial<DeskPreferences>) => {
    setSettings((before) => ({ ...before, ...patch }));
    unsaved.current = { ...unsaved.current, ...patch };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const sent = unsaved.current;
      unsaved.current = {};
      // Without a network it holds in this tab, and goes along with the next change.
      savePreferences(sent).catch(() => {
        unsaved.current = { ...sent, ...unsaved.current };
      });
    }, saveAfterMs);
  }, []);
  const value = useMemo(() => ({ ...settings, change }), [settings, change]);
  return <SettingsContext value={value}>{children}</SettingsContext>;
}

export const useDeskSettings = (): DeskSettings => {
  const settings = useContext(SettingsContext);
  if (!settings) throw new Error("useDeskSettings: outside its provider");
  return settings;
};
