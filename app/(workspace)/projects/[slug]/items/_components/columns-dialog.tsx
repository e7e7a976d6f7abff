"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { columnNames } from "@/app/(workspace)/projects/[slug]/items/_components/filter-words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { itemColumns } from "@/lib/items/schema";
import type { ItemColumn } from "@/lib/items/schema";

type Props = { shown: readonly ItemColumn[]; onApply: (columns: ItemColumn[] | null) => void; onClose: () => void };

/** Which columns stand beside the prompt, and in which order. */
export function ColumnsDialog({ shown, onApply, onClose }: Props) {
  const [order, setOrder] = useState<ItemColumn[]>([...shown, ...itemColumns.filter((column) => !shown.includes(column))]);
  const [chosen, setChosen] = useState<ReadonlySet<ItemColumn>>(new Set(shown));
  const move = (from: number, to: number): void => {
    const next = [...order];
    const [column] = next.splice(from, 1);
    if (column) next.splice(to, 0, column);
    setOrder(next);
  };
  return (
    <Dialog
      title="Columns"
      description="The prompt comes first; these follow it in this order."
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      footer={
        <>
          <Button variant="quiet" onClick={() => onApply(null)}>
            Show the usual ones
          </Button>
          <Button variant="primary" onClick={() => onApply(order.filter((column) => chosen.has(column)))}>
            Show these columns
          </Button>
        </>
      }
    >
      <ol>
        {order.map((column, index) => (
          <li key={column} className="flex items-center border-b border-rule last:border-b-0">
            <Checkbox
              className="grow"
              label={columnNames[column]}
              checked={chosen.has(column)}
              onChange={(event) => {
                const next = new Set(chosen);
                if (event.target.checked) next.add(column);
                else next.delete(column);
                setChosen(next);
              }}
            />
            <Button
              size="icon"
              variant="quiet"
              aria-label={`Move ${columnNames[column]} forward`}
              disabled={index === 0}
              onClick={() => move(index, index - 1)}
            >
              <ArrowUp aria-hidden="true" />
            </Button>
            <Button
              size="icon"
              variant="quiet"
              aria-label={`Move ${columnNames[column]} back`}
              disabled={index === order.length - 1}
              onClick={() => move(index, index + 1)}
            >
              <ArrowDown aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
