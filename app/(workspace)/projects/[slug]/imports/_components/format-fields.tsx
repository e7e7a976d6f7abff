"use client";

import type { OtherLook } from "@/app/(workspace)/projects/[slug]/imports/_components/use-preview";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { ImportPreview, Reading } from "@/lib/imports/schema";

interface FormatFieldsProps {
  preview: ImportPreview;
  reading: Reading;
  disabled: boolean;
  onLook: (next: OtherLook) => void;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** The format that a file is read as, and the columns in which its fields stand. */
export function FormatFields({ preview, reading, disabled, onLook }: FormatFieldsProps) {
  const { format: readAs, columns } = preview.reading;
  return (
    <div className="grid grid-cols-1 items-start gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
      <Field
        label="Read as"
        description={preview.confidence > 0 ? `${percent(preview.confidence)} sure` : "Chosen by hand: the file does not look like it."}
        required
      >
        <Select
          value={readAs}
          disabled={disabled}
          onChange={(event) => {
            const chosen = preview.choices.find(({ format }) => format === event.target.value);
            if (chosen) onLook({ format: chosen.format });
          }}
        >
          {preview.choices.map(({ format, title, confidence }) => (
            <option key={format} value={format}>
              {confidence === null || confidence === 0 || format === readAs ? title : `${title} (${percent(confidence)})`}
            </option>
          ))}
        </Select>
      </Field>
      {preview.fields.map(({ name, title, required }) => (
        <Field key={name} label={title} required={required}>
          <Select
            value={columns[name] ?? ""}
            disabled={disabled}
            onChange={(event) =>
              onLook({
                reading: { ...reading, columns: { ...reading.columns, [name]: event.target.value === "" ? null : event.target.value } },
              })
            }
          >
            <option value="">{required ? "Choose a column" : "not in this file"}</option>
            {preview.columns.map((column) => (
              <option key={column} value={column}>
                {column}
              </option>
            ))}
          </Select>
        </Field>
      ))}
    </div>
  );
}
