"use client";

import { PersonActions } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/people/_components/person-actions";
import { StateText } from "@/components/ui/badge";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { PersonRow } from "@/lib/quality/schema";

type Props = {
  place: { projectId: string; campaignId: string };
  people: PersonRow[];
  cohorts: string[];
  mayManage: boolean;
};

const standingWords: Record<PersonRow["standing"], string> = {
  working: "working",
  warned: "told",
  retraining: "practising again",
  paused: "resting",
};

const count = new Intl.NumberFormat("en");
const day = (iso: string | null): string => (iso === null ? "" : iso.slice(0, 10));

/** Known answers are few: a share without its n would say more than it knows. */
const knownOf = ({ checks, checksCorrect }: PersonRow): string => (checks === 0 ? "none yet" : `${checksCorrect} of ${checks}`);

export function PeopleTable({ place, people, cohorts, mayManage }: Props) {
  return (
    <Table aria-label="People">
      <thead>
        <tr>
          <HeaderCell>Name</HeaderCell>
          <HeaderCell numeric>Answers</HeaderCell>
          <HeaderCell numeric className="max-md:hidden">
            Skipped
          </HeaderCell>
          <HeaderCell numeric className="max-md:hidden">
            Flags
          </HeaderCell>
          <HeaderCell numeric className="max-md:hidden">
            Median, s
          </HeaderCell>
          <HeaderCell numeric>Known right</HeaderCell>
          <HeaderCell>Standing</HeaderCell>
          <HeaderCell className="max-md:hidden">Skills and group</HeaderCell>
          <HeaderCell className="max-md:hidden">Last answer</HeaderCell>
          <ActionsHeader />
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Row key={person.annotatorId}>
            <CutCell title={person.email ?? person.name} className="max-md:min-w-28">
              <span className={person.excluded ? "text-ink-3 line-through" : "font-medium"}>{person.name}</span>
              {person.email === null ? <span className="ml-2 text-12 text-ink-3">from a file</span> : null}
              {person.expert ? <span className="ml-2 text-12 text-ink-3">expert</span> : null}
            </CutCell>
            <Cell numeric>{count.format(person.answers)}</Cell>
            <Cell numeric className="max-md:hidden">
              {count.format(person.skipped)}
            </Cell>
            <Cell numeric className="max-md:hidden">
              {count.format(person.flags)}
            </Cell>
            <Cell numeric className="max-md:hidden">
              {person.medianSeconds === null ? "" : Math.round(person.medianSeconds)}
            </Cell>
            <Cell numeric>{knownOf(person)}</Cell>
            <Cell title={person.excluded?.reason}>
              {person.excluded ? (
                <StateText tone="quiet">not counted since {day(person.excluded.at)}</StateText>
              ) : (
                <StateText tone={person.standing === "working" ? undefined : "quiet"}>{standingWords[person.standing]}</StateText>
              )}
            </Cell>
            <Cell className="max-md:hidden">{[...person.skills, ...(person.cohort ? [`group ${person.cohort}`] : [])].join(", ")}</Cell>
            <Cell className="num max-md:hidden">{day(person.lastAnswerAt)}</Cell>
            <Cell className="text-right">{mayManage ? <PersonActions place={place} person={person} cohorts={cohorts} /> : null}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
