import { Fragment } from "react";
import type { ReactNode } from "react";
import { RowWalk } from "@/components/tables/row-walk";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { cn } from "@/lib/cn";

export interface ListColumn<Item> {
  /** null over the column of buttons. */
  head: ReactNode;
  /** Said on hover over the head. */
  headTitle?: string;
  cell: (item: Item) => ReactNode;
  /** Numbers stand at the right, in tabular figures. */
  numeric?: boolean;
  /** In sight from this width of the window on; always where it is left out. */
  from?: "md" | "lg" | "xl";
  /** Takes what the other columns leave; what is longer is cut. */
  cut?: boolean;
  /** Said on hover; of a cut text, the text itself. */
  title?: (item: Item) => string | undefined;
  /** Of its cells. */
  className?: string;
  headClassName?: string;
}

export interface ListTableProps<Item> {
  label: string;
  rows: readonly Item[];
  rowKey: (item: Item) => string;
  /** false where a column is not for this reader. */
  columns: readonly (ListColumn<Item> | false)[];
  /** The row one is at. */
  at?: (item: Item) => boolean;
  rowClassName?: (item: Item) => string | undefined;
  /** A row before the others that is not of their sort. */
  first?: ReactNode;
  /** A second row of a thing, for what has no room in its columns. */
  below?: (item: Item) => ReactNode;
  /** Its rows open by links marked `data-row-link`, and J and K walk them; "hint" says so below. */
  walk?: boolean | "hint";
}

const fromClass = { md: "max-md:hidden", lg: "max-lg:hidden", xl: "max-xl:hidden" };

/** A list of things of one sort: a row each, told column by column. */
export function ListTable<Item>({ label, rows, rowKey, columns, at, rowClassName, first, below, walk = false }: ListTableProps<Item>) {
  const shown = columns.filter((column) => column !== false);
  const table = (
    <Table aria-label={label}>
      <thead>
        <tr>
          {shown.map(({ head, headTitle, headClassName, numeric, from }, index) => {
            const className = cn(from && fromClass[from], headClassName);
            return head === null ? (
              <ActionsHeader key={index} className={className} />
            ) : (
              <HeaderCell key={index} numeric={numeric} className={className} title={headTitle}>
                {head}
              </HeaderCell>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {first}
        {rows.map((item) => (
          <Fragment key={rowKey(item)}>
            <Row at={at?.(item)} className={rowClassName?.(item)}>
              {shown.map((column, index) => (
                <ListCell key={index} column={column} item={item} />
              ))}
            </Row>
            {below?.(item)}
          </Fragment>
        ))}
      </tbody>
    </Table>
  );
  return walk === false ? table : <RowWalk hint={walk === "hint"}>{table}</RowWalk>;
}

function ListCell<Item>({ column, item }: { column: ListColumn<Item>; item: Item }) {
  const { head, cell, numeric, from, cut, title, className } = column;
  const props = { className: cn(head === null && "text-right", from && fromClass[from], className), title: title?.(item) };
  return cut ? (
    <CutCell {...props}>{cell(item)}</CutCell>
  ) : (
    <Cell {...props} numeric={numeric}>
      {cell(item)}
    </Cell>
  );
}
