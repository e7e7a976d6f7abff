import { z } from "zod";

/** Names under which schemas stand in the document's components, so that clients get a type for each. */
export const names = z.registry<{ id: string }>();

export const named = <Schema extends z.ZodType>(id: string, schema: Schema): Schema => {
  names.add(schema, { id });
  return schema;
};
