import { describe, expect, it } from "vitest";
import { hasReferenceData, readReferenceRows, referenceDataAbsent } from "@/scripts/testing/reference-data";
import { fitDawidSkene } from "./dawid-skene";
import { majorityVote } from "./majority-vote";
import { fitOneCoin } from "./one-coin";
import type { Votes } from "./votes";

function ukpVotes(): { votes: Votes; gold: number[] } {
  const annotators = new Map<string, number>();
  const task: number[] = [];
  const annotator: number[] = [];
  const label: number[] = [];
  const gold: number[] = [];
  const rows = readReferenceRows("ukpconvarg1");
  rows.forEach((row, index) => {
    const known = row.meta.gold;
    gold.push(known === "tie" ? 2 : typeof known === "number" ? known : -1);
    for (const { annotator: name, choice } of row.labels.filter(({ kind }) => kind === "human")) {
      if (choice === null || choice === undefined) continue;
      const code = annotators.get(name) ?? annotators.size;
      annotators.set(name, code);
      task.push(index);
      annotator.push(code);
      label.push(choice === "tie" ? 2 : choice);
    }
  });
  return {
    votes: {
      tasks: rows.length,
      annotators: annotators.size,
      classes: 3,
      task: Int32Array.from(task),
      annotator: Int32Array.from(annotator),
      label: Int32Array.from(label),
    },
    gold,
  };
}

function shareRight(answers: Int32Array, gold: readonly number[]): number {
  const judged = gold.map((label, task) => ({ label, task })).filter(({ label }) => label >= 0);
  return judged.filter(({ label, task }) => answers[task] === label).length / judged.length;
}

const likeliest = (posterior: Float64Array, classes: number, tasks: number) =>
  Int32Array.from({ length: tasks }, (_, task) => {
    const row = Array.from(posterior.subarray(task * classes, (task + 1) * classes));
    return row.indexOf(Math.max(...row));
  });

describe.skipIf(!hasReferenceData("ukpconvarg1/train.jsonl.gz"))(`ukpconvarg1 against its gold (${referenceDataAbsent})`, () => {
  const data = hasReferenceData("ukpconvarg1/train.jsonl.gz") ? ukpVotes() : null;

  it("majority and one-coin EM reach the known figures, and Dawid–Skene passes both", () => {
    if (data === null) throw new Error(referenceDataAbsent);
    const { votes, gold } = data;
    expect(shareRight(majorityVote(votes).winner, gold)).toBeCloseTo(0.8382, 3);
    const oneCoin = shareRight(likeliest(fitOneCoin(votes).posterior, 3, votes.tasks), gold);
    expect(Math.abs(oneCoin - 0.8438)).toBeLessThan(0.01);
    const dawidSkene = fitDawidSkene(votes);
    expect(dawidSkene.converged).toBe(true);
    expect(shareRight(likeliest(dawidSkene.posterior, 3, votes.tasks), gold)).toBeGreaterThan(0.88);
  });
});
