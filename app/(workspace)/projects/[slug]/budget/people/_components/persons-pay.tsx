import { PayForm, ReverseLine } from "@/app/(workspace)/projects/[slug]/budget/people/_components/pay-forms";
import { StatementView } from "@/app/(workspace)/projects/[slug]/pay/_components/statement-view";
import { Section } from "@/components/shell/page-header";
import { inDollars } from "@/lib/budgets/schema";
import type { Statement } from "@/lib/payments/read-statement";

interface PersonsPayProps {
  person: { slug: string; projectId: string; annotatorId: string };
  statement: Statement;
  owedMicros: number;
}

/** A person's statement as an admin sees it: payments can be entered and taken back. */
export function PersonsPay({ person, statement, owedMicros }: PersonsPayProps) {
  const { slug, projectId } = person;
  return (
    <>
      <StatementView
        statement={statement}
        tools={({ kind, lineId, reversed, of, amountMicros }) =>
          kind === "reverse" || reversed ? null : (
            <ReverseLine
              slug={slug}
              projectId={projectId}
              lineId={lineId}
              what={`the ${of === "pay" ? "payment" : "adjustment"} of ${inDollars(amountMicros)}`}
            />
          )
        }
      />
      <div className="grid gap-x-11 lg:grid-cols-2 print:hidden">
        <Section title="Enter a payment" ruled>
          <PayForm key={owedMicros} what="pay" owedMicros={owedMicros} {...person} />
        </Section>
        <Section title="Adjust" about="a bonus, an hour of training, a deduction" ruled>
          <PayForm what="adjust" owedMicros={owedMicros} {...person} />
        </Section>
      </div>
    </>
  );
}
