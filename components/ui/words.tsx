"use client";

import { createTranslator } from "next-intl";
import { useMemo } from "react";
import { useWordsLocale } from "@/components/ui/locale";
import type { WordsLocale } from "@/components/ui/locale";

/**
 * The words of one part of the product in all languages: `useWords` in what is drawn, `wordsIn` elsewhere. Unlike the hooks of the
 * library it needs no provider, so that a kind's form speaks English wherever nobody chose a language.
 */

export const bindWords = <Messages extends Record<string, unknown>>(messages: Record<WordsLocale, Messages>) => {
  const wordsIn = (locale: WordsLocale) => createTranslator({ locale, messages: messages[locale] });
  const useWords = (): ReturnType<typeof wordsIn> => {
    const locale = useWordsLocale();
    return useMemo(() => wordsIn(locale), [locale]);
  };
  return { wordsIn, useWords };
};

/** "Tone: 4", "Which is better? A": what was said of something, behind its title. */
export const titled = (title: string, words: string): string => `${title}${/[?!.:]$/.test(title) ? "" : ":"} ${words}`;
