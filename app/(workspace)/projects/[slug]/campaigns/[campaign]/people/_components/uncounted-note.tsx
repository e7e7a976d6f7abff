"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { askOthers } from "@/app/(workspace)/projects/[slug]/campaigns/people-actions";
import { refusalOf, settled } from "@/components/forms/settled";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { counted } from "@/components/ui/figure-format";
import { notifyDone, notifyFailed } from "@/components/ui/toast";
import type { Uncounted } from "@/lib/tasks/schema";

type Props = { place: { projectId: string; campaignId: string }; uncounted: Uncounted; mayOpen: boolean };

/** Says which answers are missing since they do not count any more, and asks others in their place. */
export function UncountedNote({ place, uncounted: { leftOut, earlierQuestion, tasks }, mayOpen }: Props) {
  const router = useRouter();
  const [asking, start] = useTransition();
  const answers = leftOut + earlierQuestion;
  if (answers === 0) return null;
  const why = [
    leftOut > 0 ? `${leftOut.toLocaleString("en")} of people who are left out` : "",
    earlierQuestion > 0 ? `${earlierQuestion.toLocaleString("en")} to an earlier question` : "",
  ].filter((part) => part !== "");
  const ask = (): void =>
    start(async () => {
      const result = await settled(askOthers(place));
      if (!result.ok) {
        notifyFailed(refusalOf(result));
        return;
      }
      const { slots, tasksLeft } = result.data;
      const rest = tasksLeft > 0 ? ` ${counted(tasksLeft, "task is", "tasks are")} left: ask once more.` : "";
      notifyDone(`${counted(slots, "further answer is", "further answers are")} asked for.${rest}`);
      router.refresh();
    });
  return (
    <Callout
      className="mb-6"
      title={`${counted(answers, "answer does", "answers do")} not count any more`}
      actions={
        mayOpen ? (
          <Button disabled={asking} onClick={ask}>
            {asking ? "Asking" : "Ask others in their place"}
          </Button>
        ) : undefined
      }
    >
      {why.join(", ")}. {counted(tasks, "task has", "tasks have")} fewer answers than {tasks === 1 ? "it was" : "they were"} to have.
      Further answers are paid like any other; nobody is asked twice about a task.
    </Callout>
  );
}
