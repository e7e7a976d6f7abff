import { beforeAll, describe, expect, it } from "vitest";
import { highlight } from "@/components/content/highlight";

function rolesOf(code: string, language: string): Record<string, string> {
  return Object.fromEntries((highlight(code, language) ?? []).flat().map((piece) => [piece.text.trim(), piece.role]));
}

describe("highlight", () => {
  // A line gets half a second, and the first also makes a language's expressions: on a busy machine it may be given up.
  beforeAll(() => void highlight("import os", "py"));

  it("tells keywords, strings and comments apart", () => {
    const roles = rolesOf('import os  # the system\nname = "x"', "py");
    expect(roles["import"]).toBe("keyword");
    expect(roles['"x"']).toBe("string");
    expect(roles["# the system"]).toBe("comment");
  });

  it.each(["python", "ts", "js", "bash", "json", "sql", "yaml"])("loses no letter of %s", (language) => {
    const code = "if (a) {\n\t\"b\": [1, 2] -- c\n}\n\n$d = 'e'";
    expect(
      highlight(code, language)
        ?.map((line) => line.map((piece) => piece.text).join(""))
        .join("\n"),
    ).toBe(code);
  });

  it("leaves unknown languages and very long code to be shown plain", () => {
    expect(highlight("x", "brainfuck")).toBeNull();
    expect(highlight("x".repeat(30_000), "python")).toBeNull();
  });
});
