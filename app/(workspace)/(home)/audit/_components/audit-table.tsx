import { describeEvent } from "@/app/(workspace)/_components/describe-event";
import { subjectHref } from "@/app/(workspace)/(home)/audit/_components/subject-href";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { AuditEntry, AuditSubject } from "@/lib/audit/schema";

type Props = { entries: AuditEntry[]; subjects: Map<string, AuditSubject> };

const second = ({ at }: AuditEntry): string => at.slice(0, 19).replace("T", " ");

/** Who did what, the newest first. On a phone when and on what stand below it. */
export function AuditTable({ entries, subjects }: Props) {
  return (
    <RowWalk>
      <Table aria-label="Audit log">
        <thead>
          <tr>
            <HeaderCell className="max-md:hidden">When (UTC)</HeaderCell>
            <HeaderCell className="max-md:hidden">Who</HeaderCell>
            <HeaderCell>What</HeaderCell>
            <HeaderCell className="max-md:hidden">On what</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Entry
            </HeaderCell>
            <HeaderCell className="max-md:hidden">Block</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} subject={subjects.get(entry.subjectId ?? "") ?? null} />
          ))}
        </tbody>
      </Table>
    </RowWalk>
  );
}

function EntryRow({ entry, subject }: { entry: AuditEntry; subject: AuditSubject | null }) {
  const { what, detail } = describeEvent(entry);
  const number = formatFigure(Number(entry.id), "count");
  return (
    <Row>
      <Cell className="num max-md:hidden">
        <time dateTime={entry.at} title={`${entry.at.slice(0, 26).replace("T", " ")} UTC, by the clock of the database`}>
          {second(entry)}
        </time>
      </Cell>
      <CutCell className="max-md:hidden md:w-auto md:max-w-[26ch] md:min-w-[14ch]">{entry.actor}</CutCell>
      <Cell
        className="w-full max-w-0 max-md:h-auto max-md:py-2 max-md:leading-[18px] max-md:whitespace-normal"
        title={JSON.stringify(entry.detail)}
      >
        <div className="cut max-md:whitespace-normal" dir="auto">
          <span className="font-medium md:hidden">{entry.actor} </span>
          {what}
          {detail ? <span className="text-ink-3"> · {detail}</span> : null}
        </div>
        <div className="mt-0.5 flex flex-wrap gap-x-3 text-12 text-ink-3 md:hidden">
          <span className="num">
            {second(entry)} UTC · {number}
          </span>
          <On entry={entry} subject={subject} />
        </div>
      </Cell>
      <CutCell className="max-md:hidden md:w-auto md:max-w-[34ch] md:min-w-[16ch]" title={entry.subjectId ?? undefined}>
        <On entry={entry} subject={subject} walk />
      </CutCell>
      <Cell numeric className="max-md:hidden">
        {number}
      </Cell>
      <Cell className="num max-md:hidden">{entry.block ?? <StateText tone="quiet">waits</StateText>}</Cell>
    </Row>
  );
}

/** The project and what in it, as it is called now; what is gone by its id. */
function On({ entry, subject, walk = false }: { entry: AuditEntry; subject: AuditSubject | null; walk?: boolean }) {
  const { project, subjectId } = entry;
  const link = "underline decoration-rule-3 underline-offset-3";
  const own = subjectId !== null && subjectId === project?.id;
  const href = subjectId !== null && subject ? subjectHref(subjectId, subject) : null;
  const name = subject ? subject.name : subjectId;
  return (
    <span>
      {project ? <span className="text-ink-3">{project.name}</span> : null}
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
