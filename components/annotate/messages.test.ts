import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createTranslator } from "next-intl";
import type { AbstractIntlMessages } from "next-intl";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import german from "@/components/annotate/messages/de.json";
import english from "@/components/annotate/messages/en.json";
import book from "@/components/annotate/messages/said.de.json";
import { deskActions } from "@/components/annotate/key-map";
import { sayIn } from "@/components/annotate/said";
import { kinds } from "@/lib/kinds/registry";

const flat = (value: unknown, path = ""): [string, string][] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => flat(inner, path === "" ? name : `${path}.${name}`))
    : [[path, String(value)]];

// Words inside plural branches also follow a brace; only names before a comma or a closing brace are gaps.
const gapsOf = (message: string): string[] =>
  [
    ...new Set([...message.replace(/(one|two|few|other|page|=\d+) \{/g, "$1 (").matchAll(/\{(\w+)/g)].map((match) => match[1] ?? "")),
  ].sort();

/** Everything that an annotator's screen is drawn from. */
const gate = "app/(workspace)/projects/[slug]/annotate/_components";
const drawn = [
  "components/annotate",
  "components/content",
  "components/media",
  gate,
  ...Object.keys(kinds).map((kind) => `lib/kinds/${kind}`),
].flatMap((folder) => readdirSync(folder).flatMap((file) => (/\.tsx$/.test(file) && !/\.test\./.test(file) ? [join(folder, file)] : [])));

const books = ["components/annotate", "components/content", "components/media", ...Object.keys(kinds).map((kind) => `lib/kinds/${kind}`)];
const bookSchema: z.ZodType<AbstractIntlMessages> = z.lazy(() => z.record(z.string(), z.union([z.string(), bookSchema])));
const readBook = (folder: string, locale: string): AbstractIntlMessages =>
  bookSchema.parse(JSON.parse(readFileSync(join(folder, "messages", `${locale}.json`), "utf8")));

describe.each(books)("the words of %s", (folder) => {
  const source = { en: readBook(folder, "en"), de: readBook(folder, "de") };
  const words = { en: new Map(flat(source.en)), de: new Map(flat(source.de)) };

  it("are complete in German: every message, with the same gaps to fill", () => {
    expect([...words.de.keys()].sort()).toEqual([...words.en.keys()].sort());
    for (const [key, message] of words.en) expect([key, ...gapsOf(words.de.get(key) ?? "")]).toEqual([key, ...gapsOf(message)]);
  });

  it("are translated: few messages read the same in both", () => {
    const same = [...words.en].filter(
      ([key, message]) => words.de.get(key) === message && /[a-z]{3}/.test(message.replace(/\{.*?\}/g, "")),
    );
    expect(same.map(([key]) => key).length).toBeLessThan(12);
  });

  it("can be put into sentences in both languages", () => {
    for (const [locale, messages] of Object.entries(source)) {
      const t = createTranslator({
        locale,
        messages,
        onError: (error) => {
          throw error;
        },
      });
      // Numbers do for every gap: plurals need them, and words may be one. The keys are read from the book: their type is not known.
      for (const [key, message] of words.en) {
        const values = Object.fromEntries(gapsOf(message).map((name) => [name, name === "date" ? "1 May" : 3]));
        const said: unknown = Reflect.apply(t, undefined, [key, values]);
        expect(said).toEqual(expect.stringMatching(/^[^{}]+$/));
      }
    }
  });
});

describe("the desk's words", () => {
  it("name every key of the desk", () => {
    expect(Object.keys(english.desk.keys.does).sort()).toEqual(Object.keys(deskActions).sort());
    expect(Object.keys(german.desk.keys.does).sort()).toEqual(Object.keys(deskActions).sort());
  });
});

const parse = (file: string): ts.SourceFile => ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);

const walk = (node: ts.Node, visit: (node: ts.Node) => void): void => {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
};

const spokenAttributes = new Set([
  "aria-label",
  "aria-description",
  "aria-valuetext",
  "title",
  "placeholder",
  "alt",
  "label",
  "legend",
  "description",
]);
const readable = /\p{L}{2}/u;

/** Words that stand in the code itself: text between tags, and literals in what is read aloud or shown. */
const wordsIn = (file: string): string[] => {
  const found: string[] = [];
  const literals = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isBinaryExpression(node) || ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node)) return;
    if (ts.isElementAccessExpression(node) || ts.isJsxFragment(node) || ts.isArrowFunction(node) || ts.isPropertyAccessExpression(node))
      return;
    if (ts.isConditionalExpression(node)) {
      literals(node.whenTrue);
      literals(node.whenFalse);
      return;
    }
    if (ts.isStringLiteralLike(node) && readable.test(node.text)) found.push(node.text);
    if (ts.isTemplateExpression(node)) {
      const text = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(" ");
      if (readable.test(text)) found.push(text);
    }
    node.forEachChild(literals);
  };
  walk(parse(file), (node) => {
    if (ts.isJsxText(node) && readable.test(node.text.replace(/&\w+;/g, ""))) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && spokenAttributes.has(node.name.getText()) && node.initializer) literals(node.initializer);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression) literals(node.expression);
    if (ts.isPropertyAssignment(node) && /^(does|label|title|description)$/.test(node.name.getText())) literals(node.initializer);
  });
  return found;
};

// Keys and what is the same in every language.
const sameEverywhere = new Set(["Esc", "OpenDyslexic"]);

describe("what an annotator sees", () => {
  it("is found here at all", () => {
    expect(drawn.length).toBeGreaterThan(50);
  });

  it.each(drawn)("has no word of its own in %s", (file) => {
    expect(wordsIn(file).filter((word) => !sameEverywhere.has(word))).toEqual([]);
  });

  it.each(drawn)("asks for words that there are in %s", (file) => {
    const source = parse(file);
    const asked: string[] = [];
    const spaces = new Map<string, string>();
    walk(source, (node) => {
      if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isCallExpression(node.initializer)) return;
      const [space] = node.initializer.arguments;
      if (node.initializer.expression.getText() === "useTranslations" && space && ts.isStringLiteral(space))
        spaces.set(node.name.getText(), space.text);
    });
    if (new Set(spaces.values()).size > 1) return;
    walk(source, (node) => {
      if (!ts.isCallExpression(node)) return;
      const space = spaces.get(node.expression.getText());
      const [key] = node.arguments;
      const keys = key && ts.isConditionalExpression(key) ? [key.whenTrue, key.whenFalse] : [key];
      for (const one of keys) if (space !== undefined && one && ts.isStringLiteral(one)) asked.push(`${space}.${one.text}`);
    });
    const known = new Set(flat(english).map(([key]) => key));
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });
});

/** In those rooms, what refuses a reviewer. */
const toReviewers = ["lib/annotations/send-back.ts", "lib/annotations/call-back.ts"];

/** What refuses or reminds an annotator, outside of the desk's own files. */
const speakers = [
  ...Object.keys(kinds).flatMap((kind) => ["check.ts", "kind.ts", "rating.ts", "answering.ts"].map((file) => `lib/kinds/${kind}/${file}`)),
  ...[
    "lib/extras/schema.ts",
    "lib/errors.ts",
    "lib/db-retry.ts",
    "lib/http/api-route.ts",
    "lib/http/action.ts",
    "components/forms/settled.ts",
    "lib/http/problem.ts",
    "lib/auth/session.ts",
  ],
  ...["lib/assignments", "lib/annotations"].flatMap((room) => readdirSync(room).map((file) => join(room, file))),
  ...["accept-consent", "admit", "answer-practice", "next-practice", "save-profile", "schema"].map(
    (file) => `lib/qualification/${file}.ts`,
  ),
  ...["lib/quality/schema.ts", "components/annotate/desk-api.ts", "components/annotate/use-outbox.ts", "components/annotate/use-queue.ts"],
].filter((file) => !toReviewers.includes(file) && /\.ts$/.test(file) && !/\.test\.ts$/.test(file) && existing(file));

function existing(file: string): boolean {
  try {
    return readFileSync(file).length > 0;
  } catch {
    return false; // not every kind has every file
  }
}

/** Sentences of these files that are said to those who set a campaign up, or to whoever imports. */
const toOthers = [
  /needs at least two responses|needs a response|no response to mark|can be ranked; the item has/,
  /^Two responses side by side|^Scales, labels|^Two to ten responses|^One response: where/,
  /^What is wrong, and|^Is anything wrong|^Is it acceptable|^How safe is it/,
  /^A name begins|^Give it a title|^Ten extras|^Names of|must differ|^A text may have|^Give two options|^More right answers|^The text is empty/,
  /^More (known )?answers (are wanted)?|^Say why, in a line|^Say what they should look at again|^Say what is too fast/,
  /^How likely it is that|^Share of the answers that|^Mean of the (answers|ratings)/,
  // what only the command line says
  /^No such 7 here\. Is the name/,
];

/** Sentences in a file, their gaps filled. */
const sentencesOf = (file: string): string[] => {
  const found: string[] = [];
  walk(parse(file), (node) => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text);
    if (ts.isTemplateExpression(node)) found.push(node.head.text + node.templateSpans.map((span) => `7${span.literal.text}`).join(""));
  });
  return found.filter((text) => /^[\p{Lu}“[7].*\s.*[.?!]$/su.test(text) && !toOthers.some((pattern) => pattern.test(text)));
};

describe("sentences that refuse or remind", () => {
  const say = sayIn(book);

  it("have the same gaps in German", () => {
    for (const [sentence, translation] of Object.entries(book))
      expect([sentence, ...gapsOf(translation)]).toEqual([sentence, ...gapsOf(sentence)]);
  });

  it("are looked for where they are made", () => {
    expect(speakers.length).toBeGreaterThan(30);
    expect(speakers.flatMap(sentencesOf).length).toBeGreaterThan(60);
  });

  it.each(speakers)("are all translated: %s", (file) => {
    expect(sentencesOf(file).filter((sentence) => say(sentence) === sentence)).toEqual([]);
  });
});
