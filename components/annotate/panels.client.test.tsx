import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AsideList } from "@/components/annotate/aside-list";
import { DeskWords } from "@/components/annotate/desk-words";
import { GuidePanel } from "@/components/annotate/guide-panel";
import { HistoryPanel } from "@/components/annotate/history-panel";
import type { AsideRow } from "@/components/annotate/local-store";
import english from "@/components/annotate/messages/en.json";
import type { OwnAnswer } from "@/lib/annotations/schema";
import { extraSchema } from "@/lib/extras/schema";
import { kindOf } from "@/lib/kinds/registry";
import { loadKindForm } from "@/lib/kinds/registry.client";
import { plainWork } from "@/scripts/testing/work";

const place = { projectId: "prj_1", campaignId: "cmp_1" };

const none = (): undefined => undefined;

const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
const around = (children: ReactNode) => (
  <QueryClientProvider client={queries}>
    <DeskWords language={{ locale: "en", messages: english, said: {} }}>{children}</DeskWords>
  </QueryClientProvider>
);

beforeEach(() => {
  vi.stubGlobal("fetch", vi.fn<typeof fetch>());
});
afterEach(() => {
  cleanup();
  queries.clear();
  vi.unstubAllGlobals();
});

it("keeps an answer that is being changed where another arrives meanwhile, and where the panel is closed over it", async () => {
  const { prompt, media, meta } = plainWork("1");
  const texts = ["One half.", "Three quarters."];
  const answer: OwnAnswer = {
    id: "ann_1",
    unitKey: "0-1",
    title: "What is half of one and a half?",
    response: { answers: { overall: { choice: 1, strength: 1 } } },
    shownOrder: [0, 1],
    comment: null,
    flagged: false,
    extras: [],
    questionVersion: 1,
    createdAt: "2026-01-01T00:00:00.000Z",
  };
  const candidates = texts.map((text, ordinal) => ({ ordinal, text, media: null }));
  vi.mocked(fetch).mockImplementation(async (path) =>
    Response.json(String(path).includes("/item?") ? { prompt, media, meta, candidates } : { answers: [answer] }),
  );
  const form = await loadKindForm("pairwise");
  const panel = (done: number, open = true) =>
    around(
      <HistoryPanel
        open={open}
        onOpenChange={() => undefined}
        place={place}
        form={form}
        config={kindOf("pairwise").configSchema.parse({})}
        questionVersion={3}
        extras={[]}
        done={done}
        aside={[]}
        onForget={() => undefined}
      />,
    );
  const { rerender } = render(panel(1));
  await userEvent.click(await screen.findByRole("button", { name: /half of one and a half/ }));
  const comment = await screen.findByRole("textbox", { name: english.desk.comment.name });
  await userEvent.type(comment, "On second thought");
  vi.mocked(fetch).mockImplementation(() => new Promise(() => undefined));
  rerender(panel(2));
  expect(screen.getByRole("textbox", { name: english.desk.comment.name })).toHaveProperty("value", "On second thought");

  // The panel is closed, by a slip of the hand or to look at the guide.
  rerender(panel(2, false));
  expect(screen.queryByRole("textbox")).toBeNull();
  rerender(panel(2));
  expect(await screen.findByRole("textbox", { name: english.desk.comment.name })).toHaveProperty("value", "On second thought");

  // The question that it was changed under goes along: the server refuses it where another is asked by now.
  fireEvent.click(screen.getByLabelText("A much better"));
  fireEvent.click(screen.getByText(english.desk.history.change));
  const sent = await vi.waitFor(
    () => vi.mocked(fetch).mock.calls.find(([path]) => path === "/api/desk/correct") ?? Promise.reject(new Error("not sent")),
  );
  expect(JSON.parse(String(sent[1]?.body))).toMatchObject({ annotationId: "ann_1", questionVersion: 3, comment: "On second thought" });
});

it("says below a changed answer what it lacks, and names that sentence at the field that is open", async () => {
  const { prompt, media, meta } = plainWork("1");
  const answer: OwnAnswer = {
    ...{ id: "ann_2", unitKey: "0-1", title: "Which half?", shownOrder: [0, 1], comment: null, flagged: false, extras: [] },
    response: { answers: { overall: { choice: 1, strength: 1 } } },
    questionVersion: 1,
    createdAt: "2026-01-01T00:00:00.000Z",
  };
  const candidates = [0, 1].map((ordinal) => ({ ordinal, text: `Half ${ordinal}.`, media: null }));
  vi.mocked(fetch).mockImplementation(async (path) =>
    Response.json(String(path).includes("/item?") ? { prompt, media, meta, candidates } : { answers: [answer] }),
  );
  render(
    around(
      <HistoryPanel
        {...{ open: true, onOpenChange: none, place, questionVersion: 1, done: 1, aside: [], onForget: none }}
        form={await loadKindForm("pairwise")}
        config={kindOf("pairwise").configSchema.parse({})}
        extras={[extraSchema.parse({ name: "why", title: "Say why", type: "critique", about: "item", required: true })]}
      />,
    ),
  );
  await userEvent.click(await screen.findByRole("button", { name: /Which half/ }));
  const field = await screen.findByRole("textbox", { name: "Say why" });
  expect(field.getAttribute("aria-invalid")).toBeNull();
  fireEvent.click(screen.getByLabelText("A much better"));
  fireEvent.click(screen.getByText(english.desk.history.change));
  const said = (await screen.findByText(/“Say why”/)).id;
  expect([field.getAttribute("aria-invalid"), field.getAttribute("aria-errormessage")]).toEqual(["true", said]);
  expect(vi.mocked(fetch).mock.calls.some(([path]) => path === "/api/desk/correct")).toBe(false);
  await userEvent.type(field, "It is");
  expect(field.getAttribute("aria-invalid")).toBeNull();
});

it("shows the texts of an answer that was not taken, so that they can be saved", () => {
  const entry: AsideRow["entry"] = {
    did: "submit",
    ...place,
    assignmentId: "1",
    epoch: "1",
    idemKey: "key-number-1-0000",
    response: {},
    comment: "a comment",
    flagged: false,
    extras: [{ name: "better", response: 0, text: "A rewrite of\nseveral lines" }],
    reply: "a reply",
  };
  render(
    around(
      <AsideList rows={[{ ...place, userId: "usr_1", seq: 1, title: "A question", reason: "No.", entry }]} onForget={() => undefined} />,
    ),
  );
  const skip: AsideRow["entry"] = { did: "skip", ...place, assignmentId: "2", epoch: "1", reason: "unsafe", note: "a wound" };
  render(
    around(<AsideList rows={[{ ...place, userId: "usr_1", seq: 2, title: "Another", reason: "No.", entry: skip }]} onForget={none} />),
  );
  expect(screen.getByText("a wound")).toBeTruthy();
  for (const text of ["a comment", /A rewrite of\s+several lines/, "a reply"]) expect(screen.getByText(text)).toBeTruthy();
});

it("shows what is sought in the guide also to those who look at its changes", async () => {
  const guide = (version: number, markdown: string) => ({
    version,
    markdown,
    note: "",
    examples: [],
    createdAt: "2026-01-01T00:00:00.000Z",
  });
  const guides = [guide(2, "# Guide\n\nRead both.\n\n## Ties\n\nTies are fine."), guide(1, "# Guide\n\nRead both.")];
  render(around(<GuidePanel open onOpenChange={() => undefined} guides={guides} seen={1} changes />));
  const panel = screen.getByRole("dialog");
  await userEvent.type(within(panel).getByRole("searchbox"), "ties");
  expect(within(panel).getByRole("status").textContent).toContain("1");
});
