import { newId } from "@/lib/ids";
import type { Session } from "@/lib/imports/batch-session";
import { annotatorKey } from "@/lib/imports/batch-store";
import type { NewAnnotation } from "@/lib/imports/batch-store";
import { answerKeyOf, payloadHashOf } from "@/lib/imports/identity";
import { besideOf } from "@/lib/imports/label-beside";
import type { TargetAnswer } from "@/lib/imports/targets";

// Answers of a file are few different ones, again and again. Forgotten all at once, so that a file of long ones costs no memory.
const mostRemembered = 2_000;
const longestRemembered = 500;
const payloadHashes = new Map<string, string>();

const hashOf = (response: unknown, responseText: string): string => {
  const known = payloadHashes.get(responseText);
  if (known !== undefined) return known;
  const hash = payloadHashOf(response);
  if (responseText.length > longestRemembered) return hash;
  if (payloadHashes.size >= mostRemembered) payloadHashes.clear();
  payloadHashes.set(responseText, hash);
  return hash;
};

/** A row's answers as annotations of its item. */
export const answersOf = (
  answers: TargetAnswer[],
  itemId: string,
  annotators: Session["annotators"],
  taskIdOf: (answer: TargetAnswer) => string | undefined,
): NewAnnotation[] => {
  const seen = answers.length > 1 ? new Map<string, number>() : null;
  return answers.map((answer) => {
    const { target, label, unitKey, response } = answer;
    const { campaignId } = target;
    const taskId = taskIdOf(answer);
    if (taskId === undefined) throw new Error(`no task for ${unitKey} of ${itemId}`);
    const annotator = annotatorKey({ source: label.kind, name: label.annotator });
    const annotatorId = annotators.get(annotator);
    if (annotatorId === undefined) throw new Error(`no id for ${annotator}`);
    const responseText = JSON.stringify(response);
    const payloadHash = hashOf(response, responseText);
    let occurrence = 0;
    if (seen) {
      const same = `${campaignId} ${annotator} ${unitKey} ${payloadHash}`;
      occurrence = seen.get(same) ?? 0;
      seen.set(same, occurrence + 1);
    }
    return {
      id: newId("annotation"),
      campaignId,
      taskId,
      annotatorId,
      idemKey: answerKeyOf({ itemId, campaignId, unitKey, payloadHash, occurrence }),
      payloadHash,
      responseText,
      ...besideOf(label),
    };
  });
};
