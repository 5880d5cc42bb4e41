import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as revoke from "@/app/api/v1/auth/revoke/route";
import * as session from "@/app/api/v1/auth/session/route";
import * as signup from "@/app/api/v1/auth/signup/route";
import * as token from "@/app/api/v1/auth/token/route";
import * as me from "@/app/api/v1/me/route";
import { callRoute, givenWorkspace, type World } from "@/test/world";

const PASSWORD = "correct horse battery staple";
const account = () => ({ email: `p-${randomUUID()}@example.org`, password: PASSWORD, name: "Pat" });
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
const outcome = async (response: Response) => [response.status, (await json(response))["code"]];

interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}

async function givenPair(world: World): Promise<Pair> {
  const { email, password } = world;
  const body = { grant_type: "password", email, password };
  return (await (await callRoute(token.POST, { body })).json()) as Pair;
}

const refresh = (refresh_token: string) =>
  callRoute(token.POST, { body: { grant_type: "refresh_token", refresh_token } });
const whoAmI = (accessToken: string) =>
  callRoute(me.GET, { headers: { authorization: `Bearer ${accessToken}` } });

describe("POST /auth/signup", () => {
  it("400: a field that does not exist is named", async () => {
    const response = await callRoute(signup.POST, { body: { ...account(), is_admin: true } });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      400,
      "application/problem+json",
    ]);
    expect(await json(response)).toMatchObject({
      code: "invalid_body",
      errors: [{ path: "is_admin" }],
    });
  });

  it.each(["{", '{"email":1,"email":2}', ""])("400: %j is not JSON", async (rawBody) => {
    const headers = { "content-type": "application/json" };
    const response = await callRoute(signup.POST, { method: "POST", rawBody, headers });
    expect(await outcome(response)).toEqual([400, "invalid_json"]);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"])(
    "415: %s is not taken",
    async (type) => {
      const headers = { "content-type": type };
      const response = await callRoute(signup.POST, { body: account(), headers });
      expect(await outcome(response)).toEqual([415, "unsupported_media_type"]);
    },
  );

  it("413: a body of more than a megabyte is not read to its end", async () => {
    const body = { ...account(), name: "x".repeat(1024 * 1024) };
    expect(await outcome(await callRoute(signup.POST, { body }))).toEqual([413, "body_too_large"]);
  });

  it("422: a short password", async () => {
    const body = { ...account(), password: "short" };
    const response = await callRoute(signup.POST, { body });
    expect(await outcome(response)).toEqual([422, "password_too_short"]);
  });

  it.each([{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }])(
    "403: a browser of another site (%j)",
    async (headers) => {
      const response = await callRoute(signup.POST, { body: account(), headers });
      expect(await outcome(response)).toEqual([403, "cross_origin"]);
    },
  );

  it("409: an address that is taken, whatever its case", async () => {
    const body = account();
    expect((await callRoute(signup.POST, { body })).status).toBe(201);
    const again = { ...body, email: body.email.toUpperCase() };
    expect(await outcome(await callRoute(signup.POST, { body: again }))).toEqual([
      409,
      "email_taken",
    ]);
  });

  it("201: an account, a workspace and a cookie out of reach of scripts", async () => {
    const response = await callRoute(signup.POST, { body: account() });
    expect(response.status).toBe(201);
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-.*HttpOnly; Secure; SameSite=Lax/);
    expect(JSON.stringify(await json(response))).not.toMatch(/password|token/i);
  });

  it("405: another method, with the list of those that are there", async () => {
    const response = await callRoute(signup.GET, {});
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

describe("POST /auth/session", () => {
  it("401: a wrong password and an unknown address give the same answer", async () => {
    const world = await givenWorkspace();
    const bodies = [
      { email: world.email, password: "wrong horse battery staple" },
      { email: account().email, password: PASSWORD },
    ];
    const answers = await Promise.all(
      bodies.map(async (body) => {
        const answer = await json(await callRoute(session.POST, { body }));
        return { ...answer, request_id: "" };
      }),
    );
    expect(answers[0]).toMatchObject({ status: 401, code: "invalid_credentials" });
    expect(answers[1]).toEqual(answers[0]);
  });

  it("200: a session; 204: signing out ends it", async () => {
    const world = await givenWorkspace();
    const { email, password } = world;
    expect((await callRoute(session.POST, { body: { email, password } })).status).toBe(200);
    expect((await callRoute(me.GET, { world })).status).toBe(200);
    expect((await callRoute(session.DELETE, { world, method: "DELETE" })).status).toBe(204);
    expect((await callRoute(me.GET, { world })).status).toBe(401);
  });
});

describe("GET /me", () => {
  it.each(["Bearer nothing", "Bearer a.b.c", "Basic YTpi", ""])(
    "401: %j shows nobody",
    async (authorization) => {
      const response = await callRoute(me.GET, { headers: { authorization } });
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
      expect(await outcome(response)).toEqual([401, "unauthenticated"]);
    },
  );
});

describe("tokens", () => {
  it("401 refresh_token_reused: a token used twice ends the whole session", async () => {
    const first = await givenPair(await givenWorkspace());
    const second = (await (await refresh(first.refresh_token)).json()) as Pair;
    expect((await whoAmI(second.access_token)).status).toBe(200);
    expect(await outcome(await refresh(first.refresh_token))).toEqual([
      401,
      "refresh_token_reused",
    ]);
    expect((await refresh(second.refresh_token)).status).toBe(401);
    expect((await whoAmI(second.access_token)).status).toBe(401);
  });

  it("401: of two uses at once at most one gets a pair, and the session ends", async () => {
    const pair = await givenPair(await givenWorkspace());
    const responses = await Promise.all([refresh(pair.refresh_token), refresh(pair.refresh_token)]);
    expect(responses.map((response) => response.status).toSorted()).toEqual([200, 401]);
    expect((await whoAmI(pair.access_token)).status).toBe(401);
  });

  it("401: a refresh token that nobody gave out", async () => {
    expect(await outcome(await refresh("air_nothing"))).toEqual([401, "invalid_credentials"]);
  });

  it("204: revoking ends the session, and an unknown token is no error", async () => {
    const pair = await givenPair(await givenWorkspace());
    for (const refresh_token of [pair.refresh_token, "air_nothing"]) {
      expect((await callRoute(revoke.POST, { body: { refresh_token } })).status).toBe(204);
    }
    expect((await refresh(pair.refresh_token)).status).toBe(401);
    expect((await whoAmI(pair.access_token)).status).toBe(401);
  });
});
