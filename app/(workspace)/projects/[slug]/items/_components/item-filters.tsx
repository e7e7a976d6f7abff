"use client";

import { Plus, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { AppLink, isInternalPath } from "@/components/ui/app-link";
import { FilterChip } from "@/components/ui/chip";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import { Select } from "@/components/ui/select";
import { itemAnswers, itemSorts, itemStates } from "@/lib/items/schema";
import type { ItemFilters as Choices, ItemQuery } from "@/lib/items/schema";

type Props = { slug: string; query: ItemQuery; choices: Choices; shown: string };

const answersWords = { people: "by people", models: "by models", both: "by people and models", none: "none yet" };
const sortWords = { order: "In order of import", contested: "Least certain first", answers: "Most answers first" };

export function ItemFilters({ slug, query, choices, shown }: Props) {
  const router = useRouter();
  const [text, setText] = useState(query.q ?? "");
  const go = (change: Partial<ItemQuery>): void => {
    const href = itemsHref(slug, query, change);
    if (isInternalPath(href)) router.push(href);
  };
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <form
        role="search"
        className="relative max-md:w-full"
        onSubmit={(event) => {
          event.preventDefault();
          go({ q: text.trim() === "" ? undefined : text.trim() });
        }}
      >
        <Search className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-ink-3" aria-hidden="true" />
        <input
          type="search"
          aria-label="Search the text"
          placeholder="Search the text"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-6 w-44 rounded-control border border-rule-3 bg-raise pr-2 pl-7 text-12 placeholder:text-ink-3 max-md:h-10 max-md:w-full max-md:text-16"
        />
      </form>
      {query.q === undefined ? null : (
        <FilterChip
          name="text"
          value={`“${query.q}”`}
          onRemove={() => {
            setText("");
            go({ q: undefined });
          }}
        />
      )}
      {query.state === undefined ? null : <FilterChip name="state" value={query.state} onRemove={() => go({ state: undefined })} />}
      {query.answers === undefined ? null : (
        <FilterChip name="answers" value={answersWords[query.answers]} onRemove={() => go({ answers: undefined })} />
      )}
      {query.source === undefined ? null : <FilterChip name="source" value={query.source} onRemove={() => go({ source: undefined })} />}
      {query.import === undefined ? null : (
        <FilterChip
          name="import"
          value={choices.imports.find((one) => one.id === query.import)?.fileName ?? query.import}
          onRemove={() => go({ import: undefined })}
        />
      )}
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            className="inline-flex h-6 items-center gap-1 rounded-control border border-dashed border-rule-3 px-2 text-12 text-ink-2 hover:text-ink max-md:h-10 max-md:px-3"
          >
            <Plus className="size-3" aria-hidden="true" /> Filter
          </button>
        }
      >
        <MenuLabel>State</MenuLabel>
        {itemStates.map((state) => (
          <Choice key={state} href={itemsHref(slug, query, { state })} label={state} />
        ))}
        <MenuLabel>Answers</MenuLabel>
        {itemAnswers.map((answers) => (
          <Choice key={answers} href={itemsHref(slug, query, { answers })} label={answersWords[answers]} />
        ))}
        {choices.sources.length > 0 ? <MenuLabel>Source</MenuLabel> : null}
        {choices.sources.map((source) => (
          <Choice key={source.name} href={itemsHref(slug, query, { source: source.name })} label={source.name} />
        ))}
        {choices.imports.length > 0 ? <MenuLabel>Import</MenuLabel> : null}
        {choices.imports.map((one) => (
          <Choice key={one.id} href={itemsHref(slug, query, { import: one.id })} label={one.fileName} />
        ))}
      </Menu>
      <Select
        aria-label="Order"
        className="w-44 [&_select]:h-6 [&_select]:text-12 max-md:[&_select]:h-10"
        value={query.sort}
        onChange={(event) => go({ sort: itemSorts.find((sort) => sort === event.target.value) ?? "order" })}
      >
        {itemSorts.map((sort) => (
          <option key={sort} value={sort}>
            {sortWords[sort]}
          </option>
        ))}
      </Select>
      <span className="num ml-auto text-12 text-ink-3" role="status">
        {shown}
      </span>
    </div>
  );
}

function Choice({ href, label }: { href: string; label: string }) {
  return (
    <MenuItem asChild>
      <AppLink href={href}>
        <span className="max-w-64 truncate">{label}</span>
      </AppLink>
    </MenuItem>
  );
}
