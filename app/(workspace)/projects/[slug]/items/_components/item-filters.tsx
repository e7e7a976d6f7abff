"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { choices } from "@/app/(workspace)/projects/[slug]/items/actions";
import { FilterDialog } from "@/app/(workspace)/projects/[slug]/items/_components/filter-dialog";
import { filterNames, filterOptions, noChoices } from "@/app/(workspace)/projects/[slug]/items/_components/filter-words";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { OrderSelect } from "@/app/(workspace)/projects/[slug]/items/_components/order-select";
import { SearchBox } from "@/app/(workspace)/projects/[slug]/items/_components/search-box";
import { useFilterKeys } from "@/app/(workspace)/projects/[slug]/items/_components/use-filter-keys";
import { useSearchText } from "@/app/(workspace)/projects/[slug]/items/_components/use-search-text";
import { dataOf } from "@/components/forms/settled";
import { isInternalPath } from "@/components/ui/app-link";
import { AddFilterButton, FilterChip } from "@/components/ui/chip";
import type { ItemFilters as Choices, ItemQuery } from "@/lib/items/schema";

type Props = { slug: string; projectId: string; query: ItemQuery; shown: string };

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
  useFilterKeys(search, setAsking);

  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox ref={search} text={text} onText={setText} onSearch={() => searchFor(text)} />
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
      <OrderSelect query={query} onChoose={go} />
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
