"use client";

import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { DeskScreen } from "@/components/annotate/desk-screen";
import type { DeskScreenProps } from "@/components/annotate/desk-screen";
import { DeskSettingsProvider, useDeskSettings } from "@/components/annotate/desk-settings";
import { DeskLoading } from "@/components/annotate/desk-notice";
import { DeskWords } from "@/components/annotate/desk-words";
import { openLocalStore } from "@/components/annotate/local-store";
import type { LocalDraft, LocalStore } from "@/components/annotate/local-store";
import { memoryStore } from "@/components/annotate/memory-store";
import { loadLanguage } from "@/components/annotate/load-messages";
import type { DeskLanguage } from "@/components/annotate/load-messages";
import type { DeskPreferences, Locale } from "@/lib/auth/preferences-schema";

export interface DeskProps extends Omit<DeskScreenProps, "store" | "localDrafts"> {
  preferences: DeskPreferences;
  /** what the browser asks for, where the person did not choose */
  browserLocale: Locale;
  /** what the page begins in */
  language: DeskLanguage;
}

/** Where people answer: one item at a time, the next one ready behind it. */
export function Desk({ preferences, browserLocale, language, ...screen }: DeskProps) {
  return (
    <DeskSettingsProvider initial={preferences}>
      <InLanguage browserLocale={browserLocale} first={language}>
        <WithStore {...screen} />
      </InLanguage>
    </DeskSettingsProvider>
  );
}

/** The desk's words. A language that is chosen later is fetched and takes the place of the other as a whole. */
function InLanguage({ browserLocale, first, children }: { browserLocale: Locale; first: DeskLanguage; children: ReactNode }) {
  const { locale } = useDeskSettings();
  const wanted = locale ?? browserLocale;
  const [language, setLanguage] = useState(first);
  useEffect(() => {
    if (wanted === language.locale) return;
    let current = true;
    loadLanguage(wanted)
      .then((loaded) => current && setLanguage(loaded))
      // Without a network the desk keeps the language that it has.
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [wanted, language.locale]);
  return <DeskWords language={language}>{children}</DeskWords>;
}

/** Opens what is kept in this browser. Where a browser keeps nothing, the tab does, and the answers wait in it. */
function WithStore(screen: Omit<DeskScreenProps, "store" | "localDrafts">) {
  const { userId, campaign } = screen;
  const [opened, setOpened] = useState<{ store: LocalStore; localDrafts: LocalDraft[] } | null>(null);
  useEffect(() => {
    let current = true;
    let store: LocalStore | null = null;
    const open = async (): Promise<void> => {
      store = await openLocalStore({ userId, campaignId: campaign.id }).catch(() => memoryStore());
      // Rows that cannot be read any more do not keep anybody from working.
      const localDrafts = await store.drafts().catch(() => []);
      if (current) setOpened({ store, localDrafts });
      else store.close();
    };
    void open();
    return () => {
      current = false;
      store?.close();
    };
  }, [userId, campaign.id]);
  return opened ? <DeskScreen {...screen} {...opened} /> : <DeskLoading head={<header className="desk-head" />} />;
}
