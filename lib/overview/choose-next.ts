import type { ProjectSummary } from "@/lib/overview/schema";

/** The next sensible act: a verb with its number, why, and the page of the project where it is done. */
export type NextAct = { label: string; why: string; page: string };

const count = new Intl.NumberFormat("en");

const counted = (n: number, one: string, many = `${one}s`): string => `${count.format(n)} ${n === 1 ? one : many}`;

type Facts = Pick<ProjectSummary, "counts" | "consensus" | "models" | "plan" | "dataset" | "stuck" | "running">;

/**
 * One act, the first that the line lacks: items, questions, answers, a consensus of them, a model, a plan, a data set.
 * Where work is running or waits for people there may be none.
 */
export const chooseNext = ({ counts, consensus, models, plan, dataset, stuck, running }: Facts): NextAct | null => {
  const labels = counts.labelsPeople + counts.labelsModels;
  const busy = (name: string): boolean => running.some((job) => job.name === name);
  const newest = models.at(-1);

  if (counts.items === 0) {
    if (busy("import-items")) return null;
    return { label: "Import a file", why: "Everything starts with items: prompts with the responses to be judged.", page: "imports" };
  }
  const unanswered = stuck.find((one) => one.kind === "no-annotators");
  if (unanswered) {
    return {
      label: "Invite annotators",
      why: `${counted(unanswered.count, "task")} ${unanswered.count === 1 ? "waits" : "wait"} and nobody has been invited to answer.`,
      page: "/members?invite=1",
    };
  }
  if (labels === 0 && counts.openTasks === 0) {
    return { label: `Open tasks for ${counted(counts.items, "item")}`, why: "Nobody has been asked about them yet.", page: "tasks" };
  }
  if (labels > 0 && !busy("aggregate-project")) {
    if (!consensus)
      return { label: `Aggregate ${counted(labels, "label")}`, why: "The labels have not been put together yet.", page: "agreement" };
    // A refit for a handful of new labels changes nothing that one would see.
    if (consensus.newerLabels > Math.max(20, 0.1 * labels)) {
      return {
        label: `Aggregate ${counted(consensus.newerLabels, "new label")}`,
        why: "The consensus is older than these labels.",
        page: "agreement",
      };
    }
  }
  if (consensus && consensus.decided > 0 && !newest && !busy("train-reward-model")) {
    return {
      label: `Train on ${counted(consensus.decided, "task")}`,
      why: "There is a consensus and no reward model yet.",
      page: "reward-models",
    };
  }
  if (plan?.state === "drawn" && !plan.rehearsal) {
    return {
      label: `See plan ${plan.number}`,
      why: `Plan ${plan.number} would ask people about ${count.format(plan.humanItems)} of ${counted(plan.items, "task")}. Nothing is opened yet.`,
      page: "routing",
    };
  }
  if (newest && !plan && counts.openTasks === 0) {
    return {
      label: "Plan the next labels",
      why: `Reward model v${newest.number} can say where a person's answer would help most.`,
      page: "routing",
    };
  }
  if (consensus && consensus.decided > 0 && (!dataset || dataset.createdAt < consensus.readAt) && !busy("build-dataset-version")) {
    return {
      label: `Export ${counted(consensus.decided, "decided task")}`,
      why: dataset ? `Data set v${dataset.number} is older than the consensus.` : "No data set has been made yet.",
      page: "exports",
    };
  }
  if (counts.openTasks > 0)
    return { label: `Answer ${counted(counts.openTasks, "open task")}`, why: "They wait for people.", page: "annotate" };
  return null;
};
