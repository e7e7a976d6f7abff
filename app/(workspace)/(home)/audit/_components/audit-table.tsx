import { describeEvent } from "@/app/(workspace)/_components/describe-event";
import { sortOf, subjectHref } from "@/app/(workspace)/(home)/audit/_components/subject-href";
import { ListTable } from "@/components/tables/list-table";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
import { cn } from "@/lib/cn";
import type { AuditEntry, AuditSubject } from "@/lib/audit/schema";

type Props = { entries: AuditEntry[]; subjects: Map<string, AuditSubject> };

const numberOf = ({ id }: AuditEntry): string => formatFigure(Number(id), "count");
const second = ({ at }: AuditEntry): string => at.slice(0, 19).replace("T", " ");

/** Who did what, the newest first. In a narrow window when and on what stand below it. */
export function AuditTable({ entries, subjects }: Props) {
  const subjectOf = ({ subjectId }: AuditEntry): AuditSubject | null => subjects.get(subjectId ?? "") ?? null;
  return (
    <ListTable
      label="Audit log"
      rows={entries}
      rowKey={({ id }) => id}
      walk="hint"
      columns={[
        { head: "When (UTC)", from: "lg", className: "num", cell: (entry) => <When entry={entry} /> },
        { head: "Who", from: "lg", cut: true, className: "lg:w-auto lg:max-w-[26ch] lg:min-w-[14ch]", cell: ({ actor }) => actor },
        {
          head: "What",
          className: "w-full max-w-0 max-lg:h-auto max-lg:py-2 max-lg:leading-[18px] max-lg:whitespace-normal",
          title: ({ detail }) => JSON.stringify(detail),
          cell: (entry) => <What entry={entry} subject={subjectOf(entry)} />,
        },
        {
          head: "On what",
          from: "lg",
          cut: true,
          className: "lg:w-auto lg:max-w-[34ch] lg:min-w-[16ch]",
          title: (entry) => [entry.project?.name, subjectOf(entry)?.name, entry.subjectId].filter(Boolean).join(" · ") || undefined,
          cell: (entry) => <On entry={entry} subject={subjectOf(entry)} walk />,
        },
        { head: "Entry", numeric: true, from: "lg", cell: numberOf },
        { head: "Block", from: "lg", className: "num", cell: ({ block }) => block ?? <StateText tone="quiet">waits</StateText> },
      ]}
    />
  );
}

function When({ entry }: { entry: AuditEntry }) {
  return (
    <time dateTime={entry.at} title={`${entry.at.slice(0, 26).replace("T", " ")} UTC, by the clock of the database`}>
      {second(entry)}
    </time>
  );
}

function What({ entry, subject }: { entry: AuditEntry; subject: AuditSubject | null }) {
  const { what, detail } = describeEvent(entry);
  return (
    <>
      <div className="cut max-lg:whitespace-normal" dir="auto">
        <span className="font-medium lg:hidden">{entry.actor} </span>
        {what}
        {detail ? <span className="text-ink-3"> · {detail}</span> : null}
      </div>
      <div className="mt-0.5 flex flex-wrap gap-x-3 text-12 text-ink-3 lg:hidden">
        <span className="num">
          {second(entry)} UTC · {numberOf(entry)}
        </span>
        <On entry={entry} subject={subject} />
      </div>
    </>
  );
}

/** The project and what in it, as it is called now; what is gone by its id. */
function On({ entry, subject, walk = false }: { entry: AuditEntry; subject: AuditSubject | null; walk?: boolean }) {
  const { project, subjectId } = entry;
  const link = "underline decoration-rule-3 underline-offset-3";
  const own = subjectId !== null && subjectId === project?.id;
  const sort = subjectId !== null && subject === null && project ? sortOf(subjectId, project.slug) : null;
  const href = subjectId !== null && subject ? subjectHref(subjectId, subject) : (sort?.href ?? null);
  const name = subject?.name ?? sort?.name ?? subjectId;
  return (
    <span className="min-w-0">
      {project ? (
        <span
          className={cn(
            "text-ink-3",
            own ? undefined : "lg:inline-block lg:max-w-[16ch] lg:overflow-hidden lg:align-bottom lg:text-ellipsis",
          )}
        >
          {project.name}
        </span>
      ) : null}
      {project && name && !own ? <span className="text-ink-3"> · </span> : null}
      {own || name === null ? null : href ? (
        <AppLink href={href} className={link} {...(walk ? { "data-row-link": true } : {})}>
          {name}
        </AppLink>
      ) : (
        <span className={subject ? undefined : "mono text-ink-3"}>{name}</span>
      )}
    </span>
  );
}
