import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { RowWalk } from "@/components/tables/row-walk";

afterEach(cleanup);

function list() {
  return render(
    <>
      <input aria-label="Search" />
      <RowWalk>
        {["one", "two", "three"].map((name) => (
          <a key={name} href={`#${name}`} data-row-link>
            {name}
          </a>
        ))}
      </RowWalk>
    </>,
  );
}

describe("RowWalk", () => {
  it("walks down and up with J and K and stops at the ends", async () => {
    list();
    const focused = () => document.activeElement?.textContent;
    await userEvent.keyboard("j");
    expect(focused()).toBe("one");
    await userEvent.keyboard("jjj");
    expect(focused()).toBe("three");
    await userEvent.keyboard("kk");
    expect(focused()).toBe("one");
  });

  it("leaves the letters to whoever is typing", async () => {
    list();
    await userEvent.click(screen.getByLabelText("Search"));
    await userEvent.keyboard("jk");
    expect(screen.getByLabelText<HTMLInputElement>("Search").value).toBe("jk");
    expect(document.activeElement).toBe(screen.getByLabelText("Search"));
  });
});
