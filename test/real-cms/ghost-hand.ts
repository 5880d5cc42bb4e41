import { createHmac } from "node:crypto";

const TOKEN_SECONDS = 300;

/** A call of Ghost's Admin API as a person's tools make it: not through the connector. @throws Error when Ghost refuses */
export async function callGhost(
  url: string,
  key: string,
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(`${url}/ghost/api/admin/${path}`, {
    method,
    headers: { authorization: `Ghost ${tokenOf(key)}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
  return text === "" ? null : JSON.parse(text);
}

function tokenOf(key: string): string {
  const [kid = "", secret = ""] = key.split(":");
  const iat = Math.floor(Date.now() / 1000);
  const head = part({ alg: "HS256", typ: "JWT", kid });
  const claims = part({ iat, exp: iat + TOKEN_SECONDS, aud: "/admin/" });
  const mac = createHmac("sha256", Buffer.from(secret, "hex")).update(`${head}.${claims}`);
  return `${head}.${claims}.${mac.digest("base64url")}`;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
