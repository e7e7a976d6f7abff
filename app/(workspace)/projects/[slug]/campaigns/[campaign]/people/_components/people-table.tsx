"use client";

import { useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { PersonActions } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/people/_components/person-actions";
import { FoundRows } from "@/components/tables/found-rows";
import { ListTable } from "@/components/tables/list-table";
import { StateText } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/badge";
import type { Estimate } from "@/components/ui/figure-format";
import { Interval } from "@/components/ui/interval";
import { Select } from "@/components/ui/select";
import { Cell, Row } from "@/components/ui/table";
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
  const actions = (person: PersonRow): ReactNode => <PersonActions place={place} person={person} cohorts={cohorts} />;
  return (
    <ListTable
      label="People"
      rows={people}
      rowKey={({ annotatorId }) => annotatorId}
      rowClassName={() => (mayManage ? "max-xl:[&>td]:border-b-0" : undefined)}
      // Where there is little room the buttons have a row of their own: beside the figures they would lie off the screen.
      below={(person) =>
        mayManage ? (
          <Row className="xl:hidden">
            <Cell colSpan={12} className="pb-2 text-right">
              {actions(person)}
            </Cell>
          </Row>
        ) : null
      }
      columns={[
        {
          head: "Name",
          cut: true,
          title: ({ email, name }) => email ?? name,
          className: "min-w-28",
          cell: (person) => <Name person={person} />,
        },
        { head: "Answers", numeric: true, cell: ({ answers }) => count.format(answers) },
        { head: "Skipped", numeric: true, from: "lg", cell: ({ skipped }) => count.format(skipped) },
        { head: "Flags", numeric: true, from: "xl", cell: ({ flags }) => count.format(flags) },
        {
          head: "Median, s",
          numeric: true,
          from: "lg",
          cell: ({ medianSeconds }) => (medianSeconds === null ? "" : Math.round(medianSeconds)),
        },
        reliabilities !== null && {
          head: `${reliabilities.title}, %, 95 % interval`,
          numeric: true,
          from: "md",
          cell: ({ annotatorId }) => <Interval estimate={reliabilities.of[annotatorId] ?? none} kind="percent" />,
        },
        { head: "Known right", numeric: true, cell: knownOf },
        paced && {
          head: "Too fast",
          headTitle: "Of the newest answers, by the rules under Before work",
          numeric: true,
          cell: ({ paces, pacesTooFast }) => (paces === 0 ? "–" : `${pacesTooFast} of ${paces}`),
        },
        {
          head: "Standing",
          title: ({ excluded }) => (excluded ? `since ${day(excluded.at)}: ${excluded.reason}` : undefined),
          cell: (person) => <Standing person={person} />,
        },
        {
          head: "Skills and group",
          from: "xl",
          cell: ({ skills, cohort }) => [...skills, ...(cohort ? [`group ${cohort}`] : [])].join(", "),
        },
        { head: "Last answer", from: "lg", className: "num", cell: ({ lastAnswerAt }) => day(lastAnswerAt) },
        { head: null, from: "xl", cell: (person) => (mayManage ? actions(person) : null) },
      ]}
    />
  );
}

function Name({ person: { name, email, excluded, expert } }: { person: PersonRow }) {
  return (
    <>
      <span className={excluded ? "text-ink-3 line-through" : "font-medium"}>{name}</span>
      {email === null ? <span className="ml-2 text-12 text-ink-3">from a file</span> : null}
      {expert ? <span className="ml-2 text-12 text-ink-3">expert</span> : null}
    </>
  );
}

function Standing({ person: { excluded, standing } }: { person: PersonRow }) {
  if (excluded) return <StateText tone="quiet">not counted</StateText>;
  return <StateText tone={standingTones[standing]}>{standingWords[standing]}</StateText>;
}
