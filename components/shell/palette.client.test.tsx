import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Palette } from "@/components/shell/palette";
import type { PaletteEntry } from "@/components/shell/palette";
import { ShellProvider } from "@/components/shell/shell-context";

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));

beforeAll(() => {
  // cmdk watches its height and scrolls; jsdom can do neither.
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  Element.prototype.scrollIntoView = () => undefined;
});

afterEach(() => {
  cleanup();
  push.mockClear();
});

const groups = [
  {
    heading: "Everyday science",
    entries: [
      { id: "items", label: "Items", href: "/projects/p/items" },
      { id: "routing", label: "Routing", href: "/projects/p/routing" },
      { id: "away", label: "Away", href: "https://evil.example/" },
    ],
  },
];

function palette(search?: (query: string) => Promise<PaletteEntry[]>) {
  render(
    <ShellProvider>
      <Palette groups={groups} search={search} />
    </ShellProvider>,
  );
}

describe("Palette", () => {
  it("opens by key, narrows, goes there, and closes", async () => {
    palette();
    expect(screen.queryByRole("dialog")).toBeNull();
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(screen.getByRole("combobox"), "rou");
    expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["Routing"]);
    await userEvent.keyboard("{Enter}");
    expect(push).toHaveBeenCalledWith("/projects/p/routing");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("leads nowhere outside this site", async () => {
    palette();
    await userEvent.keyboard("{Meta>}k{/Meta}");
    await userEvent.type(screen.getByRole("combobox"), "away{Enter}");
    expect(push).not.toHaveBeenCalled();
  });

  it("shows what the server found, even where the letters differ, and goes there by Enter", async () => {
    const answers = new Map<string, (entries: PaletteEntry[]) => void>();
    palette((query) => new Promise((resolve) => answers.set(query, resolve)));
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(screen.getByRole("combobox"), "espr");
    await waitFor(() => expect(answers.has("espr")).toBe(true));
    await userEvent.type(screen.getByRole("combobox"), "esso");
    await waitFor(() => expect(answers.has("espresso")).toBe(true));
    answers.get("espresso")?.([{ id: "itm_1", label: "Time constant of a boiler", hint: "item", href: "/projects/p/items?item=itm_1" }]);
    expect(await screen.findByText("Time constant of a boiler")).toBeTruthy();
    await userEvent.keyboard("{Enter}");
    expect(push).toHaveBeenCalledWith("/projects/p/items?item=itm_1");
  });

  it("does not let a slow answer overwrite a later one", async () => {
    const answers = new Map<string, (entries: PaletteEntry[]) => void>();
    palette((query) => new Promise((resolve) => answers.set(query, resolve)));
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(screen.getByRole("combobox"), "espr");
    await waitFor(() => expect(answers.has("espr")).toBe(true));
    await userEvent.type(screen.getByRole("combobox"), "esso");
    await waitFor(() => expect(answers.has("espresso")).toBe(true));
    answers.get("espr")?.([{ id: "itm_2", label: "Stale", href: "/x" }]);
    await Promise.resolve();
    expect(screen.queryByText("Stale")).toBeNull();
  });

  it("says so when nothing is found, and when the search failed", async () => {
    palette(() => Promise.reject(new Error("offline")));
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(screen.getByRole("combobox"), "zzzz");
    expect(await screen.findByText(/Nothing is called “zzzz”/)).toBeTruthy();
  });
});
