"use client";

import { useRouter } from "next/navigation";
import { ask } from "@/app/(workspace)/projects/[slug]/judges/actions";
import { dataOf } from "@/components/forms/settled";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { inDollars } from "@/lib/budgets/schema";
import type { UnansweredView } from "@/lib/judges/schema";

type Props = {
  slug: string;
  projectId: string;
  judgeId: string;
  campaign: { id: string; name: string };
  unanswered: UnansweredView;
  mayAsk: boolean;
};

/** What this version left unanswered in a campaign, why, what was said word for word, and the way to ask once more. */
export function Unanswered({ slug, projectId, judgeId, campaign, unanswered, mayAsk }: Props) {
  const router = useRouter();
  const { tasks, questions, mostMicros, reasons, replies } = unanswered;
  const price = mostMicros === 0 ? "for nothing" : `at most ${inDollars(mostMicros)}`;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <p className="max-w-[60ch] text-ink-2">
          {counted(questions, "question")} about {counted(tasks, "task")} of {campaign.name} came back without an answer. Their replies are
          kept and paid for.
        </p>
        {mayAsk ? (
          <ConfirmDialog
            danger={false}
            title={`Ask ${counted(questions, "question")} again?`}
            description={`The same version with the same words, ${price} beside what was paid before. Earlier replies are kept. A model that always refuses refuses again: its settings and words can be changed below instead.`}
            confirmLabel={`Ask ${formatFigure(questions, "count")} again · ${price}`}
            onConfirm={async () => {
              await dataOf(
                ask({ slug, projectId, judgeId, campaignId: campaign.id, scope: { tasks: "unanswered" }, again: false, limit: null }),
              );
              router.refresh();
            }}
            trigger={
              <Button>
                Ask the unanswered again · <span className="num">{price}</span>
              </Button>
            }
          />
        ) : null}
      </div>
      <ul aria-label="Why they have no answer" className="grid max-w-[80ch] gap-1">
        {reasons.map(({ reason, questions: count }) => (
          <li key={reason} className="flex gap-3">
            <span className="num w-10 shrink-0 text-right text-ink-3">{formatFigure(count, "count")}</span>
            <span className="min-w-0 [overflow-wrap:anywhere]">{reason}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary className="link w-fit cursor-pointer">The newest replies, word for word</summary>
        <ul className="mt-3 grid gap-3">
          {replies.map(({ item, itemId, reason, reply, attempts }, index) => (
            <li key={index} className="border-t border-rule pt-2">
              <p className="flex flex-wrap gap-x-3 text-12 text-ink-3">
                <AppLink href={`/projects/${slug}/items?item=${itemId}`} className="link mono">
                  {item}
                </AppLink>
                <span className="[overflow-wrap:anywhere]">{reason}</span>
                {attempts > 1 ? <span className="num">asked {formatFigure(attempts, "count")} times</span> : null}
              </p>
              {reply === "" ? null : (
                <p dir="auto" className="mt-1 line-clamp-6 max-w-[80ch] whitespace-pre-wrap [overflow-wrap:anywhere]">
                  {reply}
                </p>
              )}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
