import type { ComponentProps } from "react";
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { PeopleTable } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/people/_components/people-table";
import type { PersonRow } from "@/lib/quality/schema";

afterEach(cleanup);

const person = (name: string, answers: number): PersonRow => ({
  annotatorId: name,
  name,
  email: null,
  skills: [],
  cohort: null,
  expert: false,
  standing: "working",
  standingAt: null,
  qualifiedAt: null,
  consentVersion: null,
  answers,
  skipped: 0,
  flags: 0,
  medianSeconds: null,
  checks: 0,
  checksCorrect: 0,
  paces: 0,
  pacesTooFast: 0,
  lastAnswerAt: null,
  excluded: null,
});

const people = [person("Ada", 30), person("Bruno", 20), person("Chiara", 10), person("Dov", 0)];
const estimate = (value: number, low: number, high: number, n: number) => ({ value, low, high, n });

const names = (): string[] =>
  within(screen.getByRole("table", { name: "People" }))
    .getAllByRole("row")
    .slice(1)
    .map((row) => within(row).getAllByRole("cell")[0]?.textContent?.replace("from a file", "") ?? "");

const renderPeople = (reliabilities: ComponentProps<typeof PeopleTable>["reliabilities"]) =>
  render(
    <PeopleTable
      place={{ projectId: "p", campaignId: "c" }}
      people={people}
      cohorts={[]}
      paced={false}
      mayManage={false}
      reliabilities={reliabilities}
    />,
  );

describe("PeopleTable", () => {
  it("finds who works badly: by the upper end of the interval, whoever is not known last", async () => {
    const of = { Ada: estimate(0.9, 0.8, 0.96, 30), Bruno: estimate(0.55, 0.4, 0.68, 20), Chiara: estimate(0.5, 0.2, 0.8, 10) };
    renderPeople({ title: "Right", of });
    expect(names()).toEqual(["Ada", "Bruno", "Chiara", "Dov"]);
    expect(screen.getByText(/55\.0/).textContent).toBe("55.0 [40.0, 68.0] n = 20");
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Order" }), "Least reliable first");
    expect(names()).toEqual(["Bruno", "Chiara", "Ada", "Dov"]);
  });

  it("has no such column, and no such order, before the first aggregation", () => {
    renderPeople(null);
    expect(screen.queryByText(/95 % interval/)).toBeNull();
    expect(screen.queryByRole("option", { name: "Least reliable first" })).toBeNull();
  });
});
