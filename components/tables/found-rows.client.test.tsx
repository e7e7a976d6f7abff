import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { FoundRows } from "@/components/tables/found-rows";

afterEach(cleanup);

const show = (count: number): void => {
  render(
    <FoundRows rows={Array.from({ length: count }, (_, row) => `person ${row}`)} textOf={(row) => row} noun="person" nouns="people">
      {(shown) => (
        <ul>
          {shown.map((row) => (
            <li key={row}>{row}</li>
          ))}
        </ul>
      )}
    </FoundRows>,
  );
};

describe("FoundRows", () => {
  it("shows a short list as it is", () => {
    show(100);
    expect(screen.getAllByRole("listitem")).toHaveLength(100);
    expect(screen.queryByRole("searchbox")).toBeNull();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("shows a hundred rows of a long one, more on demand, and finds what lies behind", async () => {
    show(5_000);
    expect(screen.getAllByRole("listitem")).toHaveLength(100);
    await userEvent.click(screen.getByRole("button", { name: "Show 100 more of 4,900" }));
    expect(screen.getAllByRole("listitem")).toHaveLength(200);
    await userEvent.type(screen.getByRole("searchbox", { name: "Find in 5,000 people" }), "PERSON 4999");
    expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual(["person 4999"]);
    expect(screen.getByRole("status").textContent).toBe("1 found");
  });
});
