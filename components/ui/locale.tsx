"use client";

import { createContext, useContext } from "react";

/** The languages that shared drawings know. Without a provider above them they speak English, as the rest of the bench does. */
export type WordsLocale = "en" | "de";

const LocaleContext = createContext<WordsLocale>("en");

export const WordsLocaleProvider = LocaleContext.Provider;
export const useWordsLocale = (): WordsLocale => useContext(LocaleContext);

/** The few words that the primitives say by themselves. */
const own = {
  en: {
    close: "Close",
    loading: "Loading",
    theme: "Switch between light and dark",
    themeTitle: "Light or dark",
    emptyResponse: "This response is empty.",
  },
  de: {
    close: "Schließen",
    loading: "Wird geladen",
    theme: "Zwischen hell und dunkel wechseln",
    themeTitle: "Hell oder dunkel",
    emptyResponse: "Diese Antwort ist leer.",
  },
};
export const useOwnWords = (): (typeof own)["en"] => own[useWordsLocale()];
