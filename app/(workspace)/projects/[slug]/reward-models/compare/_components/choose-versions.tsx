import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

/** Two versions by number; a plain form, so that a comparison has an address. */
export function ChooseVersions({ slug, numbers, a, b }: { slug: string; numbers: readonly number[]; a: number; b: number }) {
  return (
    <form action={`/projects/${slug}/reward-models/compare`} className="flex flex-wrap items-end gap-3">
      {(
        [
          ["a", "First", a],
          ["b", "Second", b],
        ] as const
      ).map(([name, label, chosen]) => (
        <Field key={name} label={label} required className="w-32">
          <Select name={name} defaultValue={chosen}>
            {numbers.map((number) => (
              <option key={number} value={number}>
                version {number}
              </option>
            ))}
          </Select>
        </Field>
      ))}
      <Button type="submit">Compare</Button>
    </form>
  );
}
