import Link from "next/link";
import type { Route } from "next";
import type { ComponentProps } from "react";

/** Whether a path given as data (an entry of a list, a hit of a search) stays inside this site. */
export function isInternalPath(path: string): path is Route {
  return path.startsWith("/") && !path.startsWith("//") && !path.startsWith("/\\");
}

export interface AppLinkProps extends Omit<ComponentProps<"a">, "href"> {
  href: string;
  prefetch?: boolean;
  /** false: the page stays where it is, as for a panel beside a long list */
  scroll?: boolean;
}

/** A link whose address is data, so that the compiler cannot know the route. An address that leads outside becomes plain text. */
export function AppLink({ href, prefetch, scroll, ...rest }: AppLinkProps) {
  if (!isInternalPath(href)) return <span className={rest.className}>{rest.children}</span>;
  return <Link href={href} prefetch={prefetch} scroll={scroll} {...rest} />;
}
