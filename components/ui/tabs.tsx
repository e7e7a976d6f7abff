"use client";

import { Tabs as RadixTabs } from "radix-ui";
import type { ReactNode } from "react";
import { tabClass } from "@/components/ui/tab-class";

export interface TabsProps {
  label: string;
  tabs: readonly { value: string; label: ReactNode; count?: number; content: ReactNode }[];
  defaultValue?: string;
  value?: string;
  onValueChange?: (value: string) => void;
  className?: string;
}

const count = new Intl.NumberFormat("en");

/** Views of one thing that need not be seen together. Where each has an address, use TabLinks. */
export function Tabs({ label, tabs, defaultValue, value, onValueChange, className }: TabsProps) {
  return (
    <RadixTabs.Root defaultValue={defaultValue ?? tabs[0]?.value} value={value} onValueChange={onValueChange} className={className}>
      <RadixTabs.List aria-label={label} className="mb-4 flex gap-6 overflow-x-auto border-b border-rule">
        {tabs.map((tab) => (
          <RadixTabs.Trigger key={tab.value} value={tab.value} className={tabClass}>
            {tab.label}
            {tab.count === undefined ? null : <span className="num text-12 font-normal text-ink-3">{count.format(tab.count)}</span>}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {tabs.map((tab) => (
        <RadixTabs.Content key={tab.value} value={tab.value}>
          {tab.content}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  );
}
