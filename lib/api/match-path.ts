import type { Method, Operation } from "@/lib/api/operation";

type Route = { segments: string[]; byMethod: Map<string, Operation> };

const segmentsOf = (path: string): string[] => path.split("/").filter((segment) => segment !== "");
const parameterOf = (segment: string): string | null => /^\{(\w+)\}$/.exec(segment)?.[1] ?? null;

/** Fixed words before parameters: `/jobs/latest` is not the job called latest. */
const shape = (segments: string[]): string => segments.map((segment) => (parameterOf(segment) === null ? segment : "~")).join("/");

export const routesOf = (operations: readonly Operation[]): Route[] => {
  const routes = new Map<string, Route>();
  for (const operation of operations) {
    const segments = segmentsOf(operation.path);
    const route = routes.get(operation.path) ?? { segments, byMethod: new Map<string, Operation>() };
    if (route.byMethod.has(operation.method)) throw new RangeError(`${operation.method} ${operation.path} is declared twice`);
    route.byMethod.set(operation.method, operation);
    routes.set(operation.path, route);
  }
  return [...routes.values()].sort((a, b) => (shape(a.segments) < shape(b.segments) ? -1 : 1));
};

/** A parameter called `path` takes the rest of the address. */
const match = (route: Route, path: string[]): Record<string, string> | null => {
  const params: Record<string, string> = {};
  for (const [place, segment] of route.segments.entries()) {
    const given = path[place];
    if (given === undefined) return null;
    const name = parameterOf(segment);
    if (name === "path") return { ...params, path: path.slice(place).join("/") };
    if (name === null ? segment !== given : given === "") return null;
    if (name !== null) params[name] = given;
  }
  return route.segments.length === path.length ? params : null;
};

export type Matched = { operation: Operation; params: Record<string, string> } | { allowed: (Method | "HEAD")[] } | null;

/**
 * The operation of an address; the methods that there are where this one is none of them; null where nothing is there. What can be
 * read can be asked about by HEAD (RFC 9110, 9.1).
 */
export const matchPath = (routes: Route[], method: string, path: string[]): Matched => {
  for (const route of routes) {
    const params = match(route, path);
    if (!params) continue;
    const operation = route.byMethod.get(method === "HEAD" ? "GET" : method);
    if (operation) return { operation, params };
    return { allowed: [...route.byMethod.values()].flatMap((one) => (one.method === "GET" ? ["GET", "HEAD"] : [one.method])) };
  }
  return null;
};
