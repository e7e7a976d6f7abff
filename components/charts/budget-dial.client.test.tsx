import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { BudgetDial } from "@/components/charts/budget-dial";

afterEach(cleanup);

function Dial({ disabled = false, onCommit }: { disabled?: boolean; onCommit?: (micros: number) => void }) {
  const [micros, setMicros] = useState(100_000_000);
  return (
    <BudgetDial
      label="Budget"
      valueMicros={micros}
      maxMicros={200_000_000}
      stepMicros={5_000_000}
      shareText={`${micros / 2_000_000} %`}
      shareTicks={[{ micros: 0, label: "0 %" }]}
      onChange={setMicros}
      onCommit={onCommit}
      disabled={disabled}
    />
  );
}

describe("BudgetDial", () => {
  it("is a slider that speaks in money and share", () => {
    render(<Dial />);
    const dial = screen.getByRole("slider", { name: "Budget" });
    expect(dial.getAttribute("aria-valuetext")).toBe("$100, 50 %");
    expect(dial.getAttribute("aria-orientation")).toBe("vertical");
  });

  it("goes by keys: steps, leaps, ends, and never beyond", async () => {
    const committed: number[] = [];
    render(<Dial onCommit={(micros) => committed.push(micros / 1_000_000)} />);
    screen.getByRole("slider").focus();
    await userEvent.keyboard("{ArrowDown}{ArrowUp}{ArrowUp}{PageDown}{End}{ArrowDown}{Home}{PageUp}");
    expect(committed).toEqual([105, 100, 95, 145, 200, 200, 0, 0]);
  });

  it("does not move while it is disabled", async () => {
    render(<Dial disabled />);
    screen.getByRole("slider").focus();
    await userEvent.keyboard("{End}");
    expect(screen.getByRole("slider").getAttribute("aria-valuenow")).toBe("100");
  });
});
