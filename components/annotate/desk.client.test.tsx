import "fake-indexeddb/auto";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { Desk } from "@/components/annotate/desk";
import type { DeskScreenProps } from "@/components/annotate/desk-screen";
import english from "@/components/annotate/messages/en.json";
import { usualDesk } from "@/lib/auth/preferences-schema";

vi.mock("@/components/annotate/desk-screen", () => ({
  DeskScreen: ({ localDrafts }: DeskScreenProps) => <p>{`open, with ${localDrafts.length} drafts`}</p>,
}));

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it("opens where the browser has lost what it kept", async () => {
  // What Chromium says of a row whose file is gone from the disk.
  vi.spyOn(IDBIndex.prototype, "getAll").mockImplementation(() => {
    throw new DOMException("Failed to read large IndexedDB value", "DataError");
  });
  render(
    <Desk
      preferences={usualDesk}
      browserLocale="en"
      language={{ locale: "en", messages: english, said: {} }}
      userId="usr_a"
      projectId="prj_1"
      backHref="/"
      campaign={{
        id: "cmp_1",
        name: "A campaign",
        kind: "pairwise",
        config: {},
        extras: [],
        highlightedWords: [],
        leaseSeconds: 600,
        guideVersion: 1,
        questionVersion: 1,
        questionHash: "",
      }}
      guides={[]}
      progress={{ done: 0, skipped: 0, left: 1, activeSeconds: 0 }}
      notice=""
    />,
  );
  expect(await screen.findByText("open, with 0 drafts", undefined, { timeout: 4_000 })).toBeTruthy();
});
