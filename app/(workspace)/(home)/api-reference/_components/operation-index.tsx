"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { MethodText } from "@/app/(workspace)/(home)/api-reference/_components/method-text";
import { AppLink } from "@/components/ui/app-link";
import { Input } from "@/components/ui/input";
import { cn } from "@/lib/cn";
import type { ReferenceEntry } from "@/lib/api/reference/read-reference";

/** Every word has to be found somewhere in what an operation is called, where it lies, or what it wants. */
const matches = ({ id, tag, method, path, summary, scope }: ReferenceEntry, search: string): boolean => {
  const text = `${id} ${tag} ${method} ${path} ${summary} ${scope}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

export function OperationIndex({ entries }: { entries: ReferenceEntry[] }) {
  const [search, setSearch] = useState("");
  const pathname = usePathname();
  const here = useRef<HTMLAnchorElement>(null);
  // Whoever comes by an address sees where in the list it stands.
  useEffect(() => here.current?.scrollIntoView?.({ block: "nearest" }), []);
  const found = entries.filter((entry) => matches(entry, search.trim()));
  const tags = [...new Set(found.map(({ tag }) => tag))];
  return (
    <nav aria-label="Operations">
      <Input
        type="search"
        aria-label="Find an operation"
        placeholder="Find by name, address or scope"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="w-full"
      />
      <p role="status" className={cn("mt-2 text-12 text-ink-3", search.trim() === "" && "sr-only")}>
        {found.length === 0 ? "No operation has all of these words." : `${found.length} of ${entries.length} operations`}
      </p>
      {tags.map((tag) => (
        <section key={tag} aria-label={tag} className="mt-5 last:pb-10">
          {/* No heading: the list stands before the page’s own h1. */}
          <p className="text-12 font-semibold">{tag}</p>
          <ul className="mt-1">
            {found
              .filter((entry) => entry.tag === tag)
              .map((entry) => {
                const href = `/api-reference/${entry.id}`;
                const current = pathname === href;
                return (
                  <li key={entry.id}>
                    <AppLink
                      href={href}
                      prefetch={false}
                      ref={current ? here : undefined}
                      aria-current={current ? "page" : undefined}
                      title={`${entry.method} ${entry.path}`}
                      className={cn(
                        "-mx-2 flex items-baseline gap-2 rounded-control px-2 py-[3px] transition-colors max-md:py-2.5",
                        current ? "bg-sunk font-medium text-ink" : "text-ink-2 hover:bg-sunk hover:text-ink",
                      )}
                    >
                      <MethodText method={entry.method} className="w-[46px] shrink-0" />
                      <span className="min-w-0">{entry.summary}</span>
                    </AppLink>
                  </li>
                );
              })}
          </ul>
        </section>
      ))}
    </nav>
  );
}
