import { memo } from "react";
import Markdown from "react-markdown";
import type { Components, ExtraProps, Options } from "react-markdown";
import rehypeKatex from "rehype-katex";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import { rehypeAllowList } from "@/components/content/allow-list";
import { CodeBlock } from "@/components/content/code-block";
import { LongText } from "@/components/content/long-text";
import { normaliseMath } from "@/components/content/normalise-math";
import { Formula, ImageStandIn, ScrollingTable } from "@/components/content/reading-parts";
import { safeUrl } from "@/components/content/safe-url";
import { cn } from "@/lib/cn";

export interface ReadingTextProps {
  /** Imported text, trusted in nothing. */
  text: string;
  /** As written, with its own line breaks and nothing interpreted. */
  raw?: boolean;
  /** Fetches pictures from their addresses. Off, the description and the address stand in their place. */
  loadImages?: boolean;
  className?: string;
}

/** Above this a text is shown as written, and only the part in sight: laying out a megabyte of markdown would hold up the page. */
const longestFormatted = 80_000;

const remarkPlugins: Options["remarkPlugins"] = [remarkGfm, [remarkMath, { singleDollarTextMath: false }]];
const rehypePlugins: Options["rehypePlugins"] = [
  // MathML only: no inline styles, and the reader's mathematics font. Commands that link or embed are off, macros cannot run away.
  [rehypeKatex, { output: "mathml", trust: false, strict: "ignore", maxSize: 20, maxExpand: 200, errorColor: "currentColor" }],
  rehypeAllowList,
];

/** A response or prompt in reading type. HTML in it is shown as text, never interpreted. */
export const ReadingText = memo(function ReadingText({ text, raw = false, loadImages = false, className }: ReadingTextProps) {
  if (text.length > longestFormatted) return <LongText text={text} unasked={!raw} className={className} />;
  if (raw) {
    return (
      <div dir="auto" className={cn("reading as-written", className)}>
        {text}
      </div>
    );
  }
  return (
    <div dir="auto" className={cn("reading", className)}>
      <Markdown
        remarkPlugins={remarkPlugins}
        rehypePlugins={rehypePlugins}
        urlTransform={keepSafe}
        components={loadImages ? withImages : components}
      >
        {normaliseMath(text)}
      </Markdown>
    </div>
  );
});

function keepSafe(address: string): string {
  return safeUrl(address) ?? "";
}

const components: Components = {
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="nofollow noopener noreferrer ugc">
        {children}
      </a>
    ) : (
      <span className="dead-link">{children}</span>
    ),
  img: ({ src, alt }) => <ImageStandIn address={typeof src === "string" ? src : ""} alt={alt ?? ""} />,
  pre: ({ node, children }) => {
    const code = codeOf(node);
    return code ? <CodeBlock copyable code={code.text} language={code.language} /> : <pre>{children}</pre>;
  },
  span: ({ className, children }) =>
    className === "katex" ? <Formula>{children}</Formula> : <span className={className}>{children}</span>,
  table: ({ children }) => <ScrollingTable>{children}</ScrollingTable>,
  th: ({ node, children }) => <th className={alignOf(node)}>{children}</th>,
  td: ({ node, children }) => <td className={alignOf(node)}>{children}</td>,
  // Headings of a response must not break into the outline of the page.
  h1: ({ children }) => <p className="heading heading-1">{children}</p>,
  h2: ({ children }) => <p className="heading heading-2">{children}</p>,
  h3: ({ children }) => <p className="heading">{children}</p>,
  h4: ({ children }) => <p className="heading">{children}</p>,
  h5: ({ children }) => <p className="heading">{children}</p>,
  h6: ({ children }) => <p className="heading">{children}</p>,
};

const withImages: Components = {
  ...components,
  // A plain img: the optimiser would have our server fetch the stranger's address.
  img: ({ src, alt }) =>
    typeof src === "string" && src !== "" ? (
      <img src={src} alt={alt ?? ""} loading="lazy" referrerPolicy="no-referrer" />
    ) : (
      <ImageStandIn address="" alt={alt ?? ""} />
    ),
};

/** The side a column of a markdown table leans to, as a class: the default would be an inline style. */
function alignOf(node: ExtraProps["node"]): string | undefined {
  const align = node?.properties.align;
  return align === "right" || align === "center" ? `lean-${align}` : undefined;
}

function codeOf(node: ExtraProps["node"]): { text: string; language: string | null } | null {
  const child = node?.children[0];
  if (child?.type !== "element" || child.tagName !== "code") return null;
  const text = child.children.map((piece) => (piece.type === "text" ? piece.value : "")).join("");
  const classes = Array.isArray(child.properties.className) ? child.properties.className : [];
  const language = classes.map(String).find((name) => name.startsWith("language-"));
  return { text: text.replace(/\n$/, ""), language: language ? language.slice("language-".length) : null };
}
