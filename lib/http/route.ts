import type { z } from "zod";
import { type Actor, findMembership, findPrincipal, type Principal } from "@/lib/identity";
import { AppError, unreachable } from "@/lib/platform/errors";
import { type PageQuery, parsePageQuery } from "@/lib/platform/page";
import { once } from "./idempotency";
import { type IdempotencyRecords, userRecords, workspaceRecords } from "./idempotency-records";
import { type Params, readParams } from "./path-params";
import { problem } from "./problem";
import { readBytes, readJson } from "./read-body";
import { proofOf, requestIdOf, requireSameOrigin } from "./request-context";
import { type Handler, type Method, type RouteShape, shapeOf } from "./route-shape";

interface Call {
  readonly request: Request;
  /** The ids in the path. Each one is a UUID: another text is a 404 before the handler runs. */
  readonly params: Params;
  readonly query: URLSearchParams;
  readonly requestId: string;
  /** How a list is asked for. @throws AppError invalid_query */
  page(): PageQuery;
}

interface PublicCall<Input> extends Call {
  readonly input: Input;
}

interface UserCall<Input> extends Call {
  readonly principal: Principal;
  readonly input: Input;
}

interface MemberCall<Input> extends Call {
  readonly actor: Actor;
  readonly principal: Principal;
  readonly input: Input;
}

/** A route that is open to the world. A browser of another site may not write through it all the same. */
export function publicRoute<Body extends z.ZodType = z.ZodUndefined>(spec: {
  body?: Body;
  handle: (call: PublicCall<z.output<Body>>) => Promise<Response>;
}): Handler {
  return guarded(shapeOf("public", spec), async (call) => {
    requireSameOrigin(call.request);
    const input = await readInput(call.request, spec.body);
    return spec.handle({ ...call, input: input.value });
  });
}

/** A route for whoever is signed in, before a workspace is named. */
export function userRoute<Body extends z.ZodType = z.ZodUndefined>(spec: {
  body?: Body;
  handle: (call: UserCall<z.output<Body>>) => Promise<Response>;
}): Handler {
  return guarded(shapeOf("user", spec), async (call) => {
    const principal = await requireUser(call);
    const input = await readInput(call.request, spec.body);
    return spec.handle({ ...call, principal, input: input.value });
  });
}

/**
 * A route for members of the workspace in its path. Every request is taken in the same order: who is it,
 * what do they send, then do it. What goes wrong leaves as problem details.
 */
export function memberRoute<Body extends z.ZodType = z.ZodUndefined>(spec: {
  body?: Body;
  handle: (call: MemberCall<z.output<Body>>) => Promise<Response>;
}): Handler {
  return guarded(shapeOf("member", spec), async (call) => {
    const member = await requireMember(call);
    const input = await readInput(call.request, spec.body);
    return spec.handle({ ...call, ...member, input: input.value });
  });
}

interface CreatingSpec<Body extends z.ZodType> {
  body?: Body;
  /** The body is a file of at most so many bytes; what is said of it stands in the query. */
  fileBytesMax?: number;
  operation: string;
}

interface Creating {
  /** The id that what is made must have: a call that is repeated finds what it made. */
  readonly id: string;
  readonly file: Uint8Array;
}

interface Created {
  readonly status: number;
  readonly body: unknown;
}

/**
 * A member's route that makes something or costs something: it honours Idempotency-Key. The handler gets
 * the id of what it is to make and returns status and body.
 */
export function creatingRoute<Body extends z.ZodType = z.ZodUndefined>(
  spec: CreatingSpec<Body> & {
    handle: (call: MemberCall<z.output<Body>> & Creating) => Promise<Created>;
  },
): Handler {
  return guarded(shapeOf("member", { ...spec, isIdempotent: true }), async (call) => {
    const member = await requireMember(call);
    return create(call, spec, workspaceRecords(member.actor), (input) =>
      spec.handle({ ...call, ...member, ...input }),
    );
  });
}

/** The same for whoever is signed in, before a workspace is named. */
export function creatingUserRoute<Body extends z.ZodType = z.ZodUndefined>(
  spec: CreatingSpec<Body> & {
    handle: (call: UserCall<z.output<Body>> & Creating) => Promise<Created>;
  },
): Handler {
  return guarded(shapeOf("user", { ...spec, isIdempotent: true }), async (call) => {
    const principal = await requireUser(call);
    return create(call, spec, userRecords(principal), (input) =>
      spec.handle({ ...call, principal, ...input }),
    );
  });
}

async function create<Body extends z.ZodType>(
  call: Call,
  spec: CreatingSpec<Body>,
  records: IdempotencyRecords,
  handle: (input: Creating & { readonly input: z.output<Body> }) => Promise<Created>,
): Promise<Response> {
  const { value: input, bytes } = await readInput(call.request, spec.body);
  const file =
    spec.fileBytesMax === undefined
      ? new Uint8Array(0)
      : await readBytes(call.request, spec.fileBytesMax);
  const query = call.query.size === 0 ? "" : `${call.query.toString()}\n`;
  return once(
    {
      records,
      key: call.request.headers.get("idempotency-key"),
      operation: `${spec.operation} ${Object.values(call.params).join("/")}`,
      bodyBytes: Buffer.concat([Buffer.from(query), bytes, file]),
    },
    (id) => handle({ input, id, file }),
  );
}

/** The methods of one address. Each other one is refused with the list of those that are there. */
export function resource(handlers: Partial<Record<Method, Handler>>): Record<Method, Handler> {
  const Allow = Object.keys(handlers)
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]))
    .join(", ");
  const refuse = guarded(null, () => {
    throw new AppError("method_not_allowed", { headers: { Allow } });
  });
  return {
    GET: handlers.GET ?? refuse,
    POST: handlers.POST ?? refuse,
    PUT: handlers.PUT ?? refuse,
    PATCH: handlers.PATCH ?? refuse,
    DELETE: handlers.DELETE ?? refuse,
  };
}

/** Puts what a route takes beside the handler that takes it; a handler that only refuses takes nothing. */
function guarded(
  shape: RouteShape | null,
  run: (call: Call) => Promise<Response> | never,
): Handler {
  const handler: Handler = async (request, context) => {
    const requestId = requestIdOf(request.headers);
    try {
      const params = await readParams(context);
      const query = new URL(request.url).searchParams;
      const response = await run({
        request,
        params,
        query,
        requestId,
        page: () => parsePageQuery(query),
      });
      response.headers.set("X-Request-Id", requestId);
      if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
      return response;
    } catch (error) {
      return problem(error, requestId);
    }
  };
  return shape === null ? handler : Object.assign(handler, { shape });
}

async function readInput<Body extends z.ZodType>(
  request: Request,
  schema: Body | undefined,
): Promise<{ value: z.output<Body>; bytes: Uint8Array }> {
  if (schema === undefined) return { value: undefined as z.output<Body>, bytes: new Uint8Array(0) };
  const { input, bytes } = await readJson(request, schema);
  return { value: input, bytes };
}

async function requireUser(call: Call): Promise<Principal> {
  const proof = proofOf(call.request.headers);
  if (proof?.kind === "cookie") requireSameOrigin(call.request);
  const principal = proof === null ? null : await findPrincipal(proof);
  if (principal === null) throw new AppError("unauthenticated");
  return principal;
}

async function requireMember(call: Call): Promise<{ actor: Actor; principal: Principal }> {
  const { workspaceId = "" } = call.params;
  const proof = proofOf(call.request.headers);
  if (proof?.kind === "cookie") requireSameOrigin(call.request);
  const membership =
    proof === null ? { kind: "signed_out" as const } : await findMembership(proof, workspaceId);
  switch (membership.kind) {
    case "member":
      return { actor: membership.actor, principal: membership.principal };
    case "signed_out":
      throw new AppError("unauthenticated");
    case "stranger":
      // Not 403: a stranger learns nothing of which workspaces exist.
      throw new AppError("not_found");
    default:
      return unreachable(membership);
  }
}
