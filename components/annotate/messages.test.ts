import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import german from "@/components/annotate/messages/de.json";
import english from "@/components/annotate/messages/en.json";
import { deskActions } from "@/components/annotate/key-map";

const flat = (value: unknown, path = ""): [string, string][] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => flat(inner, path === "" ? name : `${path}.${name}`))
    : [[path, String(value)]];

const argumentsOf = (message: string): string[] => [...new Set([...message.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ""))].sort();

describe("the desk's words", () => {
  const words = { en: new Map(flat(english)), de: new Map(flat(german)) };

  it("are complete in German: every message, with the same gaps to fill", () => {
    expect([...words.de.keys()].sort()).toEqual([...words.en.keys()].sort());
    // Words inside plural branches also follow a brace; only names before a comma or a closing brace are gaps.
    const gaps = (message: string): string[] => argumentsOf(message.replace(/(one|other|=\d+) \{/g, "$1 ("));
    for (const [key, message] of words.en) expect([key, ...gaps(words.de.get(key) ?? "")]).toEqual([key, ...gaps(message)]);
  });

  it("are translated: few messages read the same in both", () => {
    const same = [...words.en].filter(([key, message]) => words.de.get(key) === message).map(([key]) => key);
    expect(same.length).toBeLessThan(12);
  });

  it("can be put into sentences in both languages", () => {
    const values = {
      done: 2,
      total: 40,
      waiting: 3,
      turns: 1,
      turn: 2,
      blocks: 1,
      version: 3,
      from: 1,
      to: 2,
      date: "1 May",
      note: "x",
      sections: 0,
    };
    const more = {
      key: "K",
      holder: "Skip",
      does: "Skip",
      letter: "A",
      share: 1.25,
      items: 50,
      ready: 1,
      title: "Critique",
      chars: 3,
      least: 9,
    };
    for (const [locale, messages] of [
      ["en", english],
      ["de", german],
    ] as const) {
      const t = createTranslator({
        locale,
        messages,
        onError: (error) => {
          throw error;
        },
      });
      for (const key of words.en.keys()) expect(t(key as Parameters<typeof t>[0], { ...values, ...more })).not.toMatch(/[{}]/);
    }
  });

  it("name every key of the desk", () => {
    expect(Object.keys(english.desk.keys.does).sort()).toEqual(Object.keys(deskActions).sort());
  });
});
