/** One entry of the navigation, in pipeline order. */
export interface NavItem {
  href: string;
  label: string;
  /** What stands at the right, already written: "12,480", ".71", "v7", "plan 9". */
  figure?: string;
  /** Something waits that will not go on by itself: the count in red, the reason for screen readers and on hover. */
  stuck?: { figure: string; reason: string };
  /** Its page has none below it: an address there that leads nowhere is no part of it. */
  alone?: boolean;
  /** Entries after the pipeline (members, settings) stand under a rule. */
  after?: boolean;
}

/** The entry a path belongs to: the one with the longest address that the path begins with. */
export function currentNavItem(items: readonly NavItem[], path: string): NavItem | undefined {
  let best: NavItem | undefined;
  for (const item of items) {
    const under = path === item.href || (!item.alone && path.startsWith(`${item.href}/`));
    if (under && (best === undefined || item.href.length > best.href.length)) best = item;
  }
  return best;
}
