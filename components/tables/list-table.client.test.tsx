import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { ListTable } from "@/components/tables/list-table";

afterEach(cleanup);

it("draws a row each, leaves out columns that are not for the reader, and names the column of buttons", () => {
  const mayEdit = false;
  render(
    <ListTable
      label="Budgets"
      rows={[
        { id: "a", name: "everybody", spent: 3 },
        { id: "b", name: "people", spent: 4 },
      ]}
      rowKey={({ id }) => id}
      at={({ id }) => id === "b"}
      columns={[
        { head: "Budget", cut: true, cell: ({ name }) => name },
        { head: "Spent", numeric: true, cell: ({ spent }) => spent },
        mayEdit && { head: "Secret", cell: () => "not to be seen" },
        { head: null, cell: ({ id }) => <button type="button">Remove {id}</button> },
      ]}
    />,
  );
  const [head, first, second] = within(screen.getByRole("table", { name: "Budgets" })).getAllByRole("row");
  expect(
    within(head as HTMLElement)
      .getAllByRole("columnheader")
      .map(({ textContent }) => textContent),
  ).toEqual(["Budget", "Spent", "Actions"]);
  expect(
    within(first as HTMLElement)
      .getAllByRole("cell")
      .map(({ textContent }) => textContent),
  ).toEqual(["everybody", "3", "Remove a"]);
  expect(second?.getAttribute("aria-current")).toBe("true");
  expect(screen.queryByText("not to be seen")).toBeNull();
});
