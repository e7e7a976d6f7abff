"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { addExample, decide, keepKnown, withdraw } from "@/app/(workspace)/projects/[slug]/items/actions";
import { unitWords } from "@/app/(workspace)/projects/[slug]/items/_components/choice-words";
import { UnitAnswerForm } from "@/app/(workspace)/projects/[slug]/items/_components/unit-answer-form";
import type { Begun } from "@/app/(workspace)/projects/[slug]/items/_components/unit-answer-form";
import { refusalOf, settled } from "@/components/forms/settled";
import { MediaStage } from "@/components/media/media-stage";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import type { DecisionView } from "@/lib/discussion/schema";
import type { Uncounted } from "@/lib/quality/why-uncounted";
import type { ItemDetail, UnitView } from "@/lib/items/schema";

type Props = {
  projectId: string;
  item: ItemDetail;
  unit: UnitView;
  decision: Pick<DecisionView, "by" | "reason" | "uncounted"> | null;
};

const uncountedBecause: Record<Uncounted, string> = {
  "left-out": "the answers of this person are left out",
  "older-question": "it answers the question as it was before",
  repeat: "it is a second answer",
};

const purposes = {
  decide: {
    open: "Decide",
    title: "Decide this task",
    description: "Your answer takes the place of the votes; they stay on record.",
    why: "Reason",
    send: "Decide",
    done: "Decided. The next aggregation takes it.",
  },
  known: {
    open: "Set as known",
    title: "Set the known answer",
    description: "Annotators are measured by it without being told which tasks have one.",
    why: "Explanation, shown in practice",
    send: "Set the known answer",
    done: "The answer is known from now on.",
  },
  example: {
    open: "Show in the guide",
    title: "Show this item in the guide",
    description: "Annotators read it as an example, with the right answer and why it is right. This publishes the guide’s next version.",
    why: "Why this is the right answer",
    send: "Publish the example",
    done: "The guide has a new version with this example.",
  },
} as const;

/** What a researcher can say of a task beyond the votes: the deciding answer, and the one that is known to be right. */
export function UnitActs({ projectId, item, unit, decision }: Props) {
  const router = useRouter();
  const [purpose, setPurpose] = useState<keyof typeof purposes | null>(null);
  // A dialog that was closed by a slip of the hand takes nothing along.
  const begun = useRef(new Map<keyof typeof purposes, Begun>());
  const place = { projectId, campaignId: unit.campaign.id, taskId: unit.taskId };
  return (
    // An item may be asked about in nine ways: each "Decide" says which it decides.
    <div
      role="group"
      aria-label={[unit.campaign.name, unitWords(unit.unitKey)].filter((part) => part !== null).join(", ")}
      className="mt-2 flex flex-wrap items-center gap-2 text-12 text-ink-2"
    >
      {decision ? (
        <p className="grow">
          Decided by {decision.by}
          {decision.reason ? <span dir="auto">: {decision.reason}</span> : "."}{" "}
          {decision.uncounted ? (
            <span className="block">It does not count, so the votes speak: {uncountedBecause[decision.uncounted]}.</span>
          ) : null}
          <button
            type="button"
            className="link"
            onClick={() =>
              void settled(withdraw(place)).then((result) => {
                if (!result.ok) return notifyFailed(refusalOf(result));
                notifyDone("The votes speak again");
                router.refresh();
              })
            }
          >
            Take the decision back
          </button>
        </p>
      ) : null}
      {(["decide", "known", "example"] as const).map((name) => (
        <Button key={name} size="sm" variant="quiet" data-item-decide={name === "decide" ? "" : undefined} onClick={() => setPurpose(name)}>
          {purposes[name].open}
        </Button>
      ))}
      {purpose ? (
        <Dialog
          title={purposes[purpose].title}
          description={purposes[purpose].description}
          open
          onOpenChange={(open) => setPurpose(open ? purpose : null)}
          wide
        >
          <MediaStage>
            <UnitAnswerForm
              key={purpose}
              unit={unit}
              item={item}
              why={purposes[purpose].why}
              verb={purposes[purpose].send}
              begun={begun.current.get(purpose)}
              onChange={(answer) => begun.current.set(purpose, answer)}
              send={async (response, why) => {
                const result = await settled<unknown>(
                  purpose === "decide"
                    ? decide({ ...place, response, reason: why })
                    : purpose === "known"
                      ? keepKnown({ ...place, response, explanation: why })
                      : addExample({ ...place, itemId: item.id, response, why }),
                );
                if (!result.ok) return refusalOf(result);
                begun.current.delete(purpose);
                notifyDone(purposes[purpose].done);
                setPurpose(null);
                router.refresh();
                return null;
              }}
            />
          </MediaStage>
        </Dialog>
      ) : null}
    </div>
  );
}
