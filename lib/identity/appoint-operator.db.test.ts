import { describe, expect, it } from "vitest";
import { refusal } from "@/test/stories";
import { givenWorkspace } from "@/test/world";
import { appointOperator, dismissOperator, findOperators } from "./appoint-operator";
import { findPrincipal } from "./find-principal";
import { requireOperator } from "./index";

describe("operators", () => {
  it("are appointed and dismissed by their address, from the next request on", async () => {
    const { email, sessionToken } = await givenWorkspace();
    const isOperator = async () =>
      (await findPrincipal({ kind: "cookie", sessionToken }))?.isOperator;
    expect(await isOperator()).toBe(false);
    await appointOperator(` ${email.toUpperCase()} `);
    expect(await isOperator()).toBe(true);
    expect(await findOperators()).toContain(email);
    await dismissOperator(email);
    expect(await isOperator()).toBe(false);
    expect(await findOperators()).not.toContain(email);
  });

  it("need an account", async () => {
    for (const address of ["nobody@example.org", "no address", ""]) {
      expect(await refusal(appointOperator(address))).toBe("not_found");
    }
  });

  it("alone pass the check", async () => {
    const { principal } = await givenWorkspace();
    expect(await refusal((async () => requireOperator(principal))())).toBe("forbidden");
    expect(() => requireOperator({ ...principal, isOperator: true })).not.toThrow();
  });
});
