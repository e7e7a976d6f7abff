import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { GatePage } from "@/app/(workspace)/projects/[slug]/annotate/_components/gate-page";
import { DeskWords } from "@/components/annotate/desk-words";
import { loadLanguage } from "@/components/annotate/load-messages";
import type { DeskLanguage } from "@/components/annotate/load-messages";
import { usualDesk } from "@/lib/auth/preferences-schema";
import { pairwise } from "@/lib/kinds/pairwise/kind";
import type { Gate } from "@/lib/qualification/schema";

const server = vi.hoisted(() => ({ accept: vi.fn(), keepProfile: vi.fn(), practise: vi.fn(), checkPractice: vi.fn() }));
vi.mock("@/app/(workspace)/projects/[slug]/annotate/actions", () => server);
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: vi.fn(), push: vi.fn(), prefetch: vi.fn() }) }));
vi.mock("@/components/annotate/desk-api", async (original) => ({ ...(await original<object>()), savePreferences: vi.fn() }));

// The browser of these tests lays nothing out, and other files run in the same process.
beforeAll(() => void Object.assign(Element.prototype, { checkVisibility: () => true }));
afterAll(() => void Reflect.deleteProperty(Element.prototype, "checkVisibility"));

let language: DeskLanguage;
let now = 0;
beforeEach(async () => {
  language = await loadLanguage("en");
  now = 1_000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const gate: Gate = {
  step: "consent",
  standing: "working",
  message: "",
  consent: { version: 1, markdown: "What the study is about." },
  profile: [
    { type: "text", name: "work", title: "What do you work in?", help: "", required: false },
    { type: "one", name: "age", title: "How old are you?", help: "", required: true, options: ["under 50", "50 and older"] },
  ],
  profileAnswers: {},
  qualification: { items: 2, pass: 1, attempts: 2, used: 1, underway: null, passed: false },
};

const page = (step: Gate["step"], keys: Record<string, string> = {}) => (
  <QueryClientProvider client={new QueryClient()}>
    <DeskWords language={language}>
      <GatePage
        projectId="p"
        campaign={{ id: "c", name: "Pairs", kind: "pairwise", config: pairwise.defaultConfig, highlightedWords: [] }}
        guides={[{ version: 1, markdown: "Read the guide closely.", note: "", examples: [], createdAt: "2026-11-20T08:00:00.000Z" }]}
        backHref="/"
        gate={{ ...gate, step }}
        preferences={{ ...usualDesk, keys }}
      />
    </DeskWords>
  </QueryClientProvider>
);

it("puts the focus on what follows a step, and on the first answer that is missing", async () => {
  const { rerender } = render(page("consent"));
  expect(document.activeElement).toBe(document.body);
  rerender(page("profile"));
  expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1, name: "A few questions about you" }));
  await userEvent.click(screen.getByRole("button", { name: "Keep and go on" }));
  expect(document.activeElement).toBe(screen.getByRole("radio", { name: "under 50" }));
  expect(server.keepProfile).not.toHaveBeenCalled();
});

it("practises with the keys of the desk as its user moved them: answer, guide, check, and the next item has the focus", async () => {
  const texts = { contentWarning: null, media: null, meta: [], unitKey: "0-1", attempt: 2, of: 2 };
  const candidates = [0, 1].map((ordinal) => ({ ordinal, text: `Answer ${ordinal}`, media: null }));
  const item = (number: number) => ({
    ok: true,
    data: { ...texts, candidates, number, taskId: `t${number}`, prompt: `Question ${number}` },
  });
  server.practise.mockResolvedValueOnce(item(1)).mockResolvedValueOnce(item(2));
  const told = { correct: true, known: null, explanation: "It says why.", answered: 1, correctSoFar: 1, passed: null };
  server.checkPractice.mockResolvedValue({ ok: true, data: told });
  render(page("qualification", { submit: "k" }));
  await userEvent.click(screen.getByRole("button", { name: "Begin another go" }));
  await screen.findByText("Question 1");
  expect(document.activeElement).toBe(screen.getByRole("region", { name: "Prompt" }));
  await userEvent.keyboard("g");
  expect(await screen.findByText("Read the guide closely.")).toBeTruthy();
  await userEvent.keyboard("{Escape}1");
  now += 300;
  await userEvent.keyboard("k");
  await screen.findByText("It says why.");
  expect(server.checkPractice).toHaveBeenCalledWith(expect.objectContaining({ taskId: "t1", shownOrder: [0, 1] }));
  // The second press of two, and a key that is held, were meant for the answer.
  await userEvent.keyboard("{Enter}");
  expect(server.practise).toHaveBeenCalledTimes(1);
  now += 300;
  expect(fireEvent.keyDown(screen.getByRole("button", { name: "Show the next one" }), { key: "Enter", repeat: true })).toBe(false);
  expect(server.practise).toHaveBeenCalledTimes(1);
  await userEvent.keyboard("{Enter}");
  await screen.findByText("Question 2");
  expect(document.activeElement).toBe(screen.getByRole("region", { name: "Prompt" }));
});
