import { isRecord } from "@/lib/imports/formats/cells";

const inner = (value: unknown, key: string): unknown => {
  if (key === "*") {
    const all = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
    return all.length < 2 ? all[0] : all;
  }
  if (Array.isArray(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined;
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
};

/**
 * A column by its name or, where there is no such column, by a path of names with dots: `options.0.text`. A star stands for whatever
 * an object or a list holds there, alone or as a list: tools that name an answer by the answer itself leave no other name for it.
 */
export const valueAt = (record: Readonly<Record<string, unknown>>, column: string): unknown => {
  if (Object.hasOwn(record, column) || !column.includes(".")) return record[column];
  return column.split(".").reduce<unknown>(inner, record);
};
