import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ChooseVersions } from "@/app/(workspace)/projects/[slug]/reward-models/compare/_components/choose-versions";

afterEach(cleanup);

const offered = (): string[] => [...screen.getByLabelText<HTMLSelectElement>("Second").options].map(({ value }) => value);
const chosen = (): string => screen.getByLabelText<HTMLSelectElement>("Second").value;

describe("two versions to compare", () => {
  it("are never the same: the second offers the others only", () => {
    render(<ChooseVersions slug="p" numbers={[3, 2, 1]} a={2} b={3} />);
    expect([offered(), chosen()]).toEqual([["3", "1"], "3"]);
    fireEvent.change(screen.getByLabelText("First"), { target: { value: "3" } });
    expect([offered(), chosen()]).toEqual([["2", "1"], "2"]);
    fireEvent.change(screen.getByLabelText("Second"), { target: { value: "1" } });
    expect(chosen()).toBe("1");
  });
});
