import type { AuditSubject } from "@/lib/audit/schema";

/** Pages by what the id of a row begins with; `handle` is what finds the row there. */
const pages: Record<string, (project: string, handle: string) => string> = {
  prj: (project) => `/projects/${project}`,
  cmp: (project, handle) => `/projects/${project}/campaigns/${handle}`,
  itm: (project, handle) => `/projects/${project}/items?item=${handle}`,
  tsk: (project, handle) => `/projects/${project}/items?item=${handle}`,
  ann: (project, handle) => `/projects/${project}/items?item=${handle}`,
  imp: (project, handle) => `/projects/${project}/imports/${handle}`,
  rmv: (project, handle) => `/projects/${project}/reward-models/${handle}`,
  dsv: (project, handle) => `/projects/${project}/exports/${handle}`,
  pln: (project, handle) => `/projects/${project}/routing/${handle}`,
  jdg: (project, handle) => `/projects/${project}/judges/${encodeURIComponent(handle)}`,
  whk: (project) => `/projects/${project}/settings/webhooks`,
};
const ofWorkspace: Record<string, string> = { mem: "/members", usr: "/members", inv: "/members", key: "/api-keys" };

/** Where what an entry is about can be seen; null where it has no page. */
export function subjectHref(id: string, { project, handle }: AuditSubject): string | null {
  const kind = id.slice(0, 3);
  if (project === null) return ofWorkspace[kind] ?? null;
  return pages[kind]?.(project, handle) ?? null;
}

/** What has no name of its own, with the page of its sort. Lines of the ledger go by their number alone. */
export function sortOf(id: string, project: string): { name: string; href: string } | null {
  const at = `/projects/${project}`;
  if (/^\d+$/.test(id)) return { name: `line ${id}`, href: `${at}/budget/people` };
  switch (id.slice(0, 4)) {
    case "bud_":
      return { name: "budget", href: `${at}/budget` };
    case "pyr_":
      return { name: "rate", href: `${at}/budget/people` };
    case "agg_":
      return { name: "aggregation", href: `${at}/agreement` };
    default:
      return null;
  }
}
