import type { AuditView } from "@/app/(workspace)/(home)/audit/_components/audit-view";
import { listAudit, nameSubjects } from "@/lib/audit/list-audit";
import { pageData } from "@/lib/http/page-data";
import { listMembers } from "@/lib/members/list-members";
import { listProjects } from "@/lib/projects/list-projects";

const pageSize = 50;

/** One page of the log, whichever way it was turned to, with the names of what its entries are about. */
export const loadAudit = ({ before, after, project: _, ...filter }: AuditView, projectId: string | undefined) =>
  pageData(async (actor) => {
    const backwards = before === undefined && after !== undefined;
    const place = { before: before ?? null, after: backwards ? after : null, take: pageSize + 1 };
    const { entries: read, whoName } = await listAudit(actor, { filter: { ...filter, projectId }, ...place });
    const [subjects, members, projects] = await Promise.all([nameSubjects(actor, read), listMembers(actor), listProjects(actor)]);
    const more = read.length > pageSize;
    const entries = !more ? read : backwards ? read.slice(1) : read.slice(0, pageSize);
    return { entries, whoName, subjects, members, projects, newer: backwards ? more : before !== undefined, older: backwards || more };
  });

export type LoadedAudit = Awaited<ReturnType<typeof loadAudit>>;
