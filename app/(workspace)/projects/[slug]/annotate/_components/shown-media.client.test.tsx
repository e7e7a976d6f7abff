import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { PracticeItem } from "@/app/(workspace)/projects/[slug]/annotate/_components/practice-item";
import { DeskSettingsProvider } from "@/components/annotate/desk-settings";
import { DeskWords } from "@/components/annotate/desk-words";
import { HistoryEntry } from "@/components/annotate/history-entry";
import { loadLanguage } from "@/components/annotate/load-messages";
import type { DeskLanguage } from "@/components/annotate/load-messages";
import type { OwnAnswer } from "@/lib/annotations/schema";
import { usualDesk } from "@/lib/auth/preferences-schema";
import { pairwiseForm } from "@/lib/kinds/pairwise/form.client";
import { pairwise } from "@/lib/kinds/pairwise/kind";
import type { MediaRef } from "@/lib/media/schema";

const readItem = vi.hoisted(() => vi.fn());
vi.mock("@/components/annotate/desk-api", async (original) => ({ ...(await original<object>()), readItem }));

// The browser of these tests lays nothing out, and other files run in the same process.
beforeAll(() => void Object.assign(Element.prototype, { checkVisibility: () => true }));
afterAll(() => void Reflect.deleteProperty(Element.prototype, "checkVisibility"));

const medium = (type: MediaRef["type"], src: string, alt: string | null): MediaRef => ({ type, src: `/api/media/${src}`, alt });

/** A picture with the prompt, a film and a sound as the responses. */
const texts = {
  contentWarning: null,
  prompt: "Which fits this?",
  media: [medium("image", "p", "A quiet bay")],
  meta: [],
  candidates: [
    { ordinal: 0, text: "", media: [medium("video", "f", "Waves")] },
    { ordinal: 1, text: "With words.", media: [medium("audio", "s", null)] },
  ],
};
const config = pairwise.configSchema.parse({});

let language: DeskLanguage;
beforeEach(async () => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = vi.fn();
      unobserve = vi.fn();
      disconnect = vi.fn();
    },
  );
  // jsdom plays nothing.
  vi.spyOn(HTMLMediaElement.prototype, "pause").mockReturnValue(undefined);
  language = await loadLanguage("en");
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const show = (children: ReactNode): void => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <DeskWords language={language}>{children}</DeskWords>
    </QueryClientProvider>,
  );
};

/** Each is there under its name and at its address, and one clock runs what plays. */
const expectMedia = async (): Promise<void> => {
  expect((await screen.findByAltText("A quiet bay")).getAttribute("src")).toBe("/api/media/p");
  const film = screen.getByLabelText("Waves");
  expect([film.tagName, film.getAttribute("src")]).toEqual(["VIDEO", "/api/media/f"]);
  const sound = document.querySelector("audio");
  expect(sound?.getAttribute("src")).toBe("/api/media/s");
  expect(sound?.getAttribute("aria-label")).toContain("Response B");
  expect(screen.getByText("With words.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Play" })).toBeTruthy();
};

describe("media away from the desk", () => {
  it("show in a practice item", async () => {
    const work = { ...texts, attempt: 1, number: 1, of: 2, taskId: "t", unitKey: "0-1" };
    const item = { form: pairwiseForm, config, highlighted: [], work, feedback: null, working: false, covered: false };
    show(
      <DeskSettingsProvider initial={usualDesk}>
        <PracticeItem {...item} onAction={() => false} onCheck={vi.fn()} />
      </DeskSettingsProvider>,
    );
    await expectMedia();
  });

  it("show in an answer of one's own, once it is opened", async () => {
    readItem.mockResolvedValue(texts);
    const answer: OwnAnswer = {
      id: "a",
      unitKey: "0-1",
      title: "Which fits this?",
      response: null,
      shownOrder: [0, 1],
      comment: null,
      flagged: false,
      extras: [],
      questionVersion: 1,
      createdAt: "2026-11-20T08:00:00.000Z",
    };
    const place = { projectId: "p", campaignId: "c" };
    show(
      <HistoryEntry
        answer={answer}
        place={place}
        form={pairwiseForm}
        config={config}
        questionVersion={1}
        extras={[]}
        unsaved={new Map()}
        onCorrected={vi.fn()}
      />,
    );
    expect(screen.queryByLabelText("Waves")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: /Which fits this/ }));
    await expectMedia();
  });
});
