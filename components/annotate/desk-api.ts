import { z } from "zod";
import { patientGet, patientPost } from "@/components/annotate/patient-fetch";
import type { Received } from "@/components/annotate/patient-fetch";
import { annotationReceiptSchema, answeredItemSchema, ownAnswerSchema } from "@/lib/annotations/schema";
import type { AnnotationReceipt, AnsweredItem, Correct, Draft, OwnAnswer, Submit } from "@/lib/annotations/schema";
import { workSchema } from "@/lib/assignments/schema";
import type { DeskPreferences } from "@/lib/auth/preferences-schema";
import type { LeaseRef, Work, skipReasons } from "@/lib/assignments/schema";

/** A refusal of the server, or its silence (`offline`). */
export class DeskProblem extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "DeskProblem";
    this.code = code;
    this.status = status;
  }

  /** The same request may succeed later: nothing was decided. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const problemSchema = z.object({ code: z.string(), detail: z.string() });

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const answerOf = async <Answer>(request: Promise<Received>, schema: z.ZodType<Answer>): Promise<Answer> => {
  const { ok, status, text } = await request.catch((cause: unknown) => {
    throw new DeskProblem("offline", 0, "The server cannot be reached.", cause);
  });
  const body = readJson(text);
  if (!ok) {
    const problem = problemSchema.safeParse(body);
    if (problem.success) throw new DeskProblem(problem.data.code, status, problem.data.detail);
    // Not one of our refusals, but a word of something in between: nothing was decided of what was sent.
    throw new DeskProblem("internal", Math.max(500, status), `The server answered ${status}.`);
  }
  // A sign-in page of a train's network answers everything, with a page: the server was not reached.
  if (body === undefined) throw new DeskProblem("offline", 0, "The server cannot be reached.");
  return schema.parse(body);
};

const post = async <Answer>(path: string, body: object, schema: z.ZodType<Answer>, keepalive = false): Promise<Answer> =>
  answerOf(patientPost(`/api/desk/${path}`, { body: JSON.stringify(body), keepalive }), schema);

const get = async <Answer>(path: string, query: Record<string, string>, schema: z.ZodType<Answer>): Promise<Answer> =>
  answerOf(patientGet(`/api/desk/${path}?${new URLSearchParams(query).toString()}`), schema);

export type Place = { projectId: string; campaignId: string };
export type SkipReason = (typeof skipReasons)[number];

export const progressSchema = z.object({ done: z.number(), skipped: z.number(), left: z.number(), activeSeconds: z.number() });
export type Progress = z.infer<typeof progressSchema>;

const nothing = z.unknown();
const savedSchema = z.object({ draftVersion: z.number(), savedAt: z.iso.datetime() });

/** @param assignmentId the one lease that is wanted, after taking its answer back */
export const nextWork = (place: Place, holding: string[], want: number, assignmentId?: string): Promise<Work[]> =>
  post("next", { ...place, holding, want, assignmentId }, z.object({ work: z.array(workSchema) })).then((answer) => answer.work);

/** Resolves to the leases that could not be renewed. */
export const renew = (place: Place, leases: LeaseRef[]): Promise<string[]> =>
  post("renew", { ...place, leases }, z.object({ lost: z.array(z.string()) })).then(({ lost }) => lost);

export const release = (place: Place, lease: LeaseRef): Promise<unknown> => post("release", { ...place, ...lease }, nothing, true);

export const saveDraft = (place: Place, assignmentId: string, draft: Draft): Promise<z.infer<typeof savedSchema>> =>
  post("draft", { projectId: place.projectId, assignmentId, draft }, savedSchema);

const acceptedSchema = annotationReceiptSchema.extend({ work: z.array(workSchema).nullish() });

/**
 * @param next items that are wanted besides: one request then does for an item what two did
 * @returns those items, null where none were asked for or none could be had
 */
export const submit = (body: Submit, next?: { holding: string[]; want: number }): Promise<Work[] | null> =>
  post("submit", { ...body, next }, acceptedSchema).then(({ work }) => work ?? null);

export const skip = (place: Place, lease: LeaseRef, reason: SkipReason, note: string): Promise<unknown> =>
  post("skip", { projectId: place.projectId, ...lease, reason, note }, nothing);

export const undo = (place: Place): Promise<{ assignmentId: string; was: "submit" | "skip" }> =>
  post("undo", place, z.object({ assignmentId: z.string(), was: z.enum(["submit", "skip"]) }));

export const readProgress = (place: Place): Promise<Progress> => get("progress", place, progressSchema);

const gateSchema = z.object({ standing: z.string(), message: z.string() });

/** What is said to this person while they may go on; empty where nothing is, and where the next item will tell them to rest. */
export const readStandingNotice = (place: Place): Promise<string> =>
  get("gate", place, gateSchema).then(({ standing, message }) => (standing === "warned" ? message : ""));

export const savePreferences = (patch: Partial<DeskPreferences>): Promise<unknown> => post("preferences", patch, nothing, true);

export const historyPage = 25;

export const readHistory = async (place: Place, skip: number): Promise<OwnAnswer[]> => {
  const query = { ...place, take: String(historyPage), skip: String(skip) };
  const { answers } = await get("history", query, z.object({ answers: z.array(ownAnswerSchema) }));
  return answers;
};

export const readItem = (projectId: string, annotationId: string): Promise<AnsweredItem> =>
  get("item", { projectId, annotationId }, answeredItemSchema);

export const correct = (body: Correct): Promise<AnnotationReceipt> => post("correct", body, annotationReceiptSchema);
