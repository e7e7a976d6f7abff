import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { DeskItem } from "@/components/annotate/desk-item";
import { DeskSettingsProvider } from "@/components/annotate/desk-settings";
import { DeskWords } from "@/components/annotate/desk-words";
import { keyMapOf } from "@/components/annotate/key-map";
import { memoryStore } from "@/components/annotate/memory-store";
import { draftStore } from "@/components/annotate/written-drafts";
import english from "@/components/annotate/messages/en.json";
import type { Work } from "@/lib/assignments/schema";
import { pretendToDraw } from "@/scripts/testing/drawing";
import { plainWork } from "@/scripts/testing/work";
import { usualDesk } from "@/lib/auth/preferences-schema";
import type { DeskPreferences } from "@/lib/auth/preferences-schema";
import type { KindForm } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";
import { loadKindForm } from "@/lib/kinds/registry.client";
import { campaignTemplates } from "@/lib/projects/templates/templates";

/** Each item begins anew. */
const kept = () => draftStore(memoryStore(), []);
const texts = ["Water boils at 110 °C.", "Where did the half come from?", "Three quarters.", "What is half of one?"];

/** What a trained hand presses from the moment an item appears until it is sent, and the answer that must arrive. */
const hands: Record<string, { responses: number; keys: string; given: object }> = {
  multipref: {
    // the four answers, how sure of each, and with Q the reasons for the first
    responses: 2,
    keys: "1352 1223 q2".replaceAll(" ", ""),
    given: {
      answers: {
        helpful: { choice: 0, strength: -1, confidence: "absolutely", reasons: ["Informative"] },
        truthful: { choice: "tie", strength: 0, confidence: "fairly" },
        harmless: { choice: 1, strength: 1, confidence: "fairly" },
        overall: { choice: 0, strength: -0.5, confidence: "not" },
      },
    },
  },
  "hh-helpful": { responses: 2, keys: "4", given: { answers: { helpful: { choice: 1, strength: 1 / 3 } } } },
  "hh-harmless": { responses: 2, keys: "1", given: { answers: { harmless: { choice: 0, strength: -1 } } } },
  ultrafeedback: {
    responses: 1,
    keys: "4352",
    given: { ratings: { "0": { "instruction-following": 4, truthfulness: 3, honesty: 5, helpfulness: 2 } } },
  },
  "rlhf-v": {
    // to the text, all of it, other words, what is wrong and how badly, why
    responses: 1,
    keys: "q{Control>}a{/Control}{Enter}Cold{Tab}3{Tab}2{Tab}Ice{Enter}{Escape}",
    given: {
      spans: [{ start: 0, end: 22, text: texts[0], replacement: "Cold", type: "Numbers", severity: "Minor", reason: "Ice" }],
      correction: "Cold",
    },
  },
  "video-reward": {
    responses: 2,
    keys: "3211",
    given: {
      answers: {
        "visual-quality": { choice: 1 },
        "motion-quality": { choice: "tie" },
        "text-alignment": { choice: 0 },
        overall: { choice: 0 },
      },
    },
  },
  "safe-rlhf-v": {
    // more helpful, safer, the level of each; with Q what makes A unsafe, which alone is open
    responses: 2,
    keys: "13 31 q18".replaceAll(" ", ""),
    given: {
      answers: { helpful: { choice: 0 }, safer: { choice: 1 } },
      safety: { "0": { level: "moderate", categories: ["violence", "dangerous advice"] }, "1": { level: "safe", categories: [] } },
    },
  },
  summarisation: {
    responses: 2,
    keys: "2754",
    given: {
      answers: {
        overall: { choice: 0, strength: -2 / 3 },
        accuracy: { choice: 1, strength: 1 },
        coverage: { choice: 1, strength: 1 / 3 },
        coherence: { choice: "tie", strength: 0 },
      },
    },
  },
  mqm: { responses: 1, keys: "mEnd{Enter}", given: { missing: [{ note: "End" }], score: 0 } },
  tutoring: {
    // two of one place, the rest last
    responses: 4,
    keys: "42tw",
    given: {
      groups: [
        [3, 1],
        [0, 2],
      ],
      unranked: [],
    },
  },
};

/** Keys are pressed until all is answered: on a busy machine that takes as long as it takes. */
const patienceMs = 60_000;

const workOf = (count: number): Work =>
  plainWork("1", {
    prompt: "What is half of one and a half?",
    meta: [{ field: "domain", value: "<b>cooking</b>" }],
    candidates: texts.slice(0, count).map((text, ordinal) => ({ ordinal, text, media: null })),
  });

const forms = new Map<string, KindForm>();
pretendToDraw();
beforeAll(async () => {
  for (const { kind } of campaignTemplates) forms.set(kind, await loadKindForm(kind));
}, patienceMs);
afterEach(cleanup);

const none = (): undefined => undefined;

/** Draws an item at the desk and gives what is called when it is sent. */
const show = (item: { work: Work; form: KindForm; config: unknown }, preferences: DeskPreferences) => {
  const onSubmit = vi.fn();
  render(
    <DeskSettingsProvider initial={preferences}>
      <DeskWords language={{ locale: "en", messages: english, said: {} }}>
        <DeskItem
          {...{ ...item, onSubmit }}
          place={{ projectId: "prj_1", campaignId: "cmp_1" }}
          drafts={kept()}
          extras={[]}
          highlighted={[]}
          current
          takeFocus={false}
          lastPressed={{ current: [] }}
          covered={false}
          keys={keyMapOf({})}
          head={() => null}
          onKept={none}
          onSkip={none}
          onLater={none}
          onLost={none}
          onAction={() => false}
          undoing={false}
        />
      </DeskWords>
    </DeskSettingsProvider>,
  );
  return onSubmit;
};

it.each(campaignTemplates)(
  "$id is answered from the first question to the last by keys alone",
  { timeout: patienceMs },
  async ({ id, kind: kindId, config: raw }) => {
    const [hand, form] = [hands[id], forms.get(kindId)];
    if (!hand || !form) throw new Error(`no hand is trained for ${id}`);
    const kind = kindOf(kindId);
    const config = kind.configSchema.parse(raw);
    const work = workOf(hand.responses);
    work.unitKey = kind.units(config, hand.responses)[0] ?? "";
    const onSubmit = show({ work, form, config }, usualDesk);
    expect(screen.getByText("<b>cooking</b>").closest("dl")?.textContent).toBe("domain<b>cooking</b>");
    const user = userEvent.setup({ delay: null });
    await user.keyboard(`${hand.keys}{Enter}`);
    await waitFor(() => expect(onSubmit).toHaveBeenCalledOnce(), { timeout: patienceMs });
    const { response } = onSubmit.mock.lastCall?.[0] ?? {};
    expect(response).toMatchObject(hand.given);
    expect(kind.check(config, work.unitKey, response)).toEqual([]);
  },
);

/** What is sent by its last key where its user wants that, and what never is: there more could be said. */
it.each([
  { id: "hh-helpful", keys: "4", sent: true },
  { id: "ultrafeedback", keys: "4352", sent: true },
  { id: "ultrafeedback", keys: "435", sent: false },
  { id: "multipref", keys: "13521223", sent: false },
  { id: "tutoring", keys: "42tw", sent: false },
])("$id after $keys goes out by itself: $sent", { timeout: patienceMs }, async ({ id, keys, sent }) => {
  const template = campaignTemplates.find((one) => one.id === id);
  const [hand, form] = [hands[id], forms.get(template?.kind ?? "")];
  if (!template || !hand || !form) throw new Error(`no hand is trained for ${id}`);
  const kind = kindOf(template.kind);
  const config = kind.configSchema.parse(template.config);
  const work = { ...workOf(hand.responses), unitKey: kind.units(config, hand.responses)[0] ?? "" };
  const onSubmit = show({ work, form, config }, { ...usualDesk, sendAtOnce: true });
  await userEvent.setup({ delay: null }).keyboard(keys);
  expect(onSubmit).toHaveBeenCalledTimes(sent ? 1 : 0);
  if (sent) expect(onSubmit.mock.lastCall?.[0]?.response).toMatchObject(hand.given);
});
