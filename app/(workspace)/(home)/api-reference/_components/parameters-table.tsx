import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { ReferenceParameter } from "@/lib/api/reference/read-reference";

const places: Record<ReferenceParameter["place"], string> = { path: "address", query: "query", header: "header" };

export function ParametersTable({ parameters }: { parameters: ReferenceParameter[] }) {
  return (
    <Table aria-label="Parameters">
      <thead>
        <tr>
          <HeaderCell>Name</HeaderCell>
          <HeaderCell>In</HeaderCell>
          <HeaderCell>Type</HeaderCell>
          <HeaderCell className="max-md:hidden">Meaning</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, place, required, type, about, rules }) => (
          <Row key={`${place} ${name}`}>
            <Cell className="mono py-1 align-top max-md:w-full max-md:whitespace-normal">
              <span className="wrap-anywhere">{name}</span>
              {required ? <span className="ml-2 font-sans text-11 text-ink-3">required</span> : null}
              <Meaning about={about} rules={rules} className="block font-sans text-12 text-ink-2 md:hidden" />
            </Cell>
            <Cell className="py-1 align-top text-ink-2">{places[place]}</Cell>
            <Cell className="mono max-w-[280px] py-1 align-top whitespace-normal">{type}</Cell>
            <Cell className="w-full py-1 align-top whitespace-normal text-ink-2 max-md:hidden">
              <Meaning about={about} rules={rules} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

/** In a column of its own, on a phone below the name. */
function Meaning({ about, rules, className }: Pick<ReferenceParameter, "about" | "rules"> & { className?: string }) {
  return <span className={className}>{[about, ...rules].filter(Boolean).join(" · ")}</span>;
}
