import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { guardedAuthHandler } from "@/lib/auth/guarded-auth-handler";
import { authOptions } from "@/lib/auth/options";

const handler = guardedAuthHandler((request: NextRequest, context) => NextAuth(request, context, authOptions()));

export { handler as GET, handler as POST };
