// Code is never touched: fenced blocks (closed or running to the end) and inline spans.
const codePattern = /(^[ \t]*(?:```|~~~)[\s\S]*?(?:^[ \t]*(?:```|~~~)[ \t]*$|(?![\s\S]))|(`+)(?!`)[\s\S]*?[^`]\2(?!`))/gm;

/**
 * Models write mathematics in four ways: $$…$$, $…$, \[…\] and \(…\). Markdown knows the first only, so the others are rewritten to it.
 * A single dollar opens mathematics only where Pandoc says so: no space after it, none before the closing one, and no digit behind that.
 * Prices stay prices: "between $5 and $10".
 */
export function normaliseMath(text: string): string {
  if (!/[$\\]/.test(text)) return text;
  const parts: string[] = [];
  let last = 0;
  for (const match of text.matchAll(codePattern)) {
    parts.push(rewrite(text.slice(last, match.index)), match[0]);
    last = match.index + match[0].length;
  }
  parts.push(rewrite(text.slice(last)));
  return withoutOpenFence(parts).join("");
}

/** A line that begins a displayed formula, or ends one. */
const fencePattern = /^ {0,3}\$\$(?!\$)[^\n$]*$/gm;

/**
 * Where a response was cut off within a formula, markdown would take all that follows for mathematics: headings, lists and prose in
 * one line. Its dollars are dollars then. Every second part is code.
 */
function withoutOpenFence(parts: string[]): string[] {
  let open: { part: number; at: number } | null = null;
  for (const [part, text] of parts.entries()) {
    if (part % 2 === 1) continue;
    for (const match of text.matchAll(fencePattern)) {
      if (!open) open = { part, at: match.index + match[0].indexOf("$") };
      else if (match[0].trim() === "$$") open = null;
    }
  }
  if (!open) return parts;
  const { part, at } = open;
  return parts.map((text, index) => (index === part ? `${text.slice(0, at)}\\$\\$${text.slice(at + 2)}` : text));
}

function rewrite(text: string): string {
  return text
    .replace(/^([ \t]*)\\\[([\s\S]{1,4000}?)\\\][ \t]*$/gm, (_, indent: string, body: string) => display(indent, body))
    .replace(/\\\[([^\n]{1,4000}?)\\\]/g, (_, body: string) => inline(body))
    .replace(/\\\(([^\n]{1,2000}?)\\\)/g, (_, body: string) => inline(body))
    .replace(/^([ \t]*)\$\$(?!\$)((?:(?!\n[ \t]*\n)[^$]){1,4000})\$\$[ \t]*$/gm, (_, indent: string, body: string) => display(indent, body))
    .replace(/(?<![\\$])\$(?![\s$])((?:[^$\\\n]|\\.){1,500}?)(?<![\s\\])\$(?![\d$])/g, (_, body: string) => inline(body));
}

function inline(body: string): string {
  return "$$" + body.trim() + "$$";
}

function display(indent: string, body: string): string {
  const lines = body
    .trim()
    .split("\n")
    .map((line) => `${indent}${line.trim()}`);
  return `${indent}$$\n${lines.join("\n")}\n${indent}$$`;
}
