import { letterOf } from "@/app/(workspace)/projects/[slug]/reward-models/_components/difference-table";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

export interface ChooseResponsesProps {
  action: string;
  itemId: string;
  ordinals: readonly number[];
  first: number;
  second: number;
}

/** Two of an item's responses; a plain form, so that an explanation has an address. */
export function ChooseResponses({ action, itemId, ordinals, first, second }: ChooseResponsesProps) {
  return (
    <form action={action} className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="item" value={itemId} />
      {(
        [
          ["a", "First", first],
          ["b", "Second", second],
        ] as const
      ).map(([name, label, chosen]) => (
        <Field key={name} label={label} required className="w-32">
          <Select name={name} defaultValue={chosen}>
            {ordinals.map((ordinal) => (
              <option key={ordinal} value={ordinal}>
                response {letterOf(ordinal)}
              </option>
            ))}
          </Select>
        </Field>
      ))}
      <Button type="submit">Compare</Button>
    </form>
  );
}
