"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { addExample, decide, keepKnown, withdraw } from "@/app/(workspace)/projects/[slug]/items/actions";
import { ReadingText } from "@/components/content/reading-text";
import { MediaStage } from "@/components/media/media-stage";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { notifyDone } from "@/components/ui/toast";
import type { ItemDetail, UnitView } from "@/lib/items/schema";
import type { KindForm } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";
import { loadKindForm } from "@/lib/kinds/registry.client";

type Props = {
  projectId: string;
  itemId: string;
  unit: UnitView;
  candidates: ItemDetail["candidates"];
  decision: { by: string; reason: string } | null;
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
export function UnitActs({ projectId, itemId, unit, candidates, decision }: Props) {
  const router = useRouter();
  const [purpose, setPurpose] = useState<keyof typeof purposes | null>(null);
  const place = { projectId, campaignId: unit.campaign.id, taskId: unit.taskId };
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2 text-12 text-ink-2">
      {decision ? (
        <p className="grow">
          Decided by {decision.by}
          {decision.reason ? <span dir="auto">: {decision.reason}</span> : "."}{" "}
          <button
            type="button"
            className="link"
            onClick={() =>
              void withdraw(place).then((result) => {
                if (result.ok) notifyDone("The votes speak again");
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
          <AnswerForm
            key={purpose}
            unit={unit}
            candidates={candidates}
            purpose={purpose}
            send={async (response, why) => {
              const result =
                purpose === "decide"
                  ? await decide({ ...place, response, reason: why })
                  : purpose === "known"
                    ? await keepKnown({ ...place, response, explanation: why })
                    : await addExample({ ...place, itemId, response, why });
              if (!result.ok) return Object.values(result.fields)[0] ?? result.error;
              notifyDone(purposes[purpose].done);
              setPurpose(null);
              router.refresh();
              return null;
            }}
          />
        </Dialog>
      ) : null}
    </div>
  );
}

type FormProps = {
  unit: UnitView;
  candidates: ItemDetail["candidates"];
  purpose: keyof typeof purposes;
  /** what stands in the way, null where it was stored */
  send: (response: unknown, why: string) => Promise<string | null>;
};

function AnswerForm({ unit, candidates, purpose, send }: FormProps) {
  const form = useQuery({
    queryKey: ["kind-form", unit.campaign.kind],
    queryFn: () => loadKindForm(unit.campaign.kind),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [response, setResponse] = useState<unknown>(null);
  const [why, setWhy] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (form.isError) return <p role="alert">The form could not be fetched. Close this and try again.</p>;
  if (!form.data) return <p className="text-ink-3">Fetching the form</p>;
  const { Answers, Responses }: KindForm = form.data;
  const shownOrder = kindOf(unit.campaign.kind).unitOrdinals(unit.unitKey, candidates.length);
  const shown = shownOrder.flatMap((ordinal) => candidates.filter((candidate) => candidate.ordinal === ordinal));
  const input = { config: unit.campaign.config, unitKey: unit.unitKey, shownOrder, candidates: shown, response };
  const textOf = (ordinal: number) => <ReadingText text={candidates.find((candidate) => candidate.ordinal === ordinal)?.text ?? ""} />;
  return (
    <MediaStage>
      <div className="grid gap-4 [--desk-gutter:0px]">
        {Responses ? (
          <div className="max-h-[50vh] overflow-y-auto" tabIndex={0} role="group" aria-label="Responses">
            <Responses {...input} onChange={setResponse} renderText={textOf} />
          </div>
        ) : null}
        <div className="[container:answers/inline-size]">
          <Answers {...input} onChange={setResponse} />
        </div>
        <Field label={purposes[purpose].why}>
          <Textarea rows={2} maxLength={4_000} value={why} onChange={(event) => setWhy(event.target.value)} />
        </Field>
        <div className="flex flex-wrap items-center justify-end gap-3">
          <FieldError id={undefined}>{problem}</FieldError>
          <Button
            variant="primary"
            loading={busy}
            onClick={() => {
              const missing = form.data.missing(input);
              setProblem(missing.length > 0 ? missing.join(" ") : null);
              if (missing.length > 0) return;
              setBusy(true);
              void send(response, why).then((refused) => {
                setBusy(false);
                setProblem(refused);
              });
            }}
          >
            {purposes[purpose].send}
          </Button>
        </div>
      </div>
    </MediaStage>
  );
}
