import { describe, expect, it } from "vitest";
import { preferredLocale } from "@/lib/http/preferred-locale";

describe("the language that a browser asks for", () => {
  it.each([
    ["de-AT,de;q=0.9,en;q=0.8", "de"],
    ["en-GB,de;q=0.9", "en"],
    ["fr,de;q=0.5,en;q=0.7", "en"],
    ["fi, de ;q=0.2", "de"],
    ["de;q=0, en", "en"],
    ["*", "en"],
    ["", "en"],
    [null, "en"],
    ["de;q=abc,en", "en"],
  ])("is, of %s, %s", (header, locale) => expect(preferredLocale(header)).toBe(locale));
});
