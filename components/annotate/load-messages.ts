import type english from "@/components/annotate/messages/en.json";
import type { Locale } from "@/lib/auth/preferences-schema";

/** The desk's words; every language has the keys of the English ones (checked in a test). */
export type DeskMessages = { desk: typeof english.desk };

const languages: Record<Locale, () => Promise<DeskMessages>> = {
  en: async () => (await import("@/components/annotate/messages/en.json")).default,
  de: async () => (await import("@/components/annotate/messages/de.json")).default,
};

export const loadMessages = (locale: Locale): Promise<DeskMessages> => languages[locale]();
