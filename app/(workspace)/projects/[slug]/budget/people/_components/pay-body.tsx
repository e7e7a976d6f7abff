import { toFigure } from "@/app/(workspace)/projects/[slug]/judges/_components/measures";
import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { PayWarnings } from "@/app/(workspace)/projects/[slug]/budget/people/_components/pay-warnings";
import { PeopleTable } from "@/app/(workspace)/projects/[slug]/budget/people/_components/people-table";
import { MinimumForm, RateForm } from "@/app/(workspace)/projects/[slug]/budget/people/_components/rate-form";
import { RatesTable } from "@/app/(workspace)/projects/[slug]/budget/people/_components/rates-table";
import { Section } from "@/components/shell/page-header";
import { Stat } from "@/components/ui/stat";
import { inDollars } from "@/lib/budgets/schema";
import type { listPay } from "@/lib/payments/list-pay";

type Props = Pick<OpenProject, "slug" | "projectId" | "campaigns"> & { pay: Awaited<ReturnType<typeof listPay>> };

export function PayBody({ slug, projectId, campaigns, pay }: Props) {
  const { people, rates, minimumMicros } = pay;
  return (
    <>
      <PayWarnings pay={pay} />
      <PayStats pay={pay} />
      {people.length === 0 ? (
        <p className="max-w-[56ch] font-read text-16 text-ink-2">Nobody has worked here yet. Rates can be set before they do.</p>
      ) : (
        <PeopleTable slug={slug} people={people} />
      )}
      {rates.length > 0 ? (
        <Section title="Rates" about="the nearest counts: person and campaign, person, campaign, project">
          <RatesTable rates={rates} />
        </Section>
      ) : null}
      <div className="grid gap-x-11 lg:grid-cols-2">
        <Section title="Set a rate" ruled>
          <RateForm
            slug={slug}
            projectId={projectId}
            campaigns={campaigns.map(({ id, name }) => ({ id, name }))}
            people={people.map(({ annotatorId, name }) => ({ id: annotatorId, name }))}
          />
        </Section>
        <Section title="Least pay" ruled>
          <MinimumForm slug={slug} projectId={projectId} minimumMicros={minimumMicros} />
        </Section>
      </div>
    </>
  );
}

function PayStats({ pay: { people, hourlyMicros } }: Pick<Props, "pay">) {
  const sum = (of: (person: (typeof people)[number]) => number): number => people.reduce((total, person) => total + of(person), 0);
  const waiting = sum(({ waitingItems }) => waitingItems);
  return (
    <div className="mb-8 grid gap-6 sm:grid-cols-2 lg:grid-cols-4">
      <Stat
        label="Earned"
        value={inDollars(sum(({ earnedMicros, adjustedMicros }) => earnedMicros + adjustedMicros))}
        note={waiting > 0 ? `and ${inDollars(sum(({ waitingMicros }) => waitingMicros))} waiting` : undefined}
      />
      <Stat label="Paid" value={inDollars(sum(({ paidMicros }) => paidMicros))} />
      <Stat label="Owed" value={inDollars(sum(({ owedMicros }) => owedMicros))} />
      <Stat
        label="An hour brings"
        estimate={toFigure(hourlyMicros)}
        kind="money"
        note={hourlyMicros.value === null ? undefined : "over people, by measured active time"}
      />
    </div>
  );
}
