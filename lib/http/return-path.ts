import type { Route } from "next";

/** Where whoever signs in lands who asked for no page. */
const home = "/projects";
const longest = 2_000;
/** The door itself would send on in a circle; what is no page cannot be shown. */
const noPages = /^\/(?:sign-in|invitation|api|_next)(?:\/|$)/;

const isRoute = (path: string): path is Route => path.startsWith("/") && !path.startsWith("//");

/**
 * The page of this site that an address names, or the list of projects: what came in a link may be anybody's. It is read as a browser
 * would read it (turned strokes, tabs and dots in a path lead to other hosts), and what is used is what was read.
 */
export const returnPath = (wanted: unknown): Route => {
  if (typeof wanted !== "string" || !wanted.startsWith("/") || wanted.length > longest || !URL.canParse(wanted, "http://here.invalid"))
    return home;
  const { origin, pathname, search, hash } = new URL(wanted, "http://here.invalid");
  const path = `${pathname}${search}${hash}`;
  if (origin !== "http://here.invalid" || !isRoute(path) || noPages.test(pathname)) return home;
  return path;
};

/** The door, from where one comes back to a page. */
export const signInPath = (wanted: string | null): Route => {
  const back = returnPath(wanted);
  const door = `/sign-in?next=${encodeURIComponent(back)}`;
  return back === home || !isRoute(door) ? "/sign-in" : door;
};
