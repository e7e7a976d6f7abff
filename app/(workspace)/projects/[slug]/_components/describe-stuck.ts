import { counted, formatFigure } from "@/components/ui/figure-format";
import { formatAge } from "@/components/ui/age";
import type { Stuck } from "@/lib/overview/schema";

const jobNames: Record<string, string> = {
  "aggregate-project": "Aggregation",
  "train-reward-model": "Training",
  "score-candidates": "Scoring",
  "build-dataset-version": "The data set",
};

const tasks = (n: number): string => counted(n, "task");

const people = (n: number): string => (n === 1 ? "1 person" : `${formatFigure(n, "count")} people`);

/** What is stuck, as a title; `short` for the picture, with its age. */
export function stuckTitle(stuck: Stuck, length: "full" | "short" = "full"): string {
  const short = length === "short";
  switch (stuck.kind) {
    case "failed-import":
      return short ? "import failed" : `The import of ${stuck.name} failed.`;
    case "failed-job":
      return short ? "failed" : `${jobNames[stuck.name] ?? stuck.name} failed.`;
    case "paused":
      return short
        ? `${formatFigure(stuck.count, "count")} paused, ${formatAge(stuck.since)}`
        : `${tasks(stuck.count)} of “${stuck.name}” are paused.`;
    case "resting":
      return short
        ? `${people(stuck.count)} resting`
        : `${people(stuck.count)} of “${stuck.name}” ${stuck.count === 1 ? "rests" : "rest"}.`;
    case "wrong-prediction":
      return short ? "prediction wrong" : `${stuck.name} predicted wrongly where people differ from the judge.`;
    case "no-annotators":
    case "nobody-answers":
      return short
        ? `${formatFigure(stuck.count, "count")} stuck, ${formatAge(stuck.since)}`
        : `${tasks(stuck.count)} of “${stuck.name}” ${stuck.count === 1 ? "waits" : "wait"} for an answer.`;
  }
}

/** Since when, what is safe, what to do. */
export function stuckExplanation(stuck: Stuck): string {
  const reason = stuck.reason ? `${stuck.reason.replace(/[.\s]+$/, "")}. ` : "";
  switch (stuck.kind) {
    case "failed-import":
      return `${reason}What was in the project before is untouched. Mend the file and import it again.`;
    case "failed-job":
      return `${reason}Nothing that was there before is lost; it can be started again.`;
    case "paused":
      return "Nobody is given these tasks until the campaign goes on. Answers given so far are kept.";
    case "resting":
      return "They missed many known answers, and the rules let their work rest. They are told that you will look at it: let them go on, or have them practise again.";
    case "wrong-prediction":
      return `Its ${counted(stuck.count, "answer so far lies", "answers so far lie")} outside the interval of what it said. Look at predicted against actual, and re-plan: what people answered is learned from.`;
    case "no-annotators":
      return "Nobody has been invited to answer yet. An annotator signs in by a link that you send.";
    case "nobody-answers":
      return `No one has taken one for ${formatAge(stuck.since)}. Answers given so far are kept.`;
  }
}

/** The page of the project where it can be set right. */
export function stuckPage(stuck: Stuck): string {
  if (stuck.kind === "failed-import") return "imports";
  if (stuck.kind === "wrong-prediction") return "routing";
  if (stuck.kind === "paused" || stuck.kind === "resting") return "campaigns";
  if (stuck.kind === "failed-job") return stuck.stage === "model" ? "reward-models" : stuck.stage === "dataset" ? "exports" : "agreement";
  return "tasks";
}
