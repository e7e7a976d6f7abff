"use client";

import { Fragment, useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { PersonActions } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/people/_components/person-actions";
import { FoundRows } from "@/components/tables/found-rows";
import { StateText } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/badge";
import type { Estimate } from "@/components/ui/figure-format";
import { Interval } from "@/components/ui/interval";
import { Select } from "@/components/ui/select";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { PersonRow } from "@/lib/quality/schema";

type Props = {
  place: { projectId: string; campaignId: string };
  people: PersonRow[];
  cohorts: string[];
  /** the campaign has limits of speed */
  paced: boolean;
  mayManage: boolean;
  /** how often each is right by the newest aggregation, or how near they come to the rest; null before the first */
  reliabilities: { title: string; of: Record<string, Estimate> } | null;
};

const orders = {
  answers: "Most answers first",
  reliability: "Least reliable first",
  newest: "Newest answer first",
} as const;
type Order = keyof typeof orders;

/** By the upper end: whoever is surely bad stands before whoever is hardly known. */
const inOrder = (people: PersonRow[], order: Order, of: Record<string, Estimate>): PersonRow[] => {
  if (order === "answers") return people;
  if (order === "newest") return people.toSorted((a, b) => (b.lastAnswerAt ?? "").localeCompare(a.lastAnswerAt ?? ""));
  const most = ({ annotatorId }: PersonRow): number => {
    const estimate = of[annotatorId];
    return !estimate || estimate.value === null ? 2 : (estimate.high ?? 1);
  };
  return people.toSorted((a, b) => most(a) - most(b));
};

const standingWords: Record<PersonRow["standing"], string> = {
  working: "working",
  warned: "told",
  retraining: "practising again",
  paused: "resting",
};

/** Whoever rests waits for a researcher: it will not go on by itself. */
const standingTones: Record<PersonRow["standing"], Tone> = { working: "neutral", warned: "quiet", retraining: "quiet", paused: "bad" };

const none: Estimate = { value: null, reason: "not in it", n: null };
const orderSchema = z.enum(["answers", "reliability", "newest"]);

const count = new Intl.NumberFormat("en");
const day = (iso: string | null): string => (iso === null ? "" : iso.slice(0, 10));

/** Known answers are few: a share without its n would say more than it knows. */
const knownOf = ({ checks, checksCorrect }: PersonRow): string => (checks === 0 ? "none yet" : `${checksCorrect} of ${checks}`);

export function PeopleTable({ people, ...rest }: Props) {
  const [order, setOrder] = useState<Order>("answers");
  const shownOrders = Object.entries(orders).filter(([name]) => rest.reliabilities !== null || name !== "reliability");
  return (
    <FoundRows
      rows={inOrder(people, order, rest.reliabilities?.of ?? {})}
      textOf={({ name, email, skills, cohort, standing }) =>
        [name, email ?? "", ...skills, cohort ?? "", standingWords[standing]].join(" ")
      }
      noun="person"
      nouns="people"
      tools={
        people.length > 1 ? (
          <Select
            aria-label="Order"
            className="w-52"
            value={order}
            onChange={(event) => setOrder(orderSchema.parse(event.currentTarget.value))}
          >
            {shownOrders.map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </Select>
        ) : null
      }
    >
      {(shown) => <PeopleRows people={shown} {...rest} />}
    </FoundRows>
  );
}

function PeopleRows({ place, people, cohorts, paced, mayManage, reliabilities }: Omit<Props, "people"> & { people: readonly PersonRow[] }) {
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
          {reliabilities ? (
            <HeaderCell numeric className="max-md:hidden">
              {reliabilities.title}, %, 95 % interval
            </HeaderCell>
          ) : null}
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
            <PersonCells person={person} paced={paced} right={reliabilities ? (reliabilities.of[person.annotatorId] ?? none) : null}>
              {mayManage ? <PersonActions place={place} person={person} cohorts={cohorts} /> : null}
            </PersonCells>
            {mayManage ? (
              // Where there is little room the buttons have a row of their own: beside the figures they would lie off the screen.
              <Row className="lg:hidden">
                <Cell colSpan={12} className="pb-2 text-right">
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

type CellsProps = { person: PersonRow; paced: boolean; right: Estimate | null; children: ReactNode };

function PersonCells({ person, paced, right, children }: CellsProps) {
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
      {right ? (
        <Cell numeric className="max-md:hidden">
          <Interval estimate={right} kind="percent" />
        </Cell>
      ) : null}
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
