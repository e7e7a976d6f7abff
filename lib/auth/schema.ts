import { z } from "zod";

/** Letters of any script, before the @ (RFC 6531) and in the names of hosts; neither blanks nor marks that turn the line's direction. */
const address =
  /^(?!\.)(?!.*\.[.@])[^\s\p{C}@"(),:;<>[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}]$/u;

/** Addresses are compared in small letters and composed; two spellings are one person. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .normalize("NFC")
  .pipe(z.email({ error: "Write an e-mail address, like name@example.org.", pattern: address }).max(254));

/** Length is the one rule: a long sentence is better than a short riddle. */
export const newPasswordSchema = z
  .string()
  .min(12, "Take at least 12 characters; a few words in a row are easy to remember.")
  .max(200, "Take at most 200 characters.");

export const personNameSchema = z.string().trim().min(1, "Write the name that others will see.").max(120);

export const signInSchema = z.object({
  email: emailSchema,
  // Not the rule for new passwords: whoever has an old one must still get in. The bound keeps hashing cheap to refuse.
  password: z.string().min(1, "Write your password.").max(1_000),
});
export type SignIn = z.input<typeof signInSchema>;

export const nameChangeSchema = z.object({ name: personNameSchema });

export const passwordChangeSchema = z.object({
  currentPassword: z.string().min(1, "Write the password that you use now.").max(1_000),
  newPassword: newPasswordSchema,
});
export type PasswordChange = z.input<typeof passwordChangeSchema>;

export type PersonView = { id: string; email: string; name: string; hasPassword: boolean };
