import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { Drawer } from "@/components/ui/drawer";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Menu, MenuItem } from "@/components/ui/menu";
import { ProgressBar } from "@/components/ui/progress-bar";

afterEach(cleanup);

describe("Dialog", () => {
  it("takes the focus, keeps it, and gives it back", async () => {
    render(
      <Dialog title="Rename" trigger={<Button>Rename…</Button>} footer={<Button>Save</Button>}>
        <input aria-label="Name" />
      </Dialog>,
    );
    const opener = screen.getByRole("button", { name: "Rename…" });
    await userEvent.click(opener);
    const dialog = screen.getByRole("dialog", { name: "Rename" });
    expect(document.activeElement).toBe(screen.getByLabelText("Name"));
    for (let press = 0; press < 5; press += 1) {
      await userEvent.tab();
      expect(dialog.contains(document.activeElement)).toBe(true);
    }
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(document.activeElement).toBe(opener);
  });
});

describe("what has the focus as something opens", () => {
  const opened = (Frame: typeof Dialog | typeof Drawer, children: ReactNode): Element | null => {
    render(
      <Frame title="What it is" open>
        {children}
      </Frame>,
    );
    return document.activeElement;
  };

  it("is the first field, and of choices the one that is made", () => {
    const choices = (
      <fieldset>
        <input type="radio" name="size" aria-label="Small" />
        <input type="radio" name="size" aria-label="Large" defaultChecked />
      </fieldset>
    );
    expect(opened(Dialog, choices)).toBe(screen.getByLabelText("Large"));
    cleanup();
    const form = (
      <>
        <button type="button">What is this?</button>
        <textarea aria-label="Why" />
      </>
    );
    expect(opened(Dialog, form)).toBe(screen.getByLabelText("Why"));
  });

  it("is the main part where there is nothing to fill in, and of a sheet to read always", () => {
    expect(opened(Dialog, <p>Words to read</p>)).toBe(screen.getByText("Words to read").parentElement);
    cleanup();
    const guide = (
      <>
        <select aria-label="Version" />
        <p>The guide</p>
      </>
    );
    expect(opened(Drawer, guide)).toBe(screen.getByText("The guide").parentElement);
  });

  it("stays where Escape ends something inside: what is marked so, and words that are being composed", async () => {
    for (const Sheet of [Dialog, Drawer]) {
      const onOpenChange = vi.fn<(open: boolean) => void>();
      render(
        <Sheet title="What it is" open onOpenChange={onOpenChange}>
          <button type="button" data-own-escape="">
            Lifted
          </button>
          <input aria-label="Word" />
        </Sheet>,
      );
      screen.getByText("Lifted").focus();
      await userEvent.keyboard("{Escape}");
      fireEvent.keyDown(screen.getByLabelText("Word"), { key: "Escape", isComposing: true });
      expect(onOpenChange).not.toHaveBeenCalled();
      screen.getByLabelText("Word").focus();
      await userEvent.keyboard("{Escape}");
      expect(onOpenChange).toHaveBeenCalledWith(false);
      cleanup();
    }
  });

  it("goes on to Close by Tab where there is nothing else to stop at", async () => {
    for (const Sheet of [Dialog, Drawer]) {
      opened(Sheet, <p>Nothing here yet</p>);
      await userEvent.tab();
      expect(document.activeElement?.getAttribute("aria-label")).toBe("Close");
      cleanup();
    }
  });
});

function Steered() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Filter</Button>
      {open ? (
        <Dialog title="Filter" open onOpenChange={setOpen}>
          <input aria-label="Words" autoFocus />
        </Dialog>
      ) : null}
    </>
  );
}

function DialogThenMenu() {
  const [shown, setShown] = useState<"dialog" | "menu" | null>(null);
  return (
    <>
      <Button onClick={() => setShown("dialog")}>Report</Button>
      {/* As two keys on a slow machine: the menu is asked for before the dialog has told that it is gone. */}
      <Dialog title="Report" open={shown === "dialog"} onOpenChange={() => setShown("menu")} />
      <Menu trigger={<Button>View</Button>} open={shown === "menu"} onOpenChange={(open) => setShown(open ? "menu" : null)}>
        <MenuItem>Stacked</MenuItem>
      </Menu>
    </>
  );
}

describe("a dialog without a trigger", () => {
  it("leaves the focus with a menu that was opened as it closed", async () => {
    render(<DialogThenMenu />);
    await userEvent.click(screen.getByRole("button", { name: "Report" }));
    await userEvent.keyboard("{Escape}");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(screen.getByRole("menu").contains(document.activeElement)).toBe(true);
  });

  it("gives the focus back to what had it, even where a field takes it at once", async () => {
    render(<Steered />);
    await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    expect(document.activeElement).toBe(screen.getByLabelText("Words"));
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Filter" })));
  });
});

function confirmation(onConfirm: () => Promise<void>, typeToConfirm?: string) {
  render(
    <ConfirmDialog
      trigger={<Button>Delete…</Button>}
      title="Delete 340 items?"
      description="Their answers go too."
      confirmLabel="Delete 340 items"
      onConfirm={onConfirm}
      typeToConfirm={typeToConfirm}
    />,
  );
}

describe("ConfirmDialog", () => {
  it("puts the focus on the safe answer", async () => {
    confirmation(() => Promise.resolve());
    await userEvent.click(screen.getByRole("button", { name: "Delete…" }));
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Keep" }));
  });

  it("stays open while it works, and closes when it is done", async () => {
    let finish = (): void => undefined;
    confirmation(() => new Promise<void>((resolve) => (finish = resolve)));
    await userEvent.click(screen.getByRole("button", { name: "Delete…" }));
    await userEvent.click(screen.getByRole("button", { name: "Delete 340 items" }));
    await userEvent.keyboard("{Escape}");
    expect(screen.getByRole("alertdialog")).toBeTruthy();
    const working = screen.getByRole("button", { name: "Delete 340 items" });
    expect(working.getAttribute("aria-busy")).toBe("true");
    expect(document.activeElement).toBe(working);
    finish();
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  });

  it("says why it did not work and lets one try again", async () => {
    const act = vi.fn().mockRejectedValueOnce(new Error("The items are being exported.")).mockResolvedValueOnce(undefined);
    confirmation(act);
    await userEvent.click(screen.getByRole("button", { name: "Delete…" }));
    await userEvent.click(screen.getByRole("button", { name: "Delete 340 items" }));
    expect(await screen.findByText("The items are being exported.")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Delete 340 items" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(act).toHaveBeenCalledTimes(2);
  });

  it("waits for the word where one is asked for", async () => {
    const act = vi.fn().mockResolvedValue(undefined);
    confirmation(act, "everyday-science");
    await userEvent.click(screen.getByRole("button", { name: "Delete…" }));
    const go = screen.getByRole<HTMLButtonElement>("button", { name: "Delete 340 items" });
    expect(go.disabled).toBe(true);
    expect(document.activeElement).toBe(screen.getByRole("textbox"));
    await userEvent.keyboard("everyday-science");
    expect(go.disabled).toBe(false);
  });
});

describe("Field", () => {
  it("ties label, description and error to its control", () => {
    render(
      <Field label="Overlap" description="Answers wanted for each task." error="Must be from 1 to 9." required>
        <Input />
      </Field>,
    );
    const control = screen.getByLabelText("Overlap");
    const spoken = (control.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent);
    expect(spoken).toEqual(["Answers wanted for each task.", "Must be from 1 to 9."]);
    expect(control.getAttribute("aria-invalid")).toBe("true");
    expect(control.getAttribute("aria-required")).toBe("true");
  });
});

describe("ProgressBar", () => {
  it("says how far, how fast and how long", () => {
    render(<ProgressBar label="Import" value={1204} max={9876} unit="rows" ratePerSecond={312} />);
    expect(screen.getByRole("progressbar").getAttribute("aria-valuetext")).toBe(
      "1,204 of 9,876 rows · 312 rows a second · about 28 s left",
    );
    cleanup();
    render(<ProgressBar label="Training" value={49} max={100} unit="%" ratePerSecond={1} />);
    expect(screen.getByRole("progressbar").getAttribute("aria-valuetext")).toBe("49 % · about 51 s left");
    cleanup();
    render(<ProgressBar label="Import" value={1_204} max={98_760} unit="kB" ratePerSecond={3_120} />);
    expect(screen.getByRole("progressbar").getAttribute("aria-valuetext")).toBe("1.2 of 98.8 MB · 3.12 MB a second · about 31 s left");
  });

  it("claims nothing that is not known", () => {
    render(<ProgressBar label="Import" value={1204} max={null} ratePerSecond={0} />);
    const bar = screen.getByRole("progressbar");
    expect(bar.getAttribute("aria-valuetext")).toBe("1,204");
    expect(bar.hasAttribute("aria-valuenow")).toBe(false);
  });
});
