import { describe, expect, it } from "vitest";
import book from "@/components/annotate/messages/said.de.json";
import { sayIn } from "@/components/annotate/said";
import { pairwise } from "@/lib/kinds/pairwise/kind";
import { pointwise } from "@/lib/kinds/pointwise/kind";
import { ranking } from "@/lib/kinds/ranking/kind";
import { segment } from "@/lib/kinds/segment/kind";
import { missingExtras } from "@/lib/extras/schema";

const say = sayIn(book);

describe("sentences made elsewhere", () => {
  it("keep what fills their gaps, and are found one after another", () => {
    expect(say("Answer “Which is better?”.")).toBe("Beantworten Sie „Which is better?“.");
    expect(say("Answer “a”. Say how sure you are of “b c”.")).toBe("Beantworten Sie „a“. Sagen Sie, wie sicher Sie bei „b c“ sind.");
    expect(say("“{x}” has 3 of at least 20 characters.")).toBe("„{x}“ hat 3 von mindestens 20 Zeichen.");
  });

  it("say in our own words where a mark lies", () => {
    expect(say("Give a reason for correction 3. Say how bad the mark is.")).toBe(
      "Geben Sie bei Korrektur 3 einen Grund an. Bei der Markierung fehlt, wie schlimm es ist.",
    );
  });

  it("come back as they are where nobody translated them, or only a part", () => {
    expect(say("Rests for a reason of its own.")).toBe("Rests for a reason of its own.");
    expect(say("Rate the response. And that is all.")).toBe("Rate the response. And that is all.");
    expect(sayIn({})("Rate the response.")).toBe("Rate the response.");
  });

  it("are all known, as the kinds and extras make them for an empty answer and for their bad examples", () => {
    const extra = { name: "why", title: "Why?", help: "", type: "critique", about: "response", required: true, minChars: 9 } as const;
    const made = [
      ...pairwise.fixtures.bad.flatMap(({ unitKey, response }) => reasons(pairwise, unitKey, response)),
      ...ranking.fixtures.bad.flatMap(({ unitKey, response }) => reasons(ranking, unitKey, response)),
      ...pointwise.fixtures.bad.flatMap(({ unitKey, response }) => reasons(pointwise, unitKey, response)),
      ...segment.fixtures.bad.flatMap(({ unitKey, response }) => reasons(segment, unitKey, response)),
      ...missingExtras([extra], [0, 1, 2], [{ name: "why", response: 2, text: "short" }]),
    ];
    expect(made.length).toBeGreaterThan(12);
    expect(made.filter((sentence) => say(sentence) === sentence)).toEqual([]);
  });
});

type Checked<Config, Response> = {
  fixtures: { config: Config };
  responseSchema: { safeParse: (value: unknown) => { success: boolean; data?: Response } };
  check: (config: Config, unitKey: string, response: Response) => string[];
};

const reasons = <Config, Response>(kind: Checked<Config, Response>, unitKey: string, value: unknown): string[] => {
  const { data } = kind.responseSchema.safeParse(value);
  return data === undefined ? [] : kind.check(kind.fixtures.config, unitKey, data);
};
