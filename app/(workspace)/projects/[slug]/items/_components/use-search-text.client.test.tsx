import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useSearchText } from "@/app/(workspace)/projects/[slug]/items/_components/use-search-text";

const field = (searched?: string) => {
  const asked: (string | undefined)[] = [];
  const { result, rerender } = renderHook(({ q }: { q: string | undefined }) => useSearchText(q, (words) => asked.push(words)), {
    initialProps: { q: searched },
  });
  return {
    asked,
    text: () => result.current.text,
    type: (words: string) => act(() => result.current.setText(words)),
    search: (words: string) => act(() => result.current.searchFor(words)),
    arrive: (q: string | undefined) => rerender({ q }),
  };
};

test("what is typed after Enter stays when the list arrives", () => {
  const { asked, text, type, search, arrive } = field();
  type("kettle");
  search("kettle ");
  type("kettle boils");
  arrive("kettle");
  expect(text()).toBe("kettle boils");
  search("kettle boils");
  type("kettle boils o");
  search("kettle boils o");
  type("kettle boils ov");
  arrive("kettle boils");
  arrive("kettle boils o");
  expect(text()).toBe("kettle boils ov");
  expect(asked).toEqual(["kettle", "kettle boils", "kettle boils o"]);
});

test("a list that something else searched for says so in the field, also after searches of its own", () => {
  const { text, type, search, arrive } = field("tea");
  expect(text()).toBe("tea");
  type("coffee");
  search("coffee");
  arrive("coffee");
  arrive("tea");
  expect(text()).toBe("tea");
  // One that never arrived is no longer waited for.
  search("milk");
  arrive("a view");
  arrive("milk");
  expect(text()).toBe("milk");
  search("");
  expect(text()).toBe("");
  arrive(undefined);
  expect(text()).toBe("");
});
