import { randomBytes } from "node:crypto";
import { NextResponse } from "next/server";
import type { NextRequest } from "next/server";
import { mediaHosts } from "@/lib/media/allowed-hosts";
import { awayPage } from "@/lib/http/away-page";
import { databaseAnswers } from "@/lib/http/database-answers";
import { askedPageHeader, contentPolicy, securityHeaders, trustedHeaders } from "@/lib/http/security-headers";

/** What a link's own fetch adds to an address is no part of it. */
const askedPage = ({ nextUrl }: NextRequest): string => {
  const search = new URLSearchParams(nextUrl.searchParams);
  search.delete("_rsc");
  return `${nextUrl.pathname}${search.size > 0 ? `?${search.toString()}` : ""}`;
};

/** A page as a browser opens it: what the pages fetch by themselves tells of an error in its own way. */
const opensPage = ({ method, headers, nextUrl }: NextRequest): boolean =>
  method === "GET" && !nextUrl.pathname.startsWith("/api/") && (headers.get("accept") ?? "").includes("text/html");

const answerOf = async (request: NextRequest, headers: Headers): Promise<NextResponse> =>
  !opensPage(request) || (await databaseAnswers())
    ? NextResponse.next({ request: { headers } })
    : new NextResponse(awayPage, {
        status: 503,
        headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "retry-after": "5" },
      });

/**
 * Headers, and whether there is a database to make pages from. Whether somebody may see something is decided where the data are
 * read, never here.
 */
export const proxy = async (request: NextRequest): Promise<NextResponse> => {
  const nonce = randomBytes(16).toString("base64");
  const https = process.env.NEXTAUTH_URL?.startsWith("https://") ?? false;
  const policy = contentPolicy(nonce, {
    development: process.env.NODE_ENV === "development",
    https,
    mediaHosts: mediaHosts(process.env.PLUMBLINE_MEDIA_HOSTS),
  });
  const headers = trustedHeaders(request.headers);
  // Next reads the nonce for its own scripts from this header; the root layout reads x-nonce for the theme's.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set(askedPageHeader, askedPage(request));
  const response = await answerOf(request, headers);
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(securityHeaders({ https }))) response.headers.set(name, value);
  return response;
};

// A proxy holds a copy of the body, ten megabytes of it at most; uploads stream past it to a route that checks everything itself.
// The desk's requests pass by too: its answers are data with headers of their own, and a proxy costs as much as the answer.
export const config = {
  matcher: ["/((?!_next/static|_next/image|favicon.ico|api/imports$|api/media$|api/desk/|api/v1/projects/[^/]+/bulk/).*)"],
};
