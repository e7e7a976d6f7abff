import { DeliveryState } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/delivery-state";
import { CodeBlock } from "@/components/content/code-block";
import { Section } from "@/components/shell/page-header";
import { DefinitionList } from "@/components/ui/definition-list";
import type { getDelivery } from "@/lib/webhooks/list-webhooks";
import { mostAttempts } from "@/lib/webhooks/schema";

export const minute = (moment: string): string => `${moment.slice(0, 19).replace("T", " ")} UTC`;

/** What was sent to a webhook, and what it answered. */
export function DeliveryBody({ delivery, to }: { delivery: Awaited<ReturnType<typeof getDelivery>>; to: string | null }) {
  return (
    <>
      <DefinitionList
        className="max-w-[720px]"
        items={[
          { term: "State", value: <DeliveryState delivery={delivery} /> },
          { term: "To", value: <span className="break-all">{to ?? "a webhook that is gone"}</span> },
          { term: "Id", value: <span className="mono break-all">{delivery.id}</span> },
          { term: "Tries", value: `${delivery.attempts} of ${mostAttempts}` },
          ...(delivery.nextAttemptAt === null ? [] : [{ term: "Next try", value: minute(delivery.nextAttemptAt) }]),
          ...(delivery.sentAt === null ? [] : [{ term: "Sent", value: minute(delivery.sentAt) }]),
          { term: "Answer", value: delivery.answerStatus ?? "none yet" },
          ...(delivery.error === null ? [] : [{ term: "What went wrong", value: <span className="wrap-anywhere">{delivery.error}</span> }]),
        ]}
      />
      <div className="grid gap-x-11 lg:grid-cols-2">
        <Section title="What was sent" about="the body, the same at every try">
          <div className="reading max-w-none">
            <CodeBlock code={JSON.stringify(delivery.payload, null, 2)} language="json" />
          </div>
        </Section>
        <Section title="How the answer began" about={delivery.answerStatus === null ? undefined : `status ${delivery.answerStatus}`}>
          {delivery.answerBody === null ? (
            <p className="text-ink-2">No answer has come yet.</p>
          ) : delivery.answerBody === "" ? (
            <p className="text-ink-2">The answer had no body.</p>
          ) : (
            <div className="reading max-w-none">
              <CodeBlock code={delivery.answerBody} language={null} />
            </div>
          )}
        </Section>
      </div>
    </>
  );
}
