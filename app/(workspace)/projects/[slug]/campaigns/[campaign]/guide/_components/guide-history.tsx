import { AppLink } from "@/components/ui/app-link";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { GuideView } from "@/lib/projects/schema";

const count = new Intl.NumberFormat("en");

export function GuideHistory({ at, guides, shown }: { at: string; guides: GuideView[]; shown: number | null }) {
  return (
    <Table>
      <thead>
        <tr>
          <HeaderCell>Version</HeaderCell>
          <HeaderCell>What changed</HeaderCell>
          <HeaderCell className="max-md:hidden">By</HeaderCell>
          <HeaderCell>Published</HeaderCell>
          <HeaderCell numeric>Answers</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {guides.map((guide) => (
          <Row key={guide.id} at={guide.version === shown}>
            <Cell className="num">
              <AppLink href={`${at}?version=${guide.version}`} className="font-medium hover:underline">
                v{guide.version}
              </AppLink>
            </Cell>
            <CutCell>{guide.note === "" ? "first version" : guide.note}</CutCell>
            <Cell className="max-md:hidden">{guide.createdBy ?? "the command line"}</Cell>
            <Cell className="num">{guide.createdAt.slice(0, 10)}</Cell>
            <Cell numeric>{count.format(guide.annotations)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
