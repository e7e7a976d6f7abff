import { deskPatchSchema } from "@/lib/auth/preferences-schema";
import { setDeskPreferences } from "@/lib/auth/set-desk-preferences";
import { apiRoute } from "@/lib/http/api-route";

export const POST = apiRoute({ schema: deskPatchSchema, handler: setDeskPreferences });
