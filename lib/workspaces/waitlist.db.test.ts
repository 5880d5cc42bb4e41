import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import * as signup from "@/app/api/v1/auth/signup/route";
import * as waitlist from "@/app/api/v1/waitlist/route";
import { createUser, draftUser } from "@/lib/identity";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { callRoute } from "@/test/world";
import { inviteMember } from "./invitations";
import { openWorkspace } from "./open-workspace";

// The environment is read once per process: all of this file runs with a waitlist.
vi.stubEnv("SIGNUP", "waitlist");

const PASSWORD = "correct horse battery staple";
const address = () => `p-${randomUUID()}@example.org`;
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
const outcome = async (response: Response) => [response.status, (await json(response))["code"]];
const sign = (email: string, invite?: string) =>
  callRoute(signup.POST, {
    body: { email, password: PASSWORD, ...(invite === undefined ? {} : { invite }) },
  });
const wait = (email: string) => callRoute(waitlist.POST, { body: { email } });
const countWaiting = (email: string) =>
  withSystem((tx) => tx.waitlistEntry.count({ where: { email } }));

const known = address();
let invite: (email: string) => Promise<string>;

beforeAll(async () => {
  const user = await draftUser({ email: known, password: PASSWORD });
  const id = newId();
  await withSystem(async (tx) => {
    await createUser(tx, user);
    await openWorkspace(tx, { id, userId: user.id, name: "Harbour news" });
  });
  const owner = { userId: user.id, workspaceId: id, role: "owner" } as const;
  invite = async (email) => {
    const { invite_url } = await inviteMember(owner, newId(), { email, role: "member" });
    return new URL(invite_url).searchParams.get("invite") ?? "";
  };
});

describe("sign-up where there is a waitlist", () => {
  const closed = [403, "signup_closed"];

  it("403: without an invitation, with and without an account, whatever the password", async () => {
    expect(await outcome(await sign(address()))).toEqual(closed);
    expect(await outcome(await sign(known))).toEqual(closed);
    const body = { email: known, password: "short" };
    expect(await outcome(await callRoute(signup.POST, { body }))).toEqual(closed);
  });

  it("403: a made-up or somebody else's invitation does not tell who has an account", async () => {
    const other = await invite(address());
    for (const token of ["aii_made-up", other]) {
      const answers = [await sign(known, token), await sign(address(), token)].map(json);
      const [first, second] = await Promise.all(answers);
      expect(first).toMatchObject({ status: 403, code: "signup_closed" });
      expect({ ...first, request_id: "" }).toEqual({ ...second, request_id: "" });
    }
  });

  it("201: with an invitation, once", async () => {
    const email = address();
    const token = await invite(email);
    expect((await sign(email, token)).status).toBe(201);
    expect(await outcome(await sign(email, token))).toEqual(closed);
  });
});

describe("POST /waitlist", () => {
  it.each([{}, { email: "nobody" }, { email: "a@example.org", name: "Pat" }])(
    "400: %j",
    async (body) => {
      const response = await callRoute(waitlist.POST, { body });
      expect(await outcome(response)).toEqual([400, "invalid_body"]);
    },
  );

  it("202: the same answer for a new address, a waiting one and one with an account", async () => {
    const email = address();
    const answers = [await wait(email), await wait(email), await wait(known)];
    expect(answers.map((response) => response.status)).toEqual([202, 202, 202]);
    const bodies = await Promise.all(answers.map(json));
    expect(bodies).toEqual([bodies[0], bodies[0], bodies[0]]);
  });

  it("notes an address once, whatever its case, also at once", async () => {
    const email = address();
    await Promise.all([wait(email), wait(email.toUpperCase()), wait(` ${email}`)]);
    expect(await countWaiting(email)).toBe(1);
  });
});
