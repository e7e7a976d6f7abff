import { cleanup, fireEvent, render } from "@testing-library/react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { hostileCorpus } from "@/components/content/hostile-corpus";
import { cutText } from "@/components/content/long-text";
import { ReadingText } from "@/components/content/reading-text";

afterEach(cleanup);

const forbiddenElements =
  "script,style,iframe,frame,object,embed,applet,base,meta,link,form,button,select,textarea,svg,foreignObject,template,video,audio,source,noscript,marquee,img";

/** Everything in a rendered text that could run, fetch, lead astray or restyle. */
function dangers(root: ParentNode): string[] {
  const found = [...root.querySelectorAll(forbiddenElements)].map((element) => `<${element.localName}>`);
  for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`${name} on <${element.localName}>`);
      if (/^(style|srcdoc|src|srcset|action|formaction|xlink:href|id|name|data-(?!footnote))/i.test(name)) found.push(`${name}=${value}`);
      if (name === "href" && !/^(https?:\/\/[^@]*$|mailto:)/.test(value)) found.push(`href=${value}`);
      if (/javascript:|vbscript:|data:/i.test(value) && name === "href") found.push(`${name}=${value}`);
    }
    if (element.localName === "input" && !(element.getAttribute("type") === "checkbox" && element.hasAttribute("disabled")))
      found.push("<input>");
    if (element.localName === "a" && element.getAttribute("rel") !== "nofollow noopener noreferrer ugc")
      found.push(`rel on ${element.outerHTML}`);
  }
  return found;
}

describe("ReadingText under attack", () => {
  it("has a corpus worth the name", () => {
    expect(new Set(hostileCorpus).size).toBeGreaterThanOrEqual(150);
  });

  const cases = hostileCorpus.map((text) => ({ text, name: JSON.stringify(text).slice(0, 80) }));

  it.each(cases)("leaves nothing executable of $name", ({ text }) => {
    const { container } = render(<ReadingText text={text} />);
    expect(dangers(container)).toEqual([]);
    expect(Reflect.get(window, "ran")).toBeUndefined();
  });

  it.each(cases)("survives being parsed again by the browser: $name", ({ text }) => {
    const holder = document.createElement("div");
    holder.innerHTML = renderToStaticMarkup(<ReadingText text={text} />);
    expect(dangers(holder)).toEqual([]);
  });

  it("sees the dangers it looks for", () => {
    const holder = document.createElement("div");
    holder.innerHTML = '<svg onload="x"></svg><a href="javascript:1">x</a><p style="color:red">x</p><input value="x">';
    expect(dangers(holder).length).toBeGreaterThanOrEqual(5);
  });
});

describe("cutText", () => {
  it.each(["", "one line", "é\n".repeat(5_000), "😀".repeat(4_000), `${"a".repeat(2_399)}😀${"b".repeat(9_000)}`, "\n\n\n"])(
    "loses nothing and cuts no letter in two (text %#)",
    (text) => {
      const pieces = cutText(text);
      expect(pieces.join("")).toBe(text);
      for (const piece of pieces) expect(piece).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
    },
  );
});

it.each(["e\u0301", "👨‍👩‍👧", "🇩🇪", "한".normalize("NFD")])("cutText keeps %s whole", (letter) => {
  const text = `x${letter.repeat(3_000)}`;
  const pieces = cutText(text);
  expect(pieces.join("")).toBe(text);
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.join("|").replaceAll(letter, "")).toMatch(/^x\|+$/);
});

describe("ReadingText", () => {
  it("shows HTML as the text it is", () => {
    const { container } = render(<ReadingText text={"Use <b>bold</b> here."} />);
    expect(container.textContent).toBe("Use <b>bold</b> here.");
  });

  it("sets mathematics in all four notations and leaves prices alone", () => {
    const { container } = render(<ReadingText text={"Between $5 and $10: $e^{-t}$, \\(x^2\\), $$y$$ and\n\n\\[\nz = 1\n\\]"} />);
    expect(container.querySelectorAll("math")).toHaveLength(4);
    expect(container.querySelectorAll('math[display="block"]')).toHaveLength(1);
    expect(container.textContent).toContain("Between $5 and $10:");
  });

  it("lets a formula that is wider than its place be reached by keys, and no other", () => {
    vi.stubGlobal(
      "ResizeObserver",
      class {
        observe = (): void => undefined;
        disconnect = (): void => undefined;
      },
    );
    const width = vi.spyOn(Element.prototype, "scrollWidth", "get").mockReturnValue(900);
    const text = "So $$x + y$$ it is.";
    expect(render(<ReadingText text={text} />).getByRole("group", { name: "Formula" }).tabIndex).toBe(0);
    cleanup();
    width.mockReturnValue(0);
    expect(render(<ReadingText text={text} />).queryByRole("group")).toBeNull();
    width.mockRestore();
    vi.unstubAllGlobals();
  });

  it("does not look for mathematics in code", () => {
    const { container } = render(<ReadingText text={"`$a$ and \\(b\\)`\n\n```sh\necho $HOME $PATH$\n```"} />);
    expect(container.querySelector("math")).toBeNull();
    expect(container.querySelector("pre")?.textContent).toBe("echo $HOME $PATH$");
  });

  it("keeps links that may be followed, and marks them", () => {
    const { container } = render(<ReadingText text="[a](https://example.org/x?y=1) and [b](mailto:a@example.org)" />);
    expect([...container.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual([
      "https://example.org/x?y=1",
      "mailto:a@example.org",
    ]);
    expect(container.querySelector("a")?.getAttribute("rel")).toContain("noopener");
  });

  it("fetches a picture only when asked to", () => {
    const text = "![a cat](https://example.org/cat.png)";
    const closed = render(<ReadingText text={text} />);
    expect(closed.container.querySelector("img")).toBeNull();
    expect(closed.container.textContent).toContain("a cat");
    expect(closed.container.textContent).toContain("https://example.org/cat.png");
    const open = render(<ReadingText text={text} loadImages />);
    expect(open.container.querySelector("img")?.getAttribute("src")).toBe("https://example.org/cat.png");
    expect(open.container.querySelector("img")?.getAttribute("referrerpolicy")).toBe("no-referrer");
  });

  it("takes dollars for dollars where a response was cut off within a formula, and keeps the formulas before", () => {
    const { container } = render(<ReadingText text={"$$\nx^2\n$$\n\n$$ \\frac{1}{2\n\n# After it\n\n- one"} />);
    expect(container.querySelectorAll("math")).toHaveLength(1);
    expect(container.querySelector(".heading")?.textContent).toBe("After it");
    expect(container.textContent).toContain("$$ \\frac{1}{2");
    const open = render(<ReadingText text={"$$ a =\n b $$\n\nAfter it"} />);
    expect(open.container.querySelectorAll("math")).toHaveLength(1);
    expect(open.container.querySelector("p:last-child")?.textContent).toBe("After it");
  });

  it("copies code as it was written", async () => {
    const written: string[] = [];
    vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText: async (text: string) => void written.push(text) } });
    const { findByRole } = render(<ReadingText text={"```py\nx = 1\n\ny = 2\n```"} />);
    fireEvent.click(await findByRole("button", { name: "Copy" }));
    await findByRole("button", { name: "Copied" });
    expect(written).toEqual(["x = 1\n\ny = 2"]);
    vi.unstubAllGlobals();
  });

  it("shows as written what is asked for as written, or is too long to lay out", () => {
    const raw = render(<ReadingText text={"# not a heading\n  two"} raw />);
    expect(raw.container.textContent).toBe("# not a heading\n  two");
    const long = render(<ReadingText text={`# ${"x".repeat(900_000)}`} />);
    const drawn = long.container.querySelector(".as-written");
    expect(drawn?.textContent?.length).toBeLessThan(90_000);
    expect(drawn?.querySelector(".heading")).toBeNull();
    expect(long.container.textContent).toContain("Too long to be laid out");
  });

  it("lays out tables and task lists", () => {
    const { container } = render(<ReadingText text={"| a | b |\n|--:|---|\n| 1 | 2 |\n\n- [x] done"} />);
    expect(container.querySelector("th")?.className).toBe("lean-right");
    expect(container.querySelector("[style]")).toBeNull();
    expect(container.querySelector<HTMLInputElement>("input")?.checked).toBe(true);
  });
});
