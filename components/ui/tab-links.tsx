import { AppLink } from "@/components/ui/app-link";
import { tabClass } from "@/components/ui/tab-class";
import { TabStrip } from "@/components/ui/tab-strip";

const count = new Intl.NumberFormat("en");

export interface TabLinksProps {
  label: string;
  tabs: readonly { href: string; label: string; count?: number; current: boolean }[];
  /** all of them are in sight, in as many lines as they need: where nobody would expect more beyond the edge */
  wrap?: boolean;
}

/** Views of one thing, each with its own address. */
export function TabLinks({ label, tabs, wrap = false }: TabLinksProps) {
  return (
    <TabStrip
      label={label}
      current={tabs.find(({ current }) => current)?.href}
      className={wrap ? "flex-wrap gap-y-0 max-md:gap-x-5" : undefined}
    >
      {tabs.map((tab) => (
        <AppLink key={tab.href} href={tab.href} aria-current={tab.current ? "page" : undefined} className={tabClass}>
          {tab.label}
          {tab.count === undefined ? null : <span className="num text-12 font-normal text-ink-3">{count.format(tab.count)}</span>}
        </AppLink>
      ))}
    </TabStrip>
  );
}
