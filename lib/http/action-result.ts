export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; code: string; error: string; fields: Record<string, string> };
