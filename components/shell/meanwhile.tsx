import { Suspense } from "react";
import type { ReactNode } from "react";

/** What is there within this time is drawn at once: a skeleton that goes again at once would only flicker. */
const patienceMillis = 150;

const later = (): Promise<undefined> => new Promise((resolve) => void setTimeout(resolve, patienceMillis, undefined));

interface MeanwhileProps<Data> {
  /** Asked for after the page's guard has answered: what is refused once the drawing has begun can have no status of its own. */
  data: Promise<Data>;
  /** In the shape of what will come. */
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}

/** What a page reads that may take a while; its skeleton stands until then, and the navigation and the page's head answer already. */
export async function Meanwhile<Data>({ data, skeleton, children }: MeanwhileProps<Data>) {
  const drawn = data.then((read) => ({ node: children(read) }));
  const soon = await Promise.race([drawn, later()]);
  // The same boundary either way, so that what is open or typed on the page survives its being read again.
  return <Suspense fallback={skeleton}>{soon ? soon.node : drawn.then(({ node }) => node)}</Suspense>;
}
