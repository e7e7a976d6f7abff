import type { Metadata } from "next";
import { MinimumForm, RateForm } from "@/app/(workspace)/projects/[slug]/budget/people/_components/rate-form";
import { PeopleTable } from "@/app/(workspace)/projects/[slug]/budget/people/_components/people-table";
import { toFigure } from "@/app/(workspace)/projects/[slug]/judges/_components/measures";
import { Page, PageHeader, Section } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { formatFigure } from "@/components/ui/figure-format";
import { Stat } from "@/components/ui/stat";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { inDollars } from "@/lib/budgets/schema";
import { pageData } from "@/lib/http/page-data";
import { listPay } from "@/lib/payments/list-pay";
import type { RateView } from "@/lib/payments/schema";
import { getProject } from "@/lib/projects/get-project";

export const metadata: Metadata = { title: "Pay of people" };

const rateText = ({ basis, amountMicros }: RateView): string =>
  basis === "none" ? "not paid" : `${inDollars(amountMicros)} ${basis === "item" ? "an answer" : "an hour"}`;

export default async function PeoplePayPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { project, campaigns, pay } = await pageData(async (actor) => {
    const { project, campaigns } = await getProject(actor, { slug });
    return { project, campaigns, pay: await listPay(actor, { projectId: project.id }) };
  });
  const { people, rates, minimumMicros } = pay;
  const sum = (of: (person: (typeof people)[number]) => number): number => people.reduce((total, person) => total + of(person), 0);
  const waiting = sum(({ waitingItems }) => waitingItems);
  const below = people.filter(({ minimum }) => minimum === "below" || minimum === "surely below");
  return (
    <Page>
      <PageHeader
        title="Pay of people"
        crumb="People"
        facts="Each item that a person answers counts once, at the rate in force when the answer was given. What is earned is spent under the budgets; a payment only says that it was handed over."
      />
      {rates.length > 0 && !pay.covered ? (
        <Callout tone="bad" title="No budget covers people, so nothing is counted." className="mb-6">
          Set a budget for people or for everybody; answers that wait are counted within half a minute.
        </Callout>
      ) : null}
      {pay.withoutMoney.map(({ name, state }) => (
        <Callout key={name} tone="bad" title={`“${name}” has no money for further answers.`} className="mb-6">
          {state === "paused"
            ? "It is paused. Raise the budget, then open it again."
            : "It is paused within half a minute unless the budget is raised."}
        </Callout>
      ))}
      {below.length > 0 && minimumMicros !== null ? (
        <Callout
          tone="bad"
          title={`${formatFigure(below.length, "count")} of ${formatFigure(people.length, "count")} people earn less than ${inDollars(minimumMicros)} an hour.`}
          className="mb-6"
        >
          Measured over their active time. “Surely below” says that the whole interval is.
        </Callout>
      ) : null}
      <div className="mb-8 grid gap-6 sm:grid-cols-2 lg:grid-cols-4">
        <Stat
          label="Earned"
          value={inDollars(sum(({ earnedMicros, adjustedMicros }) => earnedMicros + adjustedMicros))}
          note={waiting > 0 ? `and ${inDollars(sum(({ waitingMicros }) => waitingMicros))} waiting` : undefined}
        />
        <Stat label="Paid" value={inDollars(sum(({ paidMicros }) => paidMicros))} />
        <Stat label="Owed" value={inDollars(sum(({ owedMicros }) => owedMicros))} />
        <Stat label="An hour brings" estimate={toFigure(pay.hourlyMicros)} kind="money" note="over people, by measured active time" />
      </div>
      {people.length === 0 ? (
        <p className="max-w-[56ch] font-read text-16 text-ink-2">Nobody has worked here yet. Rates can be set before they do.</p>
      ) : (
        <PeopleTable slug={slug} people={people} />
      )}
      {rates.length > 0 ? (
        <Section title="Rates" about="the nearest counts: person and campaign, person, campaign, project">
          <Table aria-label="Rates">
            <thead>
              <tr>
                <HeaderCell>For</HeaderCell>
                <HeaderCell>Campaign</HeaderCell>
                <HeaderCell numeric>Rate</HeaderCell>
                <HeaderCell>Answers since</HeaderCell>
                <HeaderCell>State</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {rates.map((rate) => (
                <Row key={rate.id} className={rate.replaced ? "text-ink-3" : undefined}>
                  <Cell>{rate.annotator ?? "everybody"}</Cell>
                  <Cell>{rate.campaign ?? "all"}</Cell>
                  <Cell numeric>{rateText(rate)}</Cell>
                  <Cell className="num">{rate.from === null ? "the start" : rate.from.slice(0, 16).replace("T", " ")}</Cell>
                  <Cell>{rate.replaced ? "earlier" : "in force"}</Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </Section>
      ) : null}
      <div className="grid gap-x-11 lg:grid-cols-2">
        <Section title="Set a rate" ruled>
          <RateForm
            slug={slug}
            projectId={project.id}
            campaigns={campaigns.map(({ id, name }) => ({ id, name }))}
            people={people.map(({ annotatorId, name }) => ({ id: annotatorId, name }))}
          />
        </Section>
        <Section title="Least pay" ruled>
          <MinimumForm slug={slug} projectId={project.id} minimumMicros={minimumMicros} />
        </Section>
      </div>
    </Page>
  );
}
