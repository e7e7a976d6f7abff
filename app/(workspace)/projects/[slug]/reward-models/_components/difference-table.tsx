import { signedLogits } from "@/app/(workspace)/projects/[slug]/reward-models/_components/signed-logits";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { ExplainedDifference } from "@/lib/reward-models/explain-schema";

export const letterOf = (ordinal: number): string => String.fromCharCode(65 + ordinal);

/** What makes one response score higher than the other, the largest part first. */
export function DifferenceTable({ difference: { first, second, logits, parts, rest, others } }: { difference: ExplainedDifference }) {
  const [a, b] = [letterOf(first), letterOf(second)];
  return (
    <section className="mt-6 min-w-0">
      <h2>
        {logits === 0
          ? `${a} and ${b} score the same`
          : `${logits > 0 ? a : b} scores ${signedLogits(Math.abs(logits)).slice(1)} logits higher than ${logits > 0 ? b : a}`}
      </h2>
      <p className="mt-1 mb-2 text-12 text-ink-2">
        Positive parts speak for {a}, negative ones for {b}.
      </p>
      <Table aria-label={`What makes ${a} and ${b} score differently`}>
        <thead>
          <tr>
            <HeaderCell>part</HeaderCell>
            <HeaderCell numeric>in {a}</HeaderCell>
            <HeaderCell numeric>in {b}</HeaderCell>
            <HeaderCell numeric>logits</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <Row key={part.name}>
              <CutCell>{part.name}</CutCell>
              <Cell numeric>{part.first}</Cell>
              <Cell numeric>{part.second}</Cell>
              <Cell numeric>{signedLogits(part.logits)}</Cell>
            </Row>
          ))}
          {others > 0 ? (
            <Row>
              <CutCell>{others} smaller parts together</CutCell>
              <Cell />
              <Cell />
              <Cell numeric>{signedLogits(rest)}</Cell>
            </Row>
          ) : null}
        </tbody>
      </Table>
    </section>
  );
}
