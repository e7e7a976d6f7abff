import { createHighlighterCoreSync } from "shiki/core";
import type { ThemeRegistration } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import json from "shiki/langs/json.mjs";
import python from "shiki/langs/python.mjs";
import shell from "shiki/langs/shellscript.mjs";
import sql from "shiki/langs/sql.mjs";
import typescript from "shiki/langs/tsx.mjs";
import yaml from "shiki/langs/yaml.mjs";

/** What a stretch of code is. Colour is spent on three things only; the rest is ink. */
export type CodeRole = "keyword" | "string" | "comment" | "plain";
export interface CodePiece {
  text: string;
  role: CodeRole;
}

// Each role is marked with an impossible colour of its own, so that the pieces can be told apart and get a class instead of a style.
const roleColours: Record<string, CodeRole> = { "#000001": "keyword", "#000002": "string", "#000003": "comment" };
const theme: ThemeRegistration = {
  name: "plumbline",
  type: "light",
  colors: { "editor.foreground": "#000000", "editor.background": "#ffffff" },
  tokenColors: [
    { scope: ["keyword", "storage", "constant.language", "variable.language"], settings: { foreground: "#000001" } },
    {
      scope: ["keyword.operator.assignment", "keyword.operator.arithmetic", "keyword.operator.comparison", "storage.type.format"],
      settings: { foreground: "#000000" },
    },
    { scope: ["string", "string.quoted", "punctuation.definition.string"], settings: { foreground: "#000002" } },
    { scope: ["comment", "punctuation.definition.comment"], settings: { foreground: "#000003" } },
  ],
};

const aliases: Record<string, string> = {
  py: "python",
  python3: "python",
  js: "tsx",
  javascript: "tsx",
  jsx: "tsx",
  ts: "tsx",
  typescript: "tsx",
  sh: "shellscript",
  bash: "shellscript",
  shell: "shellscript",
  zsh: "shellscript",
  yml: "yaml",
};

const highlighter = createHighlighterCoreSync({
  themes: [theme],
  langs: [json, python, shell, sql, typescript, yaml],
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});
const known = new Set(highlighter.getLoadedLanguages());

/** Above this the colouring would be felt while scrolling; the code is shown plain. */
const longestCode = 20_000;

/** Lines of pieces, or null where the language is unknown or the code too long. */
export function highlight(code: string, language: string): CodePiece[][] | null {
  const name = aliases[language.toLowerCase()] ?? language.toLowerCase();
  if (!known.has(name) || code.length > longestCode) return null;
  return highlighter.codeToTokensBase(code, { lang: name, theme: "plumbline", tokenizeMaxLineLength: 2_000 }).map((line) =>
    line.reduce<CodePiece[]>((pieces, token) => {
      const role = roleColours[token.color?.toLowerCase() ?? ""] ?? "plain";
      const before = pieces.at(-1);
      if (before?.role === role) before.text += token.content;
      else pieces.push({ text: token.content, role });
      return pieces;
    }, []),
  );
}
