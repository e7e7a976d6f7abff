import type { ExtraProps } from "react-markdown";

type Element = NonNullable<ExtraProps["node"]>;
type Child = Element["children"][number];
type Properties = Element["properties"];
type Parent = { children: (Child | { type: string })[] };

// Whatever made it, only this reaches the page. The list is the last step, after the markdown and mathematics plugins.
const elements = new Set(
  (
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del br hr a img table thead tbody tr th td input sup section span div " +
    "math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts " +
    "mprescripts none mtable mtr mtd mlabeledtr mstyle mpadded mphantom menclose merror"
  ).split(" "),
);

const anywhere = new Set(["className", "dir"]);
const perElement: Record<string, Set<string>> = {
  a: new Set(["href"]),
  img: new Set(["src", "alt"]),
  input: new Set(["type", "checked", "disabled"]),
  ol: new Set(["start"]),
  th: new Set(["align"]),
  td: new Set(["align"]),
};
const mathAttributes = new Set([
  "xmlns",
  "display",
  "encoding",
  "mathvariant",
  "stretchy",
  "fence",
  "separator",
  "accent",
  "accentunder",
  "lspace",
  "rspace",
  "minsize",
  "maxsize",
  "movablelimits",
  "symmetric",
  "form",
  "linethickness",
  "displaystyle",
  "scriptlevel",
  "columnalign",
  "rowspacing",
  "columnspacing",
  "rowalign",
  "width",
  "height",
  "depth",
  "voffset",
  "notation",
]);

function isElement(node: { type: string }): node is Element {
  return node.type === "element";
}

function isRaw(node: { type: string }): node is { type: "raw"; value: string } {
  return node.type === "raw";
}

function isMath(name: string): boolean {
  return name === "math" || name === "semantics" || name === "annotation" || (name.startsWith("m") && elements.has(name));
}

function kept(element: Element): Properties {
  const own = perElement[element.tagName];
  const math = isMath(element.tagName);
  const properties: Properties = {};
  for (const [name, value] of Object.entries(element.properties)) {
    if (anywhere.has(name) || own?.has(name) || (math && mathAttributes.has(name.toLowerCase()))) properties[name] = value;
  }
  // The only input markdown makes is the box of a task list, and nobody ticks it here.
  if (element.tagName === "input") return { type: "checkbox", checked: element.properties.checked === true, disabled: true };
  return properties;
}

function clean(parent: Parent): void {
  parent.children = parent.children.flatMap((child): (Child | { type: string; value?: string })[] => {
    if (child.type === "text") return [child];
    // HTML in the text is shown as the letters it was written with.
    if (isRaw(child)) return [{ type: "text", value: child.value }];
    if (!isElement(child)) return [];
    clean(child);
    // An unknown wrapper goes, its text stays.
    if (!elements.has(child.tagName)) return child.children;
    child.properties = kept(child);
    return [child];
  });
}

/** Rehype plugin: removes every element and attribute that is not on the list. */
export function rehypeAllowList() {
  return (tree: Parent): void => clean(tree);
}
