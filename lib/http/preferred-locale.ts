import { locales } from "@/lib/auth/preferences-schema";
import type { Locale } from "@/lib/auth/preferences-schema";

/** The first of our languages in a browser's list, by its weights; English where none is there. */
export const preferredLocale = (acceptLanguage: string | null): Locale => {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((entry, index) => {
      const [tag = "", ...parameters] = entry.trim().split(";");
      const quality = parameters.find((one) => one.trim().startsWith("q="));
      const weight = quality === undefined ? 1 : Number(quality.trim().slice("q=".length));
      return { language: tag.trim().split("-")[0]?.toLowerCase(), weight: Number.isFinite(weight) ? weight : 0, index };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  for (const { language } of wanted) {
    const known = locales.find((locale) => locale === language);
    if (known) return known;
  }
  return "en";
};
