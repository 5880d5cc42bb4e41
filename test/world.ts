import { randomUUID } from "node:crypto";
import type { Actor, Principal } from "@/lib/identity";
import { grantFunds } from "@/lib/ledger";
import { type Tx, withSystem, withWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { signUp } from "@/lib/workspaces";

// What tests start from: people and workspaces of their own, so that files may run side by side.

export interface World {
  readonly actor: Actor;
  readonly principal: Principal;
  readonly email: string;
  readonly password: string;
  readonly slug: string;
  readonly sessionToken: string;
  /** Runs in a transaction that sees this workspace. */
  inWorkspace<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

const DEVICE = { userAgent: "test", address: "127.0.0.1" };

/** A person who has just signed up, with their workspace and its grant of five dollars. */
export async function givenWorkspace(options: { extraNanos?: bigint } = {}): Promise<World> {
  const email = `person-${randomUUID()}@example.org`;
  const password = "correct horse battery staple";
  const { user, workspace, session } = await signUp(
    { email, password, name: "Pat Person" },
    DEVICE,
  );
  const actor: Actor = { userId: user.id, workspaceId: workspace.id, role: "owner" };
  const { extraNanos } = options;
  if (extraNanos !== undefined) {
    await withSystem((tx) =>
      grantFunds(tx, {
        workspaceId: workspace.id,
        idempotencyKey: `test:${newId()}`,
        amountNanos: extraNanos,
      }),
    );
  }
  return {
    actor,
    principal: {
      userId: user.id,
      sessionId: session.id,
      email,
      name: user.name,
      isOperator: false,
    },
    email,
    password,
    slug: workspace.slug,
    sessionToken: session.token,
    inWorkspace: (work) => withWorkspace(actor, work),
  };
}

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

interface Call {
  readonly method?: string;
  readonly body?: unknown;
  readonly rawBody?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly world?: World;
}

/** Calls a route handler as the world's signed-in browser would. */
export function callRoute(handler: Handler, call: Call): Promise<Response> {
  const headers = new Headers(call.headers);
  if (call.world !== undefined)
    headers.set("cookie", `__Host-autoink-session=${call.world.sessionToken}`);
  const isJson = call.body !== undefined;
  if (isJson && !headers.has("content-type")) headers.set("content-type", "application/json");
  const body = isJson ? JSON.stringify(call.body) : call.rawBody;
  const params = {
    ...(call.world === undefined ? {} : { workspaceId: call.world.actor.workspaceId }),
    ...call.params,
  };
  const request = new Request(`http://localhost:3000/api${call.query ?? ""}`, {
    method: call.method ?? (body === undefined ? "GET" : "POST"),
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return handler(request, { params: Promise.resolve(params) });
}
