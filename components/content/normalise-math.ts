// Code is never touched: fenced blocks (closed or running to the end) and inline spans.
const codePattern = /(^[ \t]*(?:```|~~~)[\s\S]*?(?:^[ \t]*(?:```|~~~)[ \t]*$|(?![\s\S]))|(`+)(?!`)[\s\S]*?[^`]\2(?!`))/gm;

/**
 * Models write mathematics in four ways: $$…$$, $…$, \[…\] and \(…\). Markdown knows the first only, so the others are rewritten to it.
 * A single dollar opens mathematics only where Pandoc says so: no space after it, none before the closing one, and no digit behind that.
 * Prices stay prices: "between $5 and $10".
 */
export function normaliseMath(text: string): string {
  if (!/[$\\]/.test(text)) return text;
  let result = "";
  let last = 0;
  for (const match of text.matchAll(codePattern)) {
    result += rewrite(text.slice(last, match.index)) + match[0];
    last = match.index + match[0].length;
  }
  return result + rewrite(text.slice(last));
}

function rewrite(text: string): string {
  return text
    .replace(/^([ \t]*)\\\[([\s\S]{1,4000}?)\\\][ \t]*$/gm, (_, indent: string, body: string) => display(indent, body))
    .replace(/\\\[([^\n]{1,4000}?)\\\]/g, (_, body: string) => inline(body))
    .replace(/\\\(([^\n]{1,2000}?)\\\)/g, (_, body: string) => inline(body))
    .replace(/^([ \t]*)\$\$(?!\$)([^\n$]{1,4000})\$\$[ \t]*$/gm, (_, indent: string, body: string) => display(indent, body))
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
