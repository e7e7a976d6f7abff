"use client";

import { Fragment } from "react";
import type { ReactNode } from "react";
import { PersonActions } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/people/_components/person-actions";
import { StateText } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/badge";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { PersonRow } from "@/lib/quality/schema";

type Props = {
  place: { projectId: string; campaignId: string };
  people: PersonRow[];
  cohorts: string[];
  /** the campaign has limits of speed */
  paced: boolean;
  mayManage: boolean;
};

const standingWords: Record<PersonRow["standing"], string> = {
  working: "working",
  warned: "told",
  retraining: "practising again",
  paused: "resting",
};

/** Whoever rests waits for a researcher: it will not go on by itself. */
const standingTones: Record<PersonRow["standing"], Tone> = { working: "neutral", warned: "quiet", retraining: "quiet", paused: "bad" };

const count = new Intl.NumberFormat("en");
const day = (iso: string | null): string => (iso === null ? "" : iso.slice(0, 10));

/** Known answers are few: a share without its n would say more than it knows. */
const knownOf = ({ checks, checksCorrect }: PersonRow): string => (checks === 0 ? "none yet" : `${checksCorrect} of ${checks}`);

export function PeopleTable({ place, people, cohorts, paced, mayManage }: Props) {
  return (
    <Table aria-label="People">
      <thead>
        <tr>
          <HeaderCell>Name</HeaderCell>
          <HeaderCell numeric>Answers</HeaderCell>
          <HeaderCell numeric className="max-lg:hidden">
            Skipped
          </HeaderCell>
          <HeaderCell numeric className="max-lg:hidden">
            Flags
          </HeaderCell>
          <HeaderCell numeric className="max-lg:hidden">
            Median, s
          </HeaderCell>
          <HeaderCell numeric>Known right</HeaderCell>
          {paced ? (
            <HeaderCell numeric title="Of the newest answers, by the rules under Before work">
              Too fast
            </HeaderCell>
          ) : null}
          <HeaderCell>Standing</HeaderCell>
          <HeaderCell className="max-lg:hidden">Skills and group</HeaderCell>
          <HeaderCell className="max-lg:hidden">Last answer</HeaderCell>
          <ActionsHeader className="max-lg:hidden" />
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Fragment key={person.annotatorId}>
            <PersonCells person={person} paced={paced}>
              {mayManage ? <PersonActions place={place} person={person} cohorts={cohorts} /> : null}
            </PersonCells>
            {mayManage ? (
              // Where there is little room the buttons have a row of their own: beside the figures they would lie off the screen.
              <Row className="lg:hidden">
                <Cell colSpan={11} className="pb-2 text-right">
                  <PersonActions place={place} person={person} cohorts={cohorts} />
                </Cell>
              </Row>
            ) : null}
          </Fragment>
        ))}
      </tbody>
    </Table>
  );
}

function PersonCells({ person, paced, children }: { person: PersonRow; paced: boolean; children: ReactNode }) {
  return (
    <Row className={children === null ? undefined : "max-lg:[&>td]:border-b-0"}>
      <CutCell title={person.email ?? person.name} className="min-w-28">
        <span className={person.excluded ? "text-ink-3 line-through" : "font-medium"}>{person.name}</span>
        {person.email === null ? <span className="ml-2 text-12 text-ink-3">from a file</span> : null}
        {person.expert ? <span className="ml-2 text-12 text-ink-3">expert</span> : null}
      </CutCell>
      <Cell numeric>{count.format(person.answers)}</Cell>
      <Cell numeric className="max-lg:hidden">
        {count.format(person.skipped)}
      </Cell>
      <Cell numeric className="max-lg:hidden">
        {count.format(person.flags)}
      </Cell>
      <Cell numeric className="max-lg:hidden">
        {person.medianSeconds === null ? "" : Math.round(person.medianSeconds)}
      </Cell>
      <Cell numeric>{knownOf(person)}</Cell>
      {paced ? <Cell numeric>{person.paces === 0 ? "–" : `${person.pacesTooFast} of ${person.paces}`}</Cell> : null}
      <Cell title={person.excluded?.reason}>
        {person.excluded ? (
          <StateText tone="quiet">not counted since {day(person.excluded.at)}</StateText>
        ) : (
          <StateText tone={standingTones[person.standing]}>{standingWords[person.standing]}</StateText>
        )}
      </Cell>
      <Cell className="max-lg:hidden">{[...person.skills, ...(person.cohort ? [`group ${person.cohort}`] : [])].join(", ")}</Cell>
      <Cell className="num max-lg:hidden">{day(person.lastAnswerAt)}</Cell>
      <Cell className="text-right max-lg:hidden">{children}</Cell>
    </Row>
  );
}
