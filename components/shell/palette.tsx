"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog as RadixDialog } from "radix-ui";
import { useEffect, useState } from "react";
import { isInternalPath } from "@/components/ui/app-link";
import { scrimClass } from "@/components/ui/dialog";
import { useReturnFocus } from "@/components/ui/return-focus";
import { Kbd } from "@/components/ui/kbd";
import { useShell } from "@/components/shell/shell-context";

/** Somewhere to go or something to do. An entry has an address or an act, not both. */
export interface PaletteEntry {
  id: string;
  label: string;
  /** Said at the right, in grey: the kind of thing, the project it lies in. */
  hint?: string;
  /** Other words under which it is found. */
  keywords?: string[];
  href?: string;
  run?: () => void | Promise<void>;
}

export interface PaletteGroup {
  heading: string;
  entries: readonly PaletteEntry[];
}

export interface PaletteProps {
  groups: readonly PaletteGroup[];
  /** Looks for projects and items on the server. Called 180 ms after the last letter; a later question overtakes an earlier one. */
  search?: (query: string) => Promise<PaletteEntry[]>;
}

const searchDelayMs = 180;

/** ⌘K: find or do anything. */
export function Palette({ groups, search }: PaletteProps) {
  const { paletteOpen, setPaletteOpen } = useShell();
  const router = useRouter();
  const returnFocus = useReturnFocus(true, paletteOpen);
  const [query, setQuery] = useState("");
  const { found, searching } = useFound(query, paletteOpen ? search : undefined);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      setPaletteOpen(!paletteOpen);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [paletteOpen, setPaletteOpen]);

  function change(open: boolean) {
    setPaletteOpen(open);
    if (!open) setQuery("");
  }

  function choose(entry: PaletteEntry) {
    change(false);
    if (entry.href && isInternalPath(entry.href)) router.push(entry.href);
    else void entry.run?.();
  }

  return (
    <RadixDialog.Root open={paletteOpen} onOpenChange={change}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={scrimClass} />
        <RadixDialog.Content
          onCloseAutoFocus={returnFocus}
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-24px)] max-w-[560px] -translate-x-1/2 overflow-hidden rounded-panel border border-rule-2 bg-raise shadow-float"
        >
          <RadixDialog.Title className="sr-only">Find or do anything</RadixDialog.Title>
          <Command label="Find or do anything" loop>
            <div className="flex items-center gap-3 border-b border-rule px-4">
              <Search className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
              <Command.Input
                value={query}
                onValueChange={setQuery}
                placeholder="Find or do anything"
                className="h-12 min-w-0 grow bg-transparent text-14 outline-none max-md:text-16"
              />
              <Kbd>esc</Kbd>
            </div>
            <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-ink-2">
                {searching ? "Looking…" : `Nothing is called “${query}”. Try fewer letters.`}
              </Command.Empty>
              {groups.map((group) => (
                <Entries key={group.heading} group={group} onChoose={choose} />
              ))}
              {found.entries.length > 0 ? (
                <Entries key={found.query} group={{ heading: "Found", entries: found.entries }} foundBy={found.query} onChoose={choose} />
              ) : null}
            </Command.List>
          </Command>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

const groupClass =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3";

function Entries({ group, foundBy, onChoose }: { group: PaletteGroup; foundBy?: string; onChoose: (entry: PaletteEntry) => void }) {
  return (
    <Command.Group heading={group.heading} className={groupClass}>
      {group.entries.map((entry) => (
        <Command.Item
          key={entry.id}
          value={`${entry.label} ${entry.id}`}
          // What the server found for these letters fits them, whatever it is called: the list must not filter it away.
          keywords={foundBy === undefined ? entry.keywords : [...(entry.keywords ?? []), foundBy]}
          onSelect={() => onChoose(entry)}
          className="flex min-h-8 cursor-default items-center gap-3 rounded-control px-2.5 py-1 data-[selected=true]:bg-accent-wash max-md:min-h-11"
        >
          <span className="min-w-0 grow truncate" dir="auto">
            {entry.label}
          </span>
          {entry.hint ? <span className="shrink-0 text-12 text-ink-3">{entry.hint}</span> : null}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

const nothing: { query: string; entries: PaletteEntry[] } = { query: "", entries: [] };

function useFound(query: string, search: PaletteProps["search"]) {
  const [found, setFound] = useState(nothing);
  const [searching, setSearching] = useState(false);
  const wanted = query.trim();

  useEffect(() => {
    if (!search || wanted.length < 2) {
      setFound(nothing);
      setSearching(false);
      return;
    }
    let current = true;
    setSearching(true);
    const timer = window.setTimeout(() => {
      search(wanted)
        .then((entries) => current && setFound({ query: wanted, entries }))
        // A failed search leaves the navigation usable; the next letter asks again.
        .catch(() => current && setFound(nothing))
        .finally(() => current && setSearching(false));
    }, searchDelayMs);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [wanted, search]);

  return { found, searching };
}
