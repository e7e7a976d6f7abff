export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; code: string; error: string; fields: Record<string, string> };

/** The data of an action, for callers that show whatever is thrown. @throws Error with the sentence for the user */
export const unwrap = <Data>(result: ActionResult<Data>): Data => {
  if (!result.ok) throw new Error(Object.values(result.fields)[0] ?? result.error);
  return result.data;
};
