import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { problemResponse, toRefusal } from "@/lib/http/problem";
import { foreignWrite } from "@/lib/http/same-origin";

type AuthContext = { params: Promise<{ nextauth: string[] }> };
type AuthHandler<Req extends Request> = (request: Req, context: AuthContext) => Promise<Response>;

/** next-auth answers every refused password with 401; the throttle's own status lets clients wait instead of retrying. */
const withThrottleStatus = async (response: Response): Promise<Response> => {
  if (response.status !== 401) return response;
  const body = await response.clone().text();
  const refused = /error=rate_limited(?:\.(\d+))?/.exec(body);
  if (!refused) return response;
  const headers = new Headers(response.headers);
  // Of an account the window slides: at the latest it is over then.
  headers.set("retry-after", refused[1] ?? "900");
  return new Response(body, { status: 429, headers });
};

/** next-auth's handler behind our own door: writes from other sites are refused, faults are 5xx and never a session. */
export const guardedAuthHandler =
  <Req extends Request>(handle: AuthHandler<Req>): AuthHandler<Req> =>
  async (request, context) => {
    try {
      if (request.method !== "GET") {
        const url = env().NEXTAUTH_URL;
        const reason = foreignWrite(request.headers, url ? new URL(url).origin : null);
        if (reason !== null) throw new AppError("forbidden", { message: reason, userMessage: "Sign in from a page of this site." });
      }
      return await withThrottleStatus(await handle(request, context));
    } catch (error) {
      return problemResponse(toRefusal(error));
    }
  };
