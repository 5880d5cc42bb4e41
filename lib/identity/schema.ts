import { z } from "zod";

export const PASSWORD_CHARS_MIN = 12;
export const PASSWORD_CHARS_MAX = 256;
export const NAME_CHARS_MAX = 120;

/** An e-mail address as it is compared and stored: NFKC, trimmed, lower case. */
export const Email = z
  .string()
  .max(320)
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email("This is not an e-mail address."));

export const Password = z
  .string()
  .max(PASSWORD_CHARS_MAX, `At most ${PASSWORD_CHARS_MAX} characters.`);

const Name = z.string().trim().min(1, "Say how to call you.").max(NAME_CHARS_MAX);

export const SignUpInput = z.strictObject({
  email: Email,
  password: Password,
  name: Name.optional(),
  invite: z.string().max(200).optional(),
});
export type SignUpInput = z.infer<typeof SignUpInput>;

export const SignInInput = z.strictObject({ email: Email, password: Password });
export type SignInInput = z.infer<typeof SignInInput>;

/** Factors come in a later version: `totp` and `recovery_code` have their place, and no account asks for them yet. */
export const TokenInput = z.discriminatedUnion("grant_type", [
  z.strictObject({
    grant_type: z.literal("password"),
    email: Email,
    password: Password,
    totp: z.string().max(16).optional(),
    recovery_code: z.string().max(64).optional(),
  }),
  z.strictObject({ grant_type: z.literal("refresh_token"), refresh_token: z.string().max(200) }),
]);
export type TokenInput = z.infer<typeof TokenInput>;

export const RevokeInput = z.strictObject({ refresh_token: z.string().max(200) });

export const ChangePasswordInput = z.strictObject({
  current_password: Password,
  new_password: Password,
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

export interface TokenPairView {
  access_token: string;
  token_type: "Bearer";
  expires_in: number;
  refresh_token: string;
  refresh_expires_in: number;
}

export interface UserView {
  id: string;
  email: string;
  name: string;
}

export interface SessionView {
  id: string;
  kind: "browser" | "program";
  device: string | null;
  address: string | null;
  created_at: string;
  last_used_at: string;
  is_current: boolean;
}
