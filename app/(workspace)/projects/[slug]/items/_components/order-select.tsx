"use client";

import { Select } from "@/components/ui/select";
import type { ItemQuery } from "@/lib/items/schema";

type Order = { sort: ItemQuery["sort"]; down?: "yes" };

const orders: (Order & { label: string })[] = [
  { sort: "order", label: "In order of import" },
  { sort: "order", down: "yes", label: "Newest first" },
  { sort: "certainty", label: "Least certain first" },
  { sort: "disagreement", down: "yes", label: "Most disagreement first" },
  { sort: "margin", label: "Closest scores first" },
  { sort: "answers", down: "yes", label: "Most answers first" },
  { sort: "answers", label: "Fewest answers first" },
  { sort: "title", label: "By prompt, A to Z" },
];
const others: typeof orders = [
  { sort: "certainty", down: "yes", label: "Most certain first" },
  { sort: "disagreement", label: "Least disagreement first" },
  { sort: "margin", down: "yes", label: "Farthest scores first" },
  { sort: "title", down: "yes", label: "By prompt, Z to A" },
];
const orderKey = ({ sort, down }: Pick<ItemQuery, "sort" | "down">): string => `${sort} ${down ?? ""}`;

/** The order of the list: the usual ones, and the one in force where a column's head asked for another. */
export function OrderSelect({ query, onChoose }: { query: ItemQuery; onChoose: (order: Order) => void }) {
  const offered = [...orders, ...others.filter((order) => orderKey(order) === orderKey(query))];
  return (
    <Select
      aria-label="Order"
      className="w-48 [&_select]:h-6 [&_select]:text-12 max-md:[&_select]:h-10"
      value={orderKey(query)}
      onChange={(event) => {
        const chosen = offered.find((order) => orderKey(order) === event.target.value);
        if (chosen) onChoose({ sort: chosen.sort, down: chosen.down });
      }}
    >
      {offered.map((order) => (
        <option key={orderKey(order)} value={orderKey(order)}>
          {order.label}
        </option>
      ))}
    </Select>
  );
}
