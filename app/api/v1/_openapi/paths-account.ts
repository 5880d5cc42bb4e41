import * as revoke from "@/app/api/v1/auth/revoke/route";
import * as session from "@/app/api/v1/auth/session/route";
import * as signup from "@/app/api/v1/auth/signup/route";
import * as token from "@/app/api/v1/auth/token/route";
import * as memberships from "@/app/api/v1/me/memberships/route";
import * as password from "@/app/api/v1/me/password/route";
import * as me from "@/app/api/v1/me/route";
import * as mySession from "@/app/api/v1/me/sessions/[sessionId]/route";
import * as mySessions from "@/app/api/v1/me/sessions/route";
import * as waitlist from "@/app/api/v1/waitlist/route";
import { json, list, nothing, type PathDoc } from "@/lib/http/openapi/operation-doc";
import { Joined, Me, Session, SignedIn, SignedUp, TokenPair, Waiting } from "./views-workspace";

const tag = "Account";

/** Signing up and in, tokens, and what a person may do with their own account. */
export const ACCOUNT_PATHS: readonly PathDoc[] = [
  {
    path: "/auth/signup",
    tag,
    handlers: signup,
    operations: {
      POST: {
        id: "signUp",
        summary: "Make an account and a workspace, and sign the browser in",
        status: 201,
        answer: json(SignedUp),
        errors: [
          "email_taken",
          "password_pwned",
          "password_too_short",
          "signup_closed",
          "unavailable",
          "wrong_state",
        ],
      },
    },
  },
  {
    path: "/waitlist",
    tag,
    handlers: waitlist,
    operations: {
      POST: {
        id: "joinWaitlist",
        summary: "Ask for an invitation; the answer is the same whatever is known of the address",
        status: 202,
        answer: json(Waiting),
      },
    },
  },
  {
    path: "/auth/session",
    tag,
    handlers: session,
    operations: {
      POST: {
        id: "signIn",
        summary: "Sign a browser in: the session is a cookie",
        status: 200,
        answer: json(SignedIn),
        errors: ["invalid_credentials", "throttled"],
      },
      DELETE: { id: "signOut", summary: "Sign the browser out", status: 204, answer: nothing },
    },
  },
  {
    path: "/auth/token",
    tag,
    handlers: token,
    operations: {
      POST: {
        id: "issueTokens",
        summary: "Get a token pair for a password or a refresh token",
        status: 200,
        answer: json(TokenPair),
        errors: ["invalid_credentials", "refresh_token_reused", "throttled"],
      },
    },
  },
  {
    path: "/auth/revoke",
    tag,
    handlers: revoke,
    operations: {
      POST: {
        id: "revokeTokens",
        summary: "End the session of a refresh token, known or not",
        status: 204,
        answer: nothing,
      },
    },
  },
  {
    path: "/me",
    tag,
    handlers: me,
    operations: {
      GET: {
        id: "getMe",
        summary: "Who is signed in, and their workspaces",
        status: 200,
        answer: json(Me),
      },
    },
  },
  {
    path: "/me/password",
    tag,
    handlers: password,
    operations: {
      POST: {
        id: "changePassword",
        summary: "Change the password; every other session ends",
        status: 200,
        answer: json(TokenPair),
        errors: ["invalid_credentials", "password_pwned", "password_too_short", "unavailable"],
      },
    },
  },
  {
    path: "/me/sessions",
    tag,
    handlers: mySessions,
    operations: {
      GET: {
        id: "listMySessions",
        summary: "Where one is signed in",
        status: 200,
        answer: list(Session),
      },
    },
  },
  {
    path: "/me/sessions/{session_id}",
    tag,
    handlers: mySession,
    operations: {
      DELETE: {
        id: "revokeMySession",
        summary: "End one of one's sessions",
        status: 204,
        answer: nothing,
        errors: ["not_found"],
      },
    },
  },
  {
    path: "/me/memberships",
    tag,
    handlers: memberships,
    operations: {
      POST: {
        id: "joinWorkspace",
        summary: "Take up an invitation with the account one has",
        status: 201,
        answer: json(Joined),
        errors: ["signup_closed", "wrong_state"],
      },
    },
  },
];
