"use client";

import { NextIntlClientProvider } from "next-intl";
import { createContext, useContext, useMemo } from "react";
import type { ReactNode } from "react";
import type { DeskLanguage } from "@/components/annotate/load-messages";
import { sayIn } from "@/components/annotate/said";
import { WordsLocaleProvider } from "@/components/ui/locale";

const SaidContext = createContext<(sentence: string) => string>((sentence) => sentence);

/** A sentence of a rule or of the server in the reader's language. */
export const useSaid = (): ((sentence: string) => string) => useContext(SaidContext);

/** Everything below speaks one language: the desk's own words, those of kinds and texts, and sentences made elsewhere. */
export function DeskWords({ language, children }: { language: DeskLanguage; children: ReactNode }) {
  const { locale, messages, said } = language;
  const say = useMemo(() => sayIn(said), [said]);
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}>
      <WordsLocaleProvider value={locale}>
        <SaidContext.Provider value={say}>
          <div lang={locale}>{children}</div>
        </SaidContext.Provider>
      </WordsLocaleProvider>
    </NextIntlClientProvider>
  );
}
