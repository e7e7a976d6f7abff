"use client";

import { Search } from "lucide-react";
import type { Ref } from "react";

type Props = { ref: Ref<HTMLInputElement>; text: string; onText: (text: string) => void; onSearch: () => void };

/** The search in the text of items; from it, an arrow leads down to the first row. */
export function SearchBox({ ref, text, onText, onSearch }: Props) {
  return (
    <form
      role="search"
      className="relative max-md:w-full"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch();
      }}
    >
      <Search className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3" aria-hidden="true" />
      <input
        ref={ref}
        type="search"
        aria-label="Search the text"
        aria-keyshortcuts="/"
        placeholder="Search the text"
        title={'All words, each from its beginning; "as written", -without, or'}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          document.querySelector<HTMLElement>("[data-row-link]")?.focus();
        }}
        className="h-6 w-52 rounded-control border border-rule-3 bg-raise pr-2 pl-7 text-12 placeholder:text-ink-3 max-md:h-10 max-md:w-full max-md:text-16"
      />
    </form>
  );
}
