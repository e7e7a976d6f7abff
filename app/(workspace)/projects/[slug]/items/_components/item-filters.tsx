"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { choices } from "@/app/(workspace)/projects/[slug]/items/actions";
import { FilterDialog } from "@/app/(workspace)/projects/[slug]/items/_components/filter-dialog";
import { filterNames, filterOptions, noChoices } from "@/app/(workspace)/projects/[slug]/items/_components/filter-words";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { useSearchText } from "@/app/(workspace)/projects/[slug]/items/_components/use-search-text";
import { dataOf } from "@/components/forms/settled";
import { isInternalPath } from "@/components/ui/app-link";
import { AddFilterButton, FilterChip } from "@/components/ui/chip";
import { Select } from "@/components/ui/select";
import type { ItemFilters as Choices, ItemQuery } from "@/lib/items/schema";

type Props = { slug: string; projectId: string; query: ItemQuery; shown: string };

const orders: { sort: ItemQuery["sort"]; down?: "yes"; label: string }[] = [
  { sort: "order", label: "In order of import" },
  { sort: "order", down: "yes", label: "Newest first" },
  { sort: "certainty", label: "Least certain first" },
  { sort: "disagreement", down: "yes", label: "Most disagreement first" },
  { sort: "margin", label: "Closest scores first" },
  { sort: "answers", down: "yes", label: "Most answers first" },
  { sort: "answers", label: "Fewest answers first" },
  { sort: "title", label: "By prompt, A to Z" },
];
const others: typeof orders = [
  { sort: "certainty", down: "yes", label: "Most certain first" },
  { sort: "disagreement", label: "Least disagreement first" },
  { sort: "margin", down: "yes", label: "Farthest scores first" },
  { sort: "title", down: "yes", label: "By prompt, Z to A" },
];
const orderKey = ({ sort, down }: Pick<ItemQuery, "sort" | "down">): string => `${sort} ${down ?? ""}`;

/** The search, the filters in force, the way to more of them, and the order. */
export function ItemFilters({ slug, projectId, query, shown }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const named = Object.keys(filterNames).some((name) => Object.entries(query).some(([key, value]) => key === name && value !== undefined));
  const known = useQuery({
    queryKey: ["item filters", projectId],
    queryFn: (): Promise<Choices> => dataOf(choices({ projectId })),
    enabled: asking || named,
    staleTime: 30_000,
  });
  const options = filterOptions(known.data ?? noChoices);
  const go = (change: Partial<ItemQuery>): void => {
    const href = itemsHref(slug, query, change);
    if (isInternalPath(href)) router.push(href);
  };

  const { text, setText, searchFor } = useSearchText(query.q, (q) => go({ q }));

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const target = event.target;
      const typing = target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable='true'], [role='dialog']");
      if (event.metaKey || event.ctrlKey || event.altKey || typing || document.querySelector("[role='dialog']")) return;
      if (event.key === "/") {
        event.preventDefault();
        search.current?.focus();
      } else if (event.key === "f") {
        event.preventDefault();
        setAsking(true);
      }
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const offered = [...orders, ...others.filter((order) => orderKey(order) === orderKey(query))];
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <form
        role="search"
        className="relative max-md:w-full"
        onSubmit={(event) => {
          event.preventDefault();
          searchFor(text);
        }}
      >
        <Search className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3" aria-hidden="true" />
        <input
          ref={search}
          type="search"
          aria-label="Search the text"
          aria-keyshortcuts="/"
          placeholder="Search the text"
          title={'All words, each from its beginning; "as written", -without, or'}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            document.querySelector<HTMLElement>("[data-row-link]")?.focus();
          }}
          className="h-6 w-52 rounded-control border border-rule-3 bg-raise pr-2 pl-7 text-12 placeholder:text-ink-3 max-md:h-10 max-md:w-full max-md:text-16"
        />
      </form>
      {query.q === undefined ? null : (
        <FilterChip
          name="text"
          value={query.q.includes('"') ? query.q : `“${query.q}”`}
          onRemove={() => {
            search.current?.focus();
            searchFor("");
          }}
        />
      )}
      {filterKeys.map((key) => {
        const value = query[key];
        if (value === undefined) return null;
        const label = options[key].find((option) => option.value === value)?.label ?? (known.isSuccess ? value : "…");
        return (
          <FilterChip
            key={key}
            name={filterNames[key]}
            value={label}
            onRemove={() => {
              add.current?.focus();
              go({ [key]: undefined });
            }}
          />
        );
      })}
      <AddFilterButton ref={add} aria-keyshortcuts="f" onClick={() => setAsking(true)} />
      <Select
        aria-label="Order"
        className="w-48 [&_select]:h-6 [&_select]:text-12 max-md:[&_select]:h-10"
        value={orderKey(query)}
        onChange={(event) => {
          const chosen = offered.find((order) => orderKey(order) === event.target.value);
          if (chosen) go({ sort: chosen.sort, down: chosen.down });
        }}
      >
        {offered.map((order) => (
          <option key={orderKey(order)} value={orderKey(order)}>
            {order.label}
          </option>
        ))}
      </Select>
      <span className="num ml-auto text-12 text-ink-3" role="status">
        {shown}
      </span>
      {asking ? (
        <FilterDialog
          query={query}
          options={options}
          fetching={known.isPending}
          problem={known.error?.message ?? null}
          onClose={() => setAsking(false)}
          onApply={(filter) => {
            setAsking(false);
            go(filter);
          }}
        />
      ) : null}
    </div>
  );
}

const filterKeys = [
  "state",
  "answers",
  "campaign",
  "annotator",
  "label",
  "agreement",
  "model",
  "tag",
  "source",
  "import",
  "flagged",
  "discussed",
] as const satisfies (keyof typeof filterNames)[];
