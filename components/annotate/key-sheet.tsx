import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

export type KeyHelp = { key: string; does: string };

const deskKeys: KeyHelp[] = [
  { key: "Enter", does: "Submit and go on" },
  { key: "S", does: "Skip, with a reason" },
  { key: "F", does: "Flag for somebody to look at" },
  { key: "C", does: "Write a comment; Esc leaves it" },
  { key: "Z", does: "Take back the last answer or skip" },
  { key: "P", does: "Fold or unfold the prompt" },
  { key: "G", does: "Read the guide" },
  { key: "H", does: "See and change your answers" },
  { key: "?", does: "This sheet" },
];

export function KeySheet({
  open,
  onOpenChange,
  answerKeys,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  answerKeys: KeyHelp[];
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" description="They rest while you type.">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <KeyList title="Answer" keys={answerKeys} />
        <KeyList title="Desk" keys={deskKeys} />
      </div>
    </Dialog>
  );
}

function KeyList({ title, keys }: { title: string; keys: KeyHelp[] }) {
  return (
    <section>
      <h3 className="mb-1.5 text-ink-3">{title}</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1.5">
        {keys.map(({ key, does }) => (
          <div key={key} className="contents">
            <dt className="text-right">
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
