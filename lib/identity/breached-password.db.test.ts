import { createHash, randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as signup from "@/app/api/v1/auth/signup/route";
import * as password from "@/app/api/v1/me/password/route";
import { withSystem } from "@/lib/platform/db";
import type { CmsPeer, PeerFault } from "@/test/peers/cms/peer-server";
import { startPwnedPasswords } from "@/test/peers/pwned-passwords";
import { callRoute, givenWorkspace } from "@/test/world";

// Guarantee: a password from a breach opens no account, the service learns no password, and its absence does what the
// operator chose.

const KNOWN = "correct horse battery staple";
const UNKNOWN = "grass tells rivers nothing";
const sha1 = (text: string) => createHash("sha1").update(text).digest("hex").toUpperCase();

const setting = vi.hoisted(() => ({ PWNED_PASSWORDS: "open", PWNED_PASSWORDS_URL: "" }));
vi.mock("@/lib/platform/env", async (load) => {
  const real = await load<typeof import("@/lib/platform/env")>();
  return { ...real, env: () => ({ ...real.env(), ...setting }) };
});

let peer: CmsPeer;
beforeEach(async () => {
  peer = await startPwnedPasswords([KNOWN]);
  Object.assign(setting, { PWNED_PASSWORDS: "open", PWNED_PASSWORDS_URL: peer.url });
});
afterEach(() => peer.close());

async function signUp(secret: string): Promise<{ status: number; code: unknown; isMade: boolean }> {
  const email = `p-${randomUUID()}@example.org`;
  const response = await callRoute(signup.POST, { body: { email, password: secret } });
  const { code } = (await response.json()) as Record<string, unknown>;
  const user = await withSystem((tx) => tx.user.findUnique({ where: { email } }));
  return { status: response.status, code, isMade: user !== null };
}

describe("a password at sign-up", () => {
  it("from a breach is refused, and nothing is made", async () => {
    expect(await signUp(KNOWN)).toEqual({ status: 422, code: "password_pwned", isMade: false });
  });

  it("that is in no breach is taken", async () => {
    expect(await signUp(UNKNOWN)).toMatchObject({ status: 201, isMade: true });
  });

  it("is told to nobody: five characters of its hash are, and the answer is padded", async () => {
    await signUp(UNKNOWN);
    const [request] = peer.requests;
    expect(peer.requests).toHaveLength(1);
    expect(request?.url.pathname).toBe(`/range/${sha1(UNKNOWN).slice(0, 5)}`);
    expect(request?.headers).toMatchObject({ "add-padding": "true", "user-agent": "AutoInk" });
    expect(JSON.stringify([request?.headers, request?.body])).not.toContain(UNKNOWN);
  });

  it("is not looked up when the operator does not want it", async () => {
    setting.PWNED_PASSWORDS = "off";
    expect(await signUp(KNOWN)).toMatchObject({ status: 201 });
    expect(peer.requests).toEqual([]);
  });

  it.each<PeerFault>(["500", "429", "301", "html-200", "reset-before"])(
    "when the service fails (%s) is taken by the setting open, and refused by closed",
    async (fault) => {
      peer.failNext(fault);
      expect(await signUp(KNOWN)).toMatchObject({ status: 201, isMade: true });
      setting.PWNED_PASSWORDS = "closed";
      peer.failNext(fault);
      expect(await signUp(UNKNOWN)).toEqual({ status: 503, code: "unavailable", isMade: false });
    },
  );

  it("when nothing is there is taken by the setting open, and refused by closed", async () => {
    setting.PWNED_PASSWORDS_URL = "http://127.0.0.1:1";
    expect(await signUp(KNOWN)).toMatchObject({ status: 201, isMade: true });
    setting.PWNED_PASSWORDS = "closed";
    expect(await signUp(UNKNOWN)).toEqual({ status: 503, code: "unavailable", isMade: false });
  });
});

describe("a changed password", () => {
  it("from a breach is refused, once the current one is right", async () => {
    setting.PWNED_PASSWORDS = "off";
    const world = await givenWorkspace();
    Object.assign(setting, { PWNED_PASSWORDS: "open" });
    const change = async (current: string) => {
      const body = { current_password: current, new_password: KNOWN };
      const response = await callRoute(password.POST, { body, world });
      return [response.status, (await response.json()) as unknown];
    };
    expect(await change("something else entirely")).toMatchObject([
      401,
      { code: "invalid_credentials" },
    ]);
    expect(peer.requests).toEqual([]);
    expect(await change(world.password)).toMatchObject([
      422,
      { code: "password_pwned", errors: [{ path: "new_password" }] },
    ]);
  });
});
