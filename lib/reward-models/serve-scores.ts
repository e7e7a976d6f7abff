import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { promptHashOf } from "@/lib/imports/identity";
import { AppError } from "@/lib/errors";
import { sigmoid } from "@/lib/ml/math/special";
import { lapsedMargin } from "@/lib/ml/reward/lapse";
import { preferenceLead } from "@/lib/ml/reward/losses/preference";
import type { Engine } from "@/lib/reward-models/open-engine";
import { engineOf } from "@/lib/reward-models/score-candidates";
import { chosenVersion } from "@/lib/reward-models/choose-version";
import { mean, spreadOf } from "@/lib/reward-models/spread";
import type { BestOfN, Ranked, ScoredPrompt, ScoreRequest } from "@/lib/reward-models/serve-schema";
import { mostTexts } from "@/lib/reward-models/serve-schema";
import type { RowText, VersionView } from "@/lib/reward-models/schema";

/** Models that stay loaded between requests, and for how long after the last one. */
const mostLoaded = 2;
const idleMs = 60_000;

type Loaded = { engine: Promise<Engine> | null; turn: Promise<unknown>; timer: NodeJS.Timeout | null; used: number };

const loaded = new Map<string, Loaded>();

type Served = { version: Pick<VersionView, "id" | "number"> };

/** Scores responses to prompts under the version named, else the promoted one, else the newest. */
export const scorePrompts = async (actor: Actor, input: ScoreRequest): Promise<Served & { prompts: ScoredPrompt[] }> => {
  const { version, prompts } = await scoreAll(actor, input);
  return { version, prompts: prompts.map(({ coordinates: _, ...told }) => told) };
};

/** Where the responses lie under a preference that may run in circles; null where scores say all. */
type Placed = ScoredPrompt & { coordinates: number[][] | null };

const scoreAll = async (actor: Actor, input: ScoreRequest): Promise<Served & { prompts: Placed[] }> => {
  await guard(actor, "reward-models:see", { projectId: input.projectId });
  const texts = input.prompts.reduce((sum, { responses }) => sum + responses.length, 0);
  if (texts > mostTexts) {
    throw new AppError("too_large", {
      userMessage: `A request may hold ${mostTexts} responses; this one has ${texts}. Send it in parts, or use \`plumbline score\` on a file.`,
    });
  }
  const version = await chosenVersion(input.projectId, input.versionId ?? null);
  const rows = input.prompts.flatMap(({ prompt, responses }): RowText[] =>
    responses.map((response) => ({ promptId: promptHashOf(prompt), prompt, response })),
  );
  const scored = await inTurn(input.projectId, version.id, (engine) => engine.score(rows));
  const lapse = version.metrics?.lapse ?? 0;
  // Scores are in calibrated logits, but for versions from before heads were calibrated when they are trained.
  const temperature = version.metrics?.temperature ? 1 : (version.metrics?.honesty?.calibration?.temperature ?? 1);
  let from = 0;
  const prompts = input.prompts.map(({ responses }): Placed => {
    const [start, end] = [from, (from += responses.length)];
    const members = scored.members.slice(start, end);
    return {
      scores: scored.scores.slice(start, end),
      spread: members.some((values) => values.length > 1) ? members.map(spreadOf) : null,
      members,
      aspects: Object.fromEntries(Object.entries(scored.aspects).map(([name, values]) => [name, values.slice(start, end)])),
      lapse,
      temperature,
      coordinates: scored.coordinates?.slice(start, end) ?? null,
    };
  });
  return { version: { id: version.id, number: version.number }, prompts };
};

/** The responses to one prompt, best first, each with its probability of being better than the one after it. */
export const rerank = async (actor: Actor, input: BestOfN): Promise<Served & { ranking: Ranked[] }> => {
  const { prompt, responses, cautious, ...where } = input;
  const { version, prompts } = await scoreAll(actor, { ...where, prompts: [{ prompt, responses }] });
  const [scored] = prompts;
  if (!scored) throw new AppError("invalid_input", { userMessage: "There is no response to rank." });
  const value = (index: number): number => (scored.scores[index] ?? 0) - cautious * lead(scored, index);
  const order = responses.map((_, index) => index).sort((a, b) => value(b) - value(a) || a - b);
  return {
    version,
    ranking: order.map((index, place) => {
      const next = order[place + 1];
      return {
        index,
        score: scored.scores[index] ?? 0,
        spread: scored.spread?.[index] ?? null,
        pBetterThanNext:
          next === undefined ? null : sigmoid(lapsedMargin(leadOver(scored, index, next), scored.lapse) / scored.temperature),
      };
    }),
  };
};

/** Lead of one response over another. Scores of a preference in a circle are leads over the average response, and do not tell it. */
const leadOver = ({ scores, coordinates }: Placed, index: number, next: number): number => {
  const [own = [], other = []] = [coordinates?.[index], coordinates?.[next]];
  if (own.length === 0) return (scores[index] ?? 0) - (scores[next] ?? 0);
  return preferenceLead(Float64Array.of(...own, ...other), 0, own.length, (own.length - 1) / 2);
};

/** The best of n responses to a prompt. */
export const bestOfN = async (actor: Actor, input: BestOfN): Promise<Served & { best: number; ranking: Ranked[] }> => {
  const { version, ranking } = await rerank(actor, input);
  return { version, best: ranking[0]?.index ?? 0, ranking };
};

/** How unsure the ensemble is of a response's lead over the average of its rivals: a constant that all share does not count. */
const lead = ({ members }: ScoredPrompt, index: number): number => {
  const own = members[index] ?? [];
  if (own.length < 2) return 0;
  return spreadOf(own.map((score, member) => score - mean(members.map((values) => values[member] ?? 0))));
};

/**
 * Does a request on the entry's engine, which is opened where there is none. Where that fails, those who wait fail with it: they
 * would each wait for the same. Where a request fails, it may be that its process ended: it alone fails, and the next has another.
 */
const answerOn = async <Result>(
  entry: Loaded,
  { projectId, versionId }: { projectId: string; versionId: string },
  act: (engine: Engine) => Promise<Result>,
): Promise<Result> => {
  entry.engine ??= engineOf(projectId, versionId).catch((error: unknown) => {
    if (loaded.get(versionId) === entry) loaded.delete(versionId);
    throw error;
  });
  const engine = await entry.engine;
  try {
    return await act(engine);
  } catch (error) {
    entry.engine = null;
    await engine.close();
    throw error;
  }
};

/** One request at a time on an engine, which is closed when it has been idle for a while. */
export const inTurn = async <Result>(projectId: string, versionId: string, act: (engine: Engine) => Promise<Result>): Promise<Result> => {
  const entry = loaded.get(versionId) ?? { engine: null, turn: Promise.resolve(), timer: null, used: 0 };
  loaded.set(versionId, entry);
  if (entry.timer) clearTimeout(entry.timer);
  entry.timer = null;
  entry.used += 1;
  dropOldest(versionId);
  const result = entry.turn.then(() => answerOn(entry, { projectId, versionId }, act));
  entry.turn = result.catch(() => undefined);
  try {
    return await result;
  } finally {
    entry.used -= 1;
    if (entry.used === 0 && loaded.get(versionId) === entry) {
      entry.timer = setTimeout(() => void drop(versionId), idleMs);
      entry.timer.unref();
    }
  }
};

const drop = async (versionId: string): Promise<void> => {
  const entry = loaded.get(versionId);
  if (!entry) return;
  loaded.delete(versionId);
  if (entry.timer) clearTimeout(entry.timer);
  const engine = await entry.engine?.catch(() => null); // one that never opened has nothing to close
  await engine?.close();
};

const dropOldest = (kept: string): void => {
  const idle = [...loaded].filter(([versionId, { used }]) => versionId !== kept && used === 0);
  for (const [versionId] of idle.slice(0, Math.max(0, loaded.size - mostLoaded))) void drop(versionId);
};
