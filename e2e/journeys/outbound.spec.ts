import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { expect, test } from "@playwright/test";
import { requireAccessible } from "../support/accessible";
import { call } from "../support/article";
import { appointOperator } from "../support/operator";
import { signUp } from "../support/person";
import { CMS_PORT } from "../support/ports";

// Guarantee: a content editor reads what was refused and why, in plain words, and never an address inside that they
// did not enter; the operator reads those too.

const INSIDE = "169.254.169.254";

let site: Server;

test.beforeEach(async () => {
  site = createServer((_request, response) => {
    response.writeHead(302, { location: `http://${INSIDE}/latest/meta-data` });
    response.end();
  });
  site.listen(CMS_PORT, "127.0.0.1");
  await once(site, "listening");
});
test.afterEach(() => {
  site.closeAllConnections();
  site.close();
});

test("a refused destination, source and redirect are explained", async ({ page }) => {
  const { email } = await signUp(page);
  const base = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  const me = await call(page, "GET", "/api/v1/me");
  const [membership] = me.body["memberships"] as { workspace: { id: string } }[];
  const api = `/api/v1/workspaces/${membership?.workspace.id ?? ""}`;

  await page.goto(`${base}/destinations`);
  await page.getByRole("tab", { name: "WordPress" }).click();
  const form = page.getByRole("tabpanel", { name: "WordPress" });
  await form.getByLabel("Name").first().fill("Intranet");
  await form
    .getByLabel(/address/i)
    .first()
    .fill("http://10.20.30.40");
  await form.getByLabel(/user name/i).fill("pat");
  await form.getByLabel(/application password/i).fill("abcd efgh");
  await form.getByRole("button", { name: "Add destination" }).click();
  await expect(form.getByText(/not on the public web/).first()).toBeVisible();

  const created = await call(page, "POST", `${api}/articles`, {
    title: "Tides",
    brief: {
      topic: "Tides",
      sources: ["http://192.168.7.8/page", `http://127.0.0.1:${CMS_PORT}/moved`],
    },
  });
  expect(created.status).toBe(201);
  await expect
    .poll(async () => {
      const { body } = await call(page, "GET", `${api}/outbound-requests?verdict=refused`);
      return (body["data"] as unknown[]).length;
    })
    .toBe(3);

  await page.goto(`${base}/outbound`);
  const rows = page.getByRole("table", { name: "Calls" }).getByRole("row");
  const destination = rows.filter({ hasText: "10.20.30.40" });
  await expect(destination).toContainText(
    "use a public address, or ask the person who runs this installation",
  );
  await expect(destination).toContainText("Publish");
  await expect(rows.filter({ hasText: "192.168.7.8" })).toContainText("Read a source");
  const moved = rows.filter({ hasText: "127.0.0.1" });
  await expect(moved).toContainText("127.0.0.1 redirects to an address inside.");
  await expect(page.getByText(INSIDE)).toHaveCount(0);
  await requireAccessible(page, "outbound");

  await page.getByLabel("Host").fill("192.168");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(rows.filter({ hasText: "10.20.30.40" })).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  expect((await download).suggestedFilename()).toBe("outbound-requests.csv");
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(rows.filter({ hasText: "10.20.30.40" })).toHaveCount(1);

  appointOperator(email);
  await page.goto("/operator/outbound?verdict=refused");
  await expect(page.getByRole("row").filter({ hasText: INSIDE }).first()).toBeVisible();
  await requireAccessible(page, "operator outbound");
});
