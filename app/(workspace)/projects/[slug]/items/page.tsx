import type { Metadata } from "next";
import { openProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { ItemsBody } from "@/app/(workspace)/projects/[slug]/items/_components/items-body";
import { loadItems, loadItemsView } from "@/app/(workspace)/projects/[slug]/items/_components/load-items";
import { Meanwhile } from "@/components/shell/meanwhile";
import { Page, PageHeader } from "@/components/shell/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Items" };

export default async function ItemsPage({ params, searchParams }: Props) {
  const [{ slug }, search] = await Promise.all([params, searchParams]);
  const open = await openProject(slug, "items:see");
  const view = await loadItemsView(open, search);
  const skeleton = (
    <Page>
      <PageHeader title="Items" className="mb-3" />
      <SkeletonRows rows={20} className="mt-10" />
    </Page>
  );
  return (
    <Meanwhile data={loadItems(open.projectId, view.query)} skeleton={skeleton}>
      {(list) => <ItemsBody {...open} {...view} list={list} />}
    </Meanwhile>
  );
}
