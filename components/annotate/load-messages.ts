import type english from "@/components/annotate/messages/en.json";
import type { SentenceBook } from "@/components/annotate/said";
import type { Locale } from "@/lib/auth/preferences-schema";

/** The desk's words; every language has the keys of the English ones (checked in a test). */
export type DeskMessages = Pick<typeof english, "desk" | "gate">;

/** A language as a whole: the words, and what sentences made elsewhere are in it. */
export type DeskLanguage = { locale: Locale; messages: DeskMessages; said: SentenceBook };

const languages: Record<Locale, () => Promise<Omit<DeskLanguage, "locale">>> = {
  // Sentences are made in English.
  en: async () => ({ messages: (await import("@/components/annotate/messages/en.json")).default, said: {} }),
  de: async () => {
    const [messages, said] = await Promise.all([
      import("@/components/annotate/messages/de.json"),
      import("@/components/annotate/messages/said.de.json"),
    ]);
    return { messages: messages.default, said: said.default };
  },
};

export const loadLanguage = async (locale: Locale): Promise<DeskLanguage> => ({ locale, ...(await languages[locale]()) });
